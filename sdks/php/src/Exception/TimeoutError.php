<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * No whole answer within the timeout.
 */
final class TimeoutError extends MicrologsError
{
}
