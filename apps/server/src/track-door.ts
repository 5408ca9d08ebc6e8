import type { IncomingMessage } from 'node:http';
import {
  type BatchItem,
  ContractError,
  coerceAuditText,
  coerceErrorText,
  coercePageview,
  type Parsed,
  parseBatch,
  parseIdempotencyKey,
  unwrap,
} from '@micrologs/contract';
import { BoundedCache, type Clock, type EventId } from '@micrologs/domain';
import { optedOut } from '@micrologs/identity';
import { type Accepted, type Acceptor, MissingFieldError, type Sender } from '@micrologs/ingest';
import type { EventQueue } from '@micrologs/storage';
import type { KeyHolder } from './endpoint.ts';
import { HttpError } from './http-error.ts';
import { headerText } from './key-check.ts';
import { decodeBody, MAX_BODY_BYTES, parseJson, readBatchBody, readBody } from './middleware/body.ts';
import { isTestRequest } from './middleware/rate-limit.ts';
import { limitHeaders, type RateLimiter } from './rate-limiter.ts';
import { PUBLIC_INGEST_LIMIT, SECRET_INGEST_LIMIT } from './rate-limits.ts';
import { JSON_TYPE } from './reply.ts';
import type { LimitState } from './token-bucket.ts';

/** What a tracking request is answered with; headers besides those that every answer has. */
export interface TrackAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface TrackDoorOptions {
  acceptor: Acceptor;
  queue: Pick<EventQueue, 'append'>;
  limiter: RateLimiter;
  /** What is stored of an address, in hex. */
  ipHash(ip: string): string;
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
  clock?: Clock;
}

type BatchResult =
  | { index: number; event_id: string; status: 'queued' | 'duplicate'; clock_adjusted?: true }
  | { index: number; event_id: string | null; status: 'rejected'; message: string };

/** An event of a batch that is not taken. */
interface Refused {
  event_id: EventId | null;
  message: string;
}

const RECENT_IDS = 16_384;
const AUDIT_SECRET_ONLY_MESSAGE = 'This project accepts audit entries with its secret key only';

/** Where events come in: from a request whose key is known to events on disk. */
export class TrackDoor {
  readonly #options: Required<TrackDoorOptions>;
  /** Ids of events that are on disk, for telling a client that a retry was not needed; the pipeline is who decides. */
  readonly #recentIds = new BoundedCache<true>(RECENT_IDS);

  constructor({ acceptor, queue, limiter, ipHash, testMode, clock = Date.now }: TrackDoorOptions) {
    this.#options = { acceptor, queue, limiter, ipHash, testMode, clock };
  }

  /**
   * Records one pageview. Resolves when it is durable.
   * @throws HttpError, ContractError, QueueUnavailableError, StorageUnavailableError
   */
  async pageview(req: IncomingMessage, holder: KeyHolder, clientIp: string): Promise<TrackAnswer> {
    const { acceptor, queue } = this.#options;
    const limit = this.#spend(req, holder, clientIp, 1);
    const text = decodeBody(await readBody(req, MAX_BODY_BYTES));
    const { project } = holder;
    const parsed = coercePageview(parseJson(text), !project.settings.cookieless);
    if (!parsed.ok) throw new ContractError(parsed);
    const { value, verbatim } = parsed;
    takeIdempotencyKey(req, value);
    const accepted = acceptor.pageview(this.#sender(req, holder, clientIp), value, verbatim ? text : null);
    const event = accepted instanceof Promise ? await accepted : accepted;
    await queue.append(project.id, event.record, 1);
    if (event.dropped) return { status: 204, headers: limit ? limitHeaders(limit) : {}, body: '' };
    return queuedAnswer(event, limit);
  }

  /**
   * Records one error. Resolves when it is durable.
   * @throws HttpError, ContractError, QueueUnavailableError, StorageUnavailableError
   */
  async error(req: IncomingMessage, holder: KeyHolder, clientIp: string): Promise<TrackAnswer> {
    const limit = this.#spend(req, holder, clientIp, 1);
    return this.#single(req, holder, limit, coerceErrorText, (input) =>
      this.#options.acceptor.error(this.#sender(req, holder, clientIp), input),
    );
  }

  /**
   * Records one audit entry. Resolves when it is durable.
   * @throws HttpError, ContractError, QueueUnavailableError
   */
  async audit(req: IncomingMessage, holder: KeyHolder, clientIp: string): Promise<TrackAnswer> {
    const { acceptor, ipHash } = this.#options;
    const limit = this.#spend(req, holder, clientIp, 1);
    if (!takesAudit(holder)) throw new HttpError(403, AUDIT_SECRET_ONLY_MESSAGE);
    return this.#single(req, holder, limit, coerceAuditText, (input) =>
      acceptor.audit(this.#sender(req, holder, clientIp), input, ipHash(clientIp)),
    );
  }

  async #single<Input extends { event_id: EventId | null }>(
    req: IncomingMessage,
    { project }: KeyHolder,
    limit: LimitState | null,
    coerce: (body: unknown, text: string) => Parsed<Input>,
    accept: (input: Input) => Accepted | Promise<Accepted>,
  ): Promise<TrackAnswer> {
    const text = decodeBody(await readBody(req, MAX_BODY_BYTES));
    const input = unwrap(coerce(parseJson(text), text));
    takeIdempotencyKey(req, input);
    const event = await accept(input);
    await this.#options.queue.append(project.id, event.record, 1);
    return queuedAnswer(event, limit);
  }

  /**
   * Records the good events of a batch. Resolves when they are durable.
   * @throws HttpError, ContractError, QueueUnavailableError, StorageUnavailableError
   */
  async batch(req: IncomingMessage, holder: KeyHolder, clientIp: string): Promise<TrackAnswer> {
    // Who has nothing left to spend is refused before megabytes are read; the cost is known only afterwards.
    this.#assertRoom(req, holder, clientIp);
    const raw = await readBatchBody(req);
    const { project, keyType } = holder;
    const text = decodeBody(raw);
    const items = unwrap(
      parseBatch(parseJson(text), {
        keyType,
        text,
        identityRequired: keyType === 'public' && !project.settings.cookieless,
        bodyBytes: raw.length,
      }),
    );
    const limit = this.#spend(req, holder, clientIp, items.length);
    const sender = this.#sender(req, holder, clientIp);
    const records: string[] = [];
    const results: BatchResult[] = [];
    const givenIds = new Set<string>();
    for (const [index, item] of items.entries()) {
      const accepted = await this.#accept(sender, holder, item);
      if ('message' in accepted) {
        results.push({ index, event_id: accepted.event_id, status: 'rejected', message: accepted.message });
        continue;
      }
      records.push(accepted.record);
      const key = givenIdOf(project.id, item);
      const isDuplicate = key !== null && (givenIds.has(key) || this.#recentIds.get(key) === true);
      if (key !== null) givenIds.add(key);
      results.push({
        index,
        event_id: accepted.eventId,
        status: isDuplicate ? 'duplicate' : 'queued',
        ...(accepted.clockAdjusted ? { clock_adjusted: true } : {}),
      });
    }
    const data = {
      queued: records.length > 0,
      accepted: records.length,
      rejected: items.length - records.length,
      results,
    };
    if (records.length === 0) throw new HttpError(400, 'All events were rejected', { extra: { data } });
    await this.#options.queue.append(project.id, records.join(','), records.length);
    for (const id of givenIds) this.#recentIds.set(id, true);
    return { status: 202, headers: jsonHeaders(limit), body: JSON.stringify({ success: true, message: 'OK', data }) };
  }

  async #accept(sender: Sender, holder: KeyHolder, item: BatchItem): Promise<Accepted | Refused> {
    if (!item.ok) return item;
    const { acceptor, ipHash } = this.#options;
    switch (item.kind) {
      case 'engagement':
        return acceptor.engagement(sender, item.value);
      case 'error':
        return acceptor.error(sender, { ...item.value, ...clientOf(item) });
      case 'audit':
        if (!takesAudit(holder)) return { event_id: item.value.event_id, message: AUDIT_SECRET_ONLY_MESSAGE };
        return acceptor.audit(sender, item.value, ipHash(sender.ip));
      default:
        try {
          return await acceptor.pageview(sender, { ...item.value, ...clientOf(item) });
        } catch (error) {
          if (error instanceof MissingFieldError) return { event_id: item.value.event_id, message: error.message };
          throw error;
        }
    }
  }

  #sender(req: IncomingMessage, { project, keyType }: KeyHolder, clientIp: string): Sender {
    const { headers } = req;
    return {
      project,
      keyType,
      receivedAt: this.#options.clock(),
      ip: clientIp,
      userAgent: headers['user-agent'],
      accept: headers.accept,
      acceptLanguage: headers['accept-language'],
      optedOut: optedOut(headers, project.settings),
      skipBotFilter: this.#isUnlimited(req),
    };
  }

  /** The headers that tell the client its limit, for answers that are not made here. */
  limitHeaders(req: IncomingMessage, holder: KeyHolder, clientIp: string): Record<string, string> {
    if (this.#isUnlimited(req)) return {};
    const { limiter } = this.#options;
    const [name, who] = bucketOf(holder, clientIp);
    const state = limiter.standing(name, who);
    return state ? limitHeaders(state) : {};
  }

  #isUnlimited(req: IncomingMessage): boolean {
    return this.#options.testMode && isTestRequest(req.headers);
  }

  #spend(req: IncomingMessage, holder: KeyHolder, clientIp: string, cost: number): LimitState | null {
    if (this.#isUnlimited(req)) return null;
    const [name, who] = bucketOf(holder, clientIp);
    return this.#options.limiter.spend(name, who, cost);
  }

  #assertRoom(req: IncomingMessage, holder: KeyHolder, clientIp: string): void {
    if (this.#isUnlimited(req)) return;
    const [name, who] = bucketOf(holder, clientIp);
    this.#options.limiter.assertRoom(name, who);
  }
}

/** A retry may name its event by this header instead of the body. */
function takeIdempotencyKey({ headers }: IncomingMessage, input: { event_id: EventId | null }): void {
  const header = headers['idempotency-key'];
  if (input.event_id === null && header !== undefined) input.event_id = unwrap(parseIdempotencyKey(header));
}

/** Anyone can read the public key from a page, so a project may want none of its audit entries. */
function takesAudit({ project, keyType }: KeyHolder): boolean {
  return keyType === 'secret' || !project.settings.auditSecretOnly;
}

/** The browser that a backend served, as the acceptor names it. */
function clientOf({ client }: Extract<BatchItem, { kind: 'pageview' | 'error' }>) {
  return client && { client_ip: client.ip, user_agent: client.userAgent, accept_language: client.acceptLanguage };
}

function queuedAnswer({ eventId, clockAdjusted }: Accepted, limit: LimitState | null): TrackAnswer {
  const adjusted = clockAdjusted ? ',"clock_adjusted":true' : '';
  return {
    status: 202,
    headers: jsonHeaders(limit),
    body: `{"success":true,"message":"OK","data":{"queued":true,"event_id":"${eventId}"${adjusted}}}`,
  };
}

/** The limit that counts a holder's events, and the name of its bucket there. */
function bucketOf({ project, keyType }: KeyHolder, clientIp: string): [limit: string, who: string | number] {
  return keyType === 'public' ? [PUBLIC_INGEST_LIMIT, `${project.id} ${clientIp}`] : [SECRET_INGEST_LIMIT, project.id];
}

/**
 * A tracking request's key. A beacon cannot set headers, so the public key may stand in the query as `k`; a secret one may
 * not, since addresses end up in logs.
 */
export function trackingKey(req: IncomingMessage, query: string): { key: string; inQuery: boolean } {
  const key = headerText(req, 'x-api-key');
  if (key !== '' || query === '') return { key, inQuery: false };
  return { key: new URLSearchParams(query).get('k') ?? '', inQuery: true };
}

/** Names an event by the id that the client gave it; null when it gave none. */
function givenIdOf(project: number, item: BatchItem): string | null {
  if (!item.ok || item.value.event_id === null) return null;
  return `${project} ${item.kind} ${item.value.event_id}`;
}

function jsonHeaders(limit: LimitState | null): Record<string, string> {
  return limit ? { 'Content-Type': JSON_TYPE, ...limitHeaders(limit) } : { 'Content-Type': JSON_TYPE };
}
