import { evaluate, queueLag } from '@micrologs/alerts';
import { decodeCursor, encodeCursor } from '@micrologs/contract';
import type { WebhookDeliveryStatus } from '@micrologs/domain';
import { triggerAnswer, triggersFrom, type WebhookRequest, WebhookService } from '@micrologs/webhooks';
import type { AppOptions } from '../app-options.ts';
import { bodyOf, queryOf } from '../contract-input.ts';
import type { RequestContext } from '../endpoint.ts';
import type { Handlers } from '../handlers.ts';
import { replyRead } from '../read-answer.ts';
import { replySuccess } from '../reply.ts';

type WebhooksOptions = Pick<
  AppOptions,
  'storage' | 'facts' | 'isWebhookAddressAllowed' | 'ipHash' | 'health' | 'clock'
>;

/** Webhook endpoints for their owners. */
export function webhooksHandlers({
  storage,
  facts,
  isWebhookAddressAllowed,
  ipHash,
  health,
  clock = Date.now,
}: WebhooksOptions): Handlers {
  const service = new WebhookService(storage.webhooks, isWebhookAddressAllowed, clock);

  const requestOf = (ctx: RequestContext): WebhookRequest => ({
    project: ctx.state.holder!.project,
    ipHash: ipHash(ctx.state.clientIp),
  });
  const assertExists = (ctx: RequestContext) => async (id: number) => {
    await service.find(ctx.state.holder!.project, id);
  };

  return {
    createWebhook: async (ctx) =>
      replySuccess(ctx, await service.create(requestOf(ctx), await bodyOf(ctx, 'createWebhook'))),
    listWebhooks: async (ctx) => replySuccess(ctx, await service.list(ctx.state.holder!.project)),
    getWebhook: async (ctx) =>
      replySuccess(ctx, await service.get(ctx.state.holder!.project, queryOf(ctx, 'getWebhook').id)),
    editWebhook: async (ctx) =>
      replySuccess(ctx, await service.edit(requestOf(ctx), await bodyOf(ctx, 'editWebhook', assertExists(ctx)))),
    deleteWebhook: async (ctx) => {
      const { id } = await bodyOf(ctx, 'deleteWebhook');
      replySuccess(ctx, await service.delete(requestOf(ctx), id));
    },
    rotateWebhookSecret: async (ctx) => {
      const body = await bodyOf(ctx, 'rotateWebhookSecret', assertExists(ctx));
      replySuccess(ctx, await service.rotateSecret(requestOf(ctx), body));
    },
    pingWebhook: async (ctx) => {
      const { id } = await bodyOf(ctx, 'pingWebhook');
      replySuccess(ctx, await service.ping(ctx.state.holder!.project, id));
    },
    evaluateWebhook: async (ctx) => {
      const { project } = ctx.state.holder!;
      const triggers = triggersFrom((await bodyOf(ctx, 'evaluateWebhook')).triggers);
      const lagMs = () => queueLag({ queue: health.queue, storage, clock });
      const evaluations: object[] = [];
      for (const trigger of triggers) {
        const found = await evaluate(facts, project, trigger, clock(), lagMs);
        evaluations.push({ trigger: triggerAnswer(trigger), ...found });
      }
      replySuccess(ctx, { message: 'Triggers evaluated successfully', data: { evaluations } });
    },
    listWebhookDeliveries: async (ctx) => {
      const { project } = ctx.state.holder!;
      const query = queryOf(ctx, 'listWebhookDeliveries');
      const scope = { operationId: 'listWebhookDeliveries', project: project.id, query } as const;
      const [before] = decodeCursor(scope, query.cursor, 1) ?? [];
      const { message, data, next } = await service.deliveries(project, {
        limit: query.limit,
        endpoint: query.webhook_id,
        status: query.status as WebhookDeliveryStatus | undefined,
        before,
      });
      const nextCursor = next === null ? null : encodeCursor(scope, [next]);
      replyRead(ctx, 'listWebhookDeliveries', { message, data: { ...data, next_cursor: nextCursor } });
    },
    replayWebhookDeliveries: async (ctx) => {
      const body = await bodyOf(ctx, 'replayWebhookDeliveries', assertExists(ctx));
      replySuccess(ctx, await service.replay(requestOf(ctx), body));
    },
  };
}
