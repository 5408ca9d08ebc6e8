<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 413: the request is larger than the server takes.
 */
final class TooLargeError extends ApiError
{
}
