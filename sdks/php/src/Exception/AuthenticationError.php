<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 401: the key is missing, unknown, or of the wrong kind.
 */
final class AuthenticationError extends ApiError
{
}
