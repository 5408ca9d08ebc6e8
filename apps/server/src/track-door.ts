import type { IncomingMessage } from 'node:http';
import {
  type BatchItem,
  ContractError,
  coercePageview,
  parseBatch,
  parseIdempotencyKey,
  unwrap,
} from '@micrologs/contract';
import { BoundedCache, type Clock } from '@micrologs/domain';
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
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
  clock?: Clock;
}

type BatchResult =
  | { index: number; event_id: string; status: 'queued' | 'duplicate'; clock_adjusted?: true }
  | { index: number; event_id: string | null; status: 'rejected'; message: string };

const RECENT_IDS = 16_384;

/** Where events come in: from a request whose key is known to events on disk. */
export class TrackDoor {
  readonly #options: Required<TrackDoorOptions>;
  /** Ids of events that are on disk, for telling a client that a retry was not needed; the pipeline is who decides. */
  readonly #recentIds = new BoundedCache<true>(RECENT_IDS);

  constructor({ acceptor, queue, limiter, testMode, clock = Date.now }: TrackDoorOptions) {
    this.#options = { acceptor, queue, limiter, testMode, clock };
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
    if (value.event_id === null && req.headers['idempotency-key'] !== undefined) {
      value.event_id = unwrap(parseIdempotencyKey(req.headers['idempotency-key']));
    }
    const accepted = acceptor.pageview(this.#sender(req, holder, clientIp), value, verbatim ? text : null);
    const { record, eventId, dropped } = accepted instanceof Promise ? await accepted : accepted;
    await queue.append(project.id, record, 1);
    if (dropped) return { status: 204, headers: limit ? limitHeaders(limit) : {}, body: '' };
    return {
      status: 202,
      headers: jsonHeaders(limit),
      body: `{"success":true,"message":"OK","data":{"queued":true,"event_id":"${eventId}"}}`,
    };
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
    const items = unwrap(
      parseBatch(parseJson(decodeBody(raw)), {
        keyType,
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
      const accepted = await this.#accept(sender, item);
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

  async #accept(sender: Sender, item: BatchItem): Promise<Accepted | { event_id: string | null; message: string }> {
    if (!item.ok) return item;
    const { acceptor } = this.#options;
    if (item.kind === 'engagement') return acceptor.engagement(sender, item.value);
    const { client } = item;
    try {
      return await acceptor.pageview(sender, {
        ...item.value,
        ...(client && {
          client_ip: client.ip,
          user_agent: client.userAgent,
          accept_language: client.acceptLanguage,
        }),
      });
    } catch (error) {
      if (error instanceof MissingFieldError) return { event_id: item.value.event_id, message: error.message };
      throw error;
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
