<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `realtime.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 */
final class RealtimeApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Make a token for listening.
     *
     * @param array{
     *     channels: list<'live'|'pageviews'|'errors'|'links'|'audit'|'alerts'|'report:*'|'report:visitors'|'report:visitors-returning'|'report:sessions'|'report:pages'|'report:entry-pages'|'report:exit-pages'|'report:devices'|'report:locations'|'report:referrers'|'report:channels'|'report:utm'|'report:errors'|'report:errors-trend'|'report:error-detail'|'report:audits'|'report:links'|'report:link-detail'|'report:ledger'>,
     *     expires_in?: int,
     *     origin?: string
     * } $input
     * @return array{
     *     token: string,
     *     channels: list<'live'|'pageviews'|'errors'|'links'|'audit'|'alerts'|'report:*'|'report:visitors'|'report:visitors-returning'|'report:sessions'|'report:pages'|'report:entry-pages'|'report:exit-pages'|'report:devices'|'report:locations'|'report:referrers'|'report:channels'|'report:utm'|'report:errors'|'report:errors-trend'|'report:error-detail'|'report:audits'|'report:links'|'report:link-detail'|'report:ledger'>,
     *     origin: string|null,
     *     expires_at: string,
     *     expires_at_iso: string
     * }
     */
    public function token(array $input): array
    {
        return $this->caller->data('createRealtimeToken', $input);
    }
}
