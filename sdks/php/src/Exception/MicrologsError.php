<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * Every failure of the question side.
 */
abstract class MicrologsError extends \RuntimeException
{
}
