<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 403: the key is right, but not for this.
 */
final class PermissionDeniedError extends ApiError
{
}
