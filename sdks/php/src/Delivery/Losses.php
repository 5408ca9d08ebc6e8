<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

/**
 * Counts what is lost, and tells the host.
 */
final class Losses
{
    public const QUEUE_FULL = 'queue_full';
    public const TOO_LARGE = 'too_large';
    public const REJECTED = 'rejected';
    public const UNAUTHORIZED = 'unauthorized';
    public const CLOSED = 'closed';
    public const UNDELIVERED = 'undelivered';

    /** @var callable(array{reason: string, count: int, message: string}): void|null */
    private $hook;

    /** @var array<string, int> */
    private $counts = [];

    public function __construct(?callable $hook)
    {
        $this->hook = $hook;
    }

    public function add(string $reason, int $count, string $message): void
    {
        if ($count === 0) {
            return;
        }
        $this->counts[$reason] = ($this->counts[$reason] ?? 0) + $count;
        if ($this->hook === null) {
            return;
        }
        try {
            ($this->hook)(['reason' => $reason, 'count' => $count, 'message' => $message]);
        } catch (\Throwable $error) {
            // The hook is the host's own; its faults must not come back through a call that never throws.
        }
    }

    /**
     * Events lost so far, by reason.
     *
     * @return array<string, int>
     */
    public function counts(): array
    {
        return $this->counts;
    }
}
