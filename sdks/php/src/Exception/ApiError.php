<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * The server refused. The message is the server's, for people; programs go by the class or the status.
 */
class ApiError extends MicrologsError
{
    private const CLASSES = [
        400 => InvalidRequestError::class,
        401 => AuthenticationError::class,
        403 => PermissionDeniedError::class,
        404 => NotFoundError::class,
        409 => ConflictError::class,
        413 => TooLargeError::class,
        429 => RateLimitedError::class,
    ];

    /** @var int */
    private $status;

    /** @var array<array-key, mixed> */
    private $errors;

    /** @var float|null */
    private $retryAfter;

    /**
     * @param array<array-key, mixed> $errors
     */
    final public function __construct(int $status, string $message, array $errors = [], ?float $retryAfter = null)
    {
        parent::__construct($message, $status);
        $this->status = $status;
        $this->errors = $errors;
        $this->retryAfter = $retryAfter;
    }

    /**
     * Of the class that belongs to the status.
     *
     * @param array<array-key, mixed> $errors
     */
    public static function ofStatus(int $status, string $message, array $errors, ?float $retryAfter): self
    {
        $class = self::CLASSES[$status] ?? ($status >= 500 ? ServerError::class : self::class);
        return new $class($status, $message, $errors, $retryAfter);
    }

    public function getStatus(): int
    {
        return $this->status;
    }

    /**
     * What was wrong, by field, where the server tells it so.
     *
     * @return array<array-key, mixed>
     */
    public function getErrors(): array
    {
        return $this->errors;
    }

    /**
     * Seconds that the server asks to wait; null when it does not say.
     */
    public function getRetryAfter(): ?float
    {
        return $this->retryAfter;
    }
}
