<?php

declare(strict_types=1);

namespace Micrologs\Laravel\Logging;

use Micrologs\Laravel\Capture;
use Micrologs\Laravel\MicrologsClient;
use Monolog\Handler\AbstractProcessingHandler;
use Throwable;

/**
 * The log channel `micrologs`, for Monolog 2 and 3.
 */
final class MicrologsHandler extends AbstractProcessingHandler
{
    private const SEVERITIES = [
        'WARNING' => 'warning',
        'ERROR' => 'error',
        'CRITICAL' => 'critical',
        'ALERT' => 'critical',
        'EMERGENCY' => 'critical',
    ];

    /**
     * @param array<string, mixed>|\Monolog\LogRecord $record an array of Monolog 2, or what reads like it in Monolog 3
     */
    protected function write($record): void
    {
        $context = $record['context'];
        $error = $context['exception'] ?? null;
        unset($context['exception']);
        if ($error instanceof Throwable) {
            app(Capture::class)->exception($error, $context);
            return;
        }
        app(MicrologsClient::class)->error($record['message'], [
            'type' => 'Log',
            'severity' => self::SEVERITIES[$record['level_name']] ?? 'info',
            'context' => $context + ['channel' => $record['channel']],
        ]);
    }
}
