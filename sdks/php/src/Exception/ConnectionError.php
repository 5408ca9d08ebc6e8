<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * The server could not be reached, or the connection broke before the whole answer was there.
 */
final class ConnectionError extends MicrologsError
{
}
