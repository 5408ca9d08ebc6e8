<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The question side of the client: every operation of the API.
 */
final class Api
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    public function track(): TrackApi
    {
        return new TrackApi($this->caller);
    }

    public function errors(): ErrorsApi
    {
        return new ErrorsApi($this->caller);
    }

    public function analytics(): AnalyticsApi
    {
        return new AnalyticsApi($this->caller);
    }

    public function links(): LinksApi
    {
        return new LinksApi($this->caller);
    }

    public function webhooks(): WebhooksApi
    {
        return new WebhooksApi($this->caller);
    }

    public function realtime(): RealtimeApi
    {
        return new RealtimeApi($this->caller);
    }

    public function exports(): ExportsApi
    {
        return new ExportsApi($this->caller);
    }

    public function projects(): ProjectsApi
    {
        return new ProjectsApi($this->caller);
    }

    public function deadLetters(): DeadLettersApi
    {
        return new DeadLettersApi($this->caller);
    }

    public function system(): SystemApi
    {
        return new SystemApi($this->caller);
    }

    /**
     * Any operation by its operationId, also those without a method of their own.
     *
     * @param array<string, mixed> $input path, query and body fields together
     * @param string|null $accept a media type besides JSON in which the operation answers, such as `text/csv`; the answer
     *     is that text then
     * @return mixed `data` of the envelope; text, rows, or the target of a redirect where the operation answers so
     * @throws \Micrologs\Exception\MicrologsError
     */
    public function request(string $operationId, array $input = [], ?string $accept = null)
    {
        return $this->caller->request($operationId, $input, $accept);
    }
}
