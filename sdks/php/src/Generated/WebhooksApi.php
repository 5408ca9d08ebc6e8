<?php

// Generated from openapi.yaml by tools/generate. Do not edit.

declare(strict_types=1);

namespace Micrologs\Generated;

use Micrologs\Questions\Caller;

/**
 * The operations `webhooks.*`. Each method asks the server, returns what it answers, and throws
 * {@see \Micrologs\Exception\MicrologsError} when there is no good answer.
 *
 * @phpstan-import-type Webhook from Types
 * @phpstan-import-type WebhookDelivery from Types
 * @phpstan-import-type WebhookEvaluation from Types
 * @phpstan-import-type WebhookTrigger from Types
 * @phpstan-import-type WebhookTriggerInput from Types
 */
final class WebhooksApi
{
    /** @var Caller */
    private $caller;

    /** @internal */
    public function __construct(Caller $caller)
    {
        $this->caller = $caller;
    }

    /**
     * Make a webhook endpoint.
     *
     * @param array{
     *     url: string,
     *     triggers: list<WebhookTriggerInput>,
     *     description?: string,
     *     format?: 'json'|'slack'|'discord'|'template',
     *     template?: string
     * } $input
     * @return array{
     *     webhook: Webhook,
     *     secret: string
     * }
     */
    public function create(array $input): array
    {
        return $this->caller->data('createWebhook', $input);
    }

    /**
     * List the webhook endpoints.
     *
     * @return array{
     *     count: int,
     *     webhooks: list<Webhook>
     * }
     */
    public function list(): array
    {
        return $this->caller->data('listWebhooks', []);
    }

    /**
     * One webhook endpoint.
     *
     * @param array{
     *     id: int
     * } $input
     * @return array{
     *     id: int,
     *     url: string,
     *     description: string,
     *     format: 'json'|'slack'|'discord'|'template',
     *     template: string|null,
     *     triggers: list<WebhookTrigger>,
     *     is_enabled: bool,
     *     disabled_reason: 'gone'|'failing'|null,
     *     failing_since: string|null,
     *     old_secret_expires_at: string|null,
     *     created_at: string,
     *     created_at_iso: string,
     *     updated_at: string,
     *     updated_at_iso: string
     * }
     */
    public function get(array $input): array
    {
        return $this->caller->data('getWebhook', $input);
    }

    /**
     * Change a webhook endpoint.
     *
     * @param array{
     *     id: int,
     *     url?: string,
     *     triggers?: list<WebhookTriggerInput>,
     *     description?: string,
     *     format?: 'json'|'slack'|'discord'|'template',
     *     template?: string,
     *     is_enabled?: bool
     * } $input
     * @return array{
     *     id: int,
     *     url: string,
     *     description: string,
     *     format: 'json'|'slack'|'discord'|'template',
     *     template: string|null,
     *     triggers: list<WebhookTrigger>,
     *     is_enabled: bool,
     *     disabled_reason: 'gone'|'failing'|null,
     *     failing_since: string|null,
     *     old_secret_expires_at: string|null,
     *     created_at: string,
     *     created_at_iso: string,
     *     updated_at: string,
     *     updated_at_iso: string
     * }
     */
    public function edit(array $input): array
    {
        return $this->caller->data('editWebhook', $input);
    }

    /**
     * Delete a webhook endpoint.
     *
     * @param array{
     *     id: int
     * } $input
     * @return array{
     *     id: int
     * }
     */
    public function delete(array $input): array
    {
        return $this->caller->data('deleteWebhook', $input);
    }

    /**
     * Give a webhook endpoint a new secret.
     *
     * @param array{
     *     id: int,
     *     overlap_hours?: int
     * } $input
     * @return array{
     *     webhook: Webhook,
     *     secret: string
     * }
     */
    public function rotateSecret(array $input): array
    {
        return $this->caller->data('rotateWebhookSecret', $input);
    }

    /**
     * Send a test message.
     *
     * @param array{
     *     id: int
     * } $input
     * @return array{
     *     event_id: string
     * }
     */
    public function ping(array $input): array
    {
        return $this->caller->data('pingWebhook', $input);
    }

    /**
     * Ask what triggers would say now.
     *
     * @param array{
     *     triggers: list<WebhookTriggerInput>
     * } $input
     * @return array{
     *     evaluations: list<WebhookEvaluation>
     * }
     */
    public function evaluate(array $input): array
    {
        return $this->caller->data('evaluateWebhook', $input);
    }

    /**
     * The log of deliveries.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string,
     *     webhook_id?: int,
     *     status?: 'pending'|'delivered'|'failed'
     * } $input
     * @return array{
     *     count: int,
     *     deliveries: list<WebhookDelivery>,
     *     next_cursor: string|null
     * }
     */
    public function deliveries(array $input = []): array
    {
        return $this->caller->data('listWebhookDeliveries', $input);
    }

    /**
     * The log of deliveries: the rows of `deliveries` one by one. A page is asked for when its first row is.
     *
     * @param array{
     *     limit?: int,
     *     cursor?: string,
     *     webhook_id?: int,
     *     status?: 'pending'|'delivered'|'failed'
     * } $input
     * @return \Generator<int, WebhookDelivery>
     */
    public function iterateDeliveries(array $input = []): \Generator
    {
        return $this->caller->iterate('listWebhookDeliveries', $input);
    }

    /**
     * Deliver again.
     *
     * @param array{
     *     id: int,
     *     delivery_id?: int,
     *     from?: string|int,
     *     to?: string|int,
     *     status?: 'delivered'|'failed'
     * } $input
     * @return array{
     *     deliveries: int
     * }
     */
    public function replay(array $input): array
    {
        return $this->caller->data('replayWebhookDeliveries', $input);
    }
}
