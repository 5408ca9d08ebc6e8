<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 5xx: the server failed, or is not ready.
 */
final class ServerError extends ApiError
{
}
