<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 409: it cannot be done as things are now.
 */
final class ConflictError extends ApiError
{
}
