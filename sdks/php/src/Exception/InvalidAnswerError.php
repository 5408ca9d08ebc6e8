<?php

declare(strict_types=1);

namespace Micrologs\Exception;

/**
 * A success whose body is not what Micrologs answers: something else listens at this address.
 */
final class InvalidAnswerError extends MicrologsError
{
}
