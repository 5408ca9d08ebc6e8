<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `track.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type BatchEvent from Types
 * @phpstan-import-type BatchResult from Types
 */
final class TrackApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Record a pageview.
     *
     * @param array{
     *     url: string,
     *     'Idempotency-Key'?: string,
     *     visitor_id?: string,
     *     session_token?: string,
     *     page_title?: string,
     *     referrer?: string,
     *     fingerprint?: string,
     *     screen_resolution?: string,
     *     timezone?: string,
     *     event_id?: string,
     *     occurred_at?: string|int
     * } $input
     * @return array{
     *     queued: true,
     *     event_id: string,
     *     clock_adjusted?: true
     * }|null
     */
    public function pageview(array $input): ?array
    {
        return $this->caller->maybe('trackPageview', $input);
    }

    /**
     * Record several events at once.
     *
     * @param array{
     *     events: list<BatchEvent>
     * } $input
     * @return array{
     *     queued: bool,
     *     accepted: int,
     *     rejected: int,
     *     results: list<BatchResult>
     * }
     */
    public function batch(array $input): array
    {
        return $this->caller->data('trackBatch', $input);
    }

    /**
     * Record an error.
     *
     * @param array{
     *     message: string,
     *     'Idempotency-Key'?: string,
     *     error_type?: string,
     *     file?: string,
     *     line?: int|null,
     *     stack?: string,
     *     url?: string,
     *     severity?: 'info'|'warning'|'error'|'critical',
     *     environment?: 'production'|'staging'|'development'|'unknown',
     *     release?: string,
     *     fingerprint?: string|list<string>,
     *     context?: array<string, mixed>|list<mixed>,
     *     visitor_id?: string,
     *     session_token?: string,
     *     event_id?: string,
     *     occurred_at?: string|int
     * } $input
     * @return array{
     *     queued: true,
     *     event_id: string,
     *     clock_adjusted?: true
     * }
     */
    public function error(array $input): array
    {
        return $this->caller->data('trackError', $input);
    }

    /**
     * Record an audit entry.
     *
     * @param array{
     *     action: string,
     *     'Idempotency-Key'?: string,
     *     actor?: string,
     *     context?: array<string, mixed>|list<mixed>,
     *     event_id?: string,
     *     occurred_at?: string|int
     * } $input
     * @return array{
     *     queued: true,
     *     event_id: string,
     *     clock_adjusted?: true
     * }
     */
    public function audit(array $input): array
    {
        return $this->caller->data('trackAudit', $input);
    }
}
