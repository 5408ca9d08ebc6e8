<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 404: there is no such thing in the project of the key.
 */
final class NotFoundError extends ApiError
{
}
