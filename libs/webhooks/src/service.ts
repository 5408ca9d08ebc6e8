import type { BodyOf } from '@micrologs/contract';
import {
  type AuditAct,
  type Clock,
  HOUR_MS,
  NotFoundError,
  type Project,
  SECRET_KEY_ACTOR,
  StateConflictError,
  uuidv7,
  ValidationError,
  type WebhookDeliveryId,
  type WebhookDeliveryStatus,
  type WebhookEndpoint,
  type WebhookEndpointId,
  type WebhookFormat,
} from '@micrologs/domain';
import type { WebhookEndpointPatch, WebhookReplay, WebhookStore } from '@micrologs/storage';
import type { IsAllowed } from './address.ts';
import { deliveryAnswer, webhookAnswer } from './answer.ts';
import { rotateSecrets } from './signature.ts';
import { targetUrl } from './target.ts';
import { checkTemplate } from './template.ts';
import { triggersFrom } from './trigger-input.ts';

/** Who asks for a change. */
export interface WebhookRequest {
  project: Project;
  /** Hex; of the address that asks. */
  ipHash: string;
}

export interface ListDeliveries {
  limit: number;
  endpoint?: WebhookEndpointId | undefined;
  status?: WebhookDeliveryStatus | undefined;
  /** Deliveries older than this one. */
  before?: WebhookDeliveryId | undefined;
}

const MAX_ENDPOINTS = 20;

/**
 * Webhook endpoints as their owners see them. Input is in the strict form of openapi.yaml; what that cannot say is checked
 * here. Methods answer the envelope's message and `data`; times are in the project's zone.
 */
export class WebhookService {
  readonly #store: WebhookStore;
  readonly #isAllowed: IsAllowed;
  readonly #clock: Clock;

  constructor(store: WebhookStore, isAllowed: IsAllowed, clock: Clock = Date.now) {
    this.#store = store;
    this.#isAllowed = isAllowed;
    this.#clock = clock;
  }

  /** @throws ValidationError, StateConflictError when the project has too many */
  async create(
    request: WebhookRequest,
    { url, triggers, description = '', format, template }: BodyOf<'createWebhook'>,
  ) {
    const { project } = request;
    const now = this.#clock();
    const shape = shapeOf({ format, template });
    const endpoint = {
      project: project.id,
      url: targetUrl(url, this.#isAllowed),
      description,
      ...shape,
      triggers: triggersFrom(triggers),
      secrets: rotateSecrets([], now, 0),
      createdAt: now,
    };
    if ((await this.#store.list(project.id)).length >= MAX_ENDPOINTS) {
      throw new StateConflictError(`A project has at most ${MAX_ENDPOINTS} webhook endpoints`);
    }
    const made = await this.#store.create(endpoint, this.#act(request, 'webhook.created', { url: endpoint.url }));
    return { message: 'Webhook created successfully', data: this.#withSecret(project, made) };
  }

  async list({ id, timeZone }: Project) {
    const endpoints = await this.#store.list(id);
    const now = this.#clock();
    const webhooks = endpoints.map((endpoint) => webhookAnswer(endpoint, timeZone, now));
    return { message: 'Webhooks fetched successfully', data: { count: webhooks.length, webhooks } };
  }

  /** @throws NotFoundError */
  async get(project: Project, id: WebhookEndpointId) {
    const data = webhookAnswer(await this.find(project, id), project.timeZone, this.#clock());
    return { message: 'Webhook fetched successfully', data };
  }

  /** Changes what is given. @throws ValidationError, NotFoundError */
  async edit(request: WebhookRequest, { id, url, triggers, is_enabled, ...input }: BodyOf<'editWebhook'>) {
    const { project } = request;
    const old = await this.find(project, id);
    const { format = old.format, template = old.template, description } = input;
    const patch: WebhookEndpointPatch = {
      ...(url === undefined ? {} : { url: targetUrl(url, this.#isAllowed) }),
      ...(triggers === undefined ? {} : { triggers: triggersFrom(triggers) }),
      ...(description === undefined ? {} : { description }),
      ...(input.format === undefined && input.template === undefined ? {} : shapeOf({ format, template })),
      ...(is_enabled === undefined ? {} : { isEnabled: is_enabled }),
    };
    const act = this.#act(request, 'webhook.edited', { changed: Object.keys(patch) });
    const endpoint = found(await this.#store.update(project.id, id, patch, act.at, act));
    const data = webhookAnswer(endpoint, project.timeZone, act.at);
    return { message: 'Webhook updated successfully', data };
  }

  /** @throws NotFoundError */
  async delete(request: WebhookRequest, id: WebhookEndpointId) {
    const act = this.#act(request, 'webhook.deleted', {});
    if (!(await this.#store.delete(request.project.id, id, act))) throw notFound();
    return { message: 'Webhook deleted successfully', data: { id } };
  }

  /** @throws NotFoundError */
  async rotateSecret(request: WebhookRequest, { id, overlap_hours }: BodyOf<'rotateWebhookSecret'>) {
    const { project } = request;
    const { secrets } = await this.find(project, id);
    const act = this.#act(request, 'webhook.secret_rotated', { overlap_hours });
    const patch = { secrets: rotateSecrets(secrets, act.at, overlap_hours * HOUR_MS) };
    const endpoint = found(await this.#store.update(project.id, id, patch, act.at, act));
    return { message: 'Webhook secret rotated successfully', data: this.#withSecret(project, endpoint) };
  }

  /** @throws NotFoundError */
  async ping(project: Project, id: WebhookEndpointId) {
    await this.find(project, id);
    const at = this.#clock();
    const eventId = uuidv7(at);
    const data = JSON.stringify({ summary: 'This is a test: messages arrive here' });
    await this.#store.addEvents([
      {
        id: eventId,
        project: project.id,
        endpoint: id,
        type: 'ping',
        data,
        createdAt: at,
        dedupeKey: `ping ${eventId}`,
      },
    ]);
    return { message: 'Ping queued successfully', data: { event_id: eventId } };
  }

  /** The newest first. `next` is what `before` must be for the page after this one; null on the last one. */
  async deliveries({ id, timeZone }: Project, { limit, endpoint, status, before }: ListDeliveries) {
    const rows = await this.#store.deliveries({
      project: id,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(status === undefined ? {} : { status }),
      ...(before === undefined ? {} : { before }),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    return {
      message: 'Webhook deliveries fetched successfully',
      data: { count: page.length, deliveries: page.map((row) => deliveryAnswer(row, timeZone)) },
      next: rows.length > limit ? page.at(-1)!.id : null,
    };
  }

  /** @throws ValidationError, NotFoundError, StateConflictError when the endpoint is disabled */
  async replay(request: WebhookRequest, input: BodyOf<'replayWebhookDeliveries'>) {
    const { project } = request;
    const endpoint = await this.find(project, input.id);
    const { replay, context } = replayOf(input, this.#clock());
    if (!endpoint.isEnabled) throw new StateConflictError('The webhook endpoint is disabled. Enable it first.');
    const act = this.#act(request, 'webhook.replayed', context);
    const deliveries = await this.#store.replay(project.id, replay, act.at, act);
    return { message: 'Deliveries queued successfully', data: { deliveries } };
  }

  /** @throws NotFoundError */
  async find({ id }: Project, endpoint: WebhookEndpointId): Promise<WebhookEndpoint> {
    return found(await this.#store.get(id, endpoint));
  }

  #withSecret({ timeZone }: Project, endpoint: WebhookEndpoint) {
    return { webhook: webhookAnswer(endpoint, timeZone, this.#clock()), secret: endpoint.secrets[0]!.secret };
  }

  #act({ ipHash }: WebhookRequest, action: string, context: object): AuditAct {
    return { action, actor: SECRET_KEY_ACTOR, keyType: 'secret', ipHash, context, at: this.#clock() };
  }
}

/** @throws ValidationError when the format needs a template that is not there or cannot be used */
function shapeOf({ format, template = '' }: { format: WebhookFormat; template?: string }) {
  if (format === 'template') checkTemplate(template);
  return { format, template };
}

/** With what the audit log says of it. @throws ValidationError */
function replayOf(
  { id, delivery_id, from, to, status }: BodyOf<'replayWebhookDeliveries'>,
  now: number,
): { replay: WebhookReplay; context: object } {
  if (delivery_id !== undefined) return { replay: { endpoint: id, delivery: delivery_id }, context: { delivery_id } };
  if (from === undefined) throw new ValidationError('from is required without delivery_id');
  const end = to ?? now;
  if (from >= end) throw new ValidationError('from must lie before to');
  const range = { from, to: end, ...(status === undefined ? {} : { status }) };
  return { replay: { endpoint: id, ...range }, context: range };
}

function found(endpoint: WebhookEndpoint | null): WebhookEndpoint {
  if (!endpoint) throw notFound();
  return endpoint;
}

function notFound(): NotFoundError {
  return new NotFoundError('Webhook not found');
}
