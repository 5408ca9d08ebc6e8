<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * 400: an input is missing or wrong; the message names it.
 */
final class InvalidRequestError extends ApiError
{
}
