<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `system.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type HealthCheck from Types
 * @phpstan-import-type RuntimeCheck from Types
 */
final class SystemApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Is the server well?.
     *
     * @return array{
     *     status: 'healthy'|'unhealthy',
     *     timestamp: string,
     *     version: string,
     *     checks: array{
     *         php: RuntimeCheck,
     *         database: HealthCheck,
     *         valkey: HealthCheck,
     *         geoip: HealthCheck,
     *         queue: HealthCheck,
     *         pipeline: HealthCheck,
     *         dead_letters: HealthCheck,
     *         workers: HealthCheck,
     *         sealing: HealthCheck,
     *         disk: HealthCheck
     *     }
     * }
     */
    public function health(): array
    {
        return $this->caller->data('getHealth', []);
    }

    /**
     * Does the process answer?.
     *
     * @return array{
     *     status: 'alive',
     *     version: string
     * }
     */
    public function live(): array
    {
        return $this->caller->data('getLiveness', []);
    }

    /**
     * Does this process take events?.
     *
     * @return array{
     *     status: 'ready'|'unready',
     *     version: string
     * }
     */
    public function ready(): array
    {
        return $this->caller->data('getReadiness', []);
    }

    /**
     * Figures for Prometheus.
     *
     * @return string
     */
    public function metrics(): string
    {
        return $this->caller->text('getMetrics', []);
    }

    /**
     * This document.
     *
     * @return array{
     *     openapi: string,
     *     info: array<string, mixed>,
     *     paths: array<string, mixed>
     * }
     */
    public function openApi(): array
    {
        return $this->caller->data('getOpenApi', []);
    }
}
