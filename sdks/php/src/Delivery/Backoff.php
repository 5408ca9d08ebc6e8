<?php

declare(strict_types=1);

namespace Micrologs\Delivery;

use Micrologs\Http\Response;

/**
 * How long to wait before something is sent again. All in seconds.
 */
final class Backoff
{
    private const LONGEST_RETRY_AFTER = 300.0;

    /** @var float */
    private $base;

    /** @var float */
    private $max;

    public function __construct(float $base, float $max)
    {
        $this->base = $base;
        $this->max = $max;
    }

    /**
     * Grows with each failure, with jitter, so that many clients do not come back at one moment.
     *
     * @param int $failures in a row, from 1
     */
    public function delay(int $failures): float
    {
        $full = min($this->max, $this->base * 2 ** min($failures - 1, 30));
        return $full * (0.5 + 0.5 * mt_rand() / mt_getrandmax());
    }

    /** What `Retry-After` asks for, as seconds or as a date; null when it is not there or makes no sense. */
    public static function retryAfter(Response $response): ?float
    {
        $value = trim($response->header('Retry-After') ?? '');
        if (is_numeric($value)) {
            $seconds = (float) $value;
        } elseif ($value !== '' && ($time = strtotime($value)) !== false) {
            $seconds = $time - microtime(true);
        } else {
            return null;
        }
        return min(self::LONGEST_RETRY_AFTER, max(0.0, $seconds));
    }
}
