<?php

declare(strict_types=1);

namespace Micrologs;

/**
 * Captures what nobody catches: exceptions and fatal errors. What PHP or an earlier handler does with them stays as it was.
 */
final class Uncaught
{
    private const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_USER_ERROR | E_RECOVERABLE_ERROR;

    public static function register(Client $client): void
    {
        $previous = null;
        $wasException = false;
        $previous = set_exception_handler(
            static function (\Throwable $error) use ($client, &$previous, &$wasException): void {
                $wasException = true;
                $client->captureException($error, ['severity' => 'critical']);
                if ($previous === null) {
                    throw $error; // so PHP prints it, and ends with 255, as without a handler
                }
                $previous($error);
            }
        );
        register_shutdown_function(static function () use ($client, &$wasException): void {
            $error = error_get_last();
            if ($error !== null && ($error['type'] & self::FATAL) !== 0 && !$wasException) {
                $options = ['type' => 'FatalError', 'severity' => 'critical'];
                $client->error($error['message'], $options + ['file' => $error['file'], 'line' => $error['line']]);
            }
        });
    }
}
