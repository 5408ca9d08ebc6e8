<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 429: too many requests; {@see ApiError::getRetryAfter()} tells how long to wait.
 */
final class RateLimitedError extends ApiError
{
}
