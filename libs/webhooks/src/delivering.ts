import {
  type Clock,
  DAY_MS,
  HOUR_MS,
  Pauses,
  SECOND_MS,
  type WebhookDeliveryId,
  type WebhookEndpointId,
} from '@micrologs/domain';
import type { DueDelivery, WebhookAttempt, WebhookStore } from '@micrologs/storage';
import type { IsAllowed, Resolve } from './address.ts';
import { attemptOf, type Tried } from './attempt.ts';
import { bodyOf } from './body.ts';
import { messageOf } from './message.ts';
import { post, systemResolve } from './post.ts';
import { recipientsOf } from './recipients.ts';
import { signedHeaders } from './signature.ts';
import { TimeLimit } from './time-limit.ts';

export interface DeliveringLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface DeliveringOptions {
  store: WebhookStore;
  /** Whose partitions are served: the name under which the pipeline holds their leases. */
  owner: string;
  /** Addresses that the operator allows besides public ones. */
  isAllowed: IsAllowed;
  /** Of the server, for the header `user-agent`. */
  version: string;
  log: DeliveringLog;
  resolve?: Resolve;
  clock?: Clock;
  /** From 0 up to 1. */
  random?: () => number;
  /** How long to wait between two looks at what is due. */
  lookEveryMs?: number;
  /** How long an attempt may take. */
  timeoutMs?: number;
}

export interface DeliveringStatus {
  /** Attempts under way. */
  underWay: number;
  /** Attempts since the start, by how they ended. */
  delivered: number;
  failed: number;
  /** Why the store could not be used at the last look; null when it could. */
  failure: string | null;
}

const LOOK_EVERY_MS = SECOND_MS;
const TIMEOUT_MS = 15 * SECOND_MS;
const EVENTS_AT_ONCE = 100;
/** Few enough to be no burden; an endpoint that hangs holds up only its own. */
const MAX_UNDER_WAY = 16;
const MAX_PER_ENDPOINT = 2;
const KEPT_MS = 30 * DAY_MS;
const EXPIRE_EVERY_MS = HOUR_MS;
/** At the end, attempts under way may take this long; those that take longer are made again at the next start. */
const GRACE_MS = 2 * SECOND_MS;

/**
 * Tells endpoints what happened. Everything that must not be lost stands in the store, so what was under way when a process
 * ended is tried again by whoever holds the partition next, under the same id.
 */
export class Delivering {
  readonly #options: Required<DeliveringOptions>;
  readonly #finished: Promise<void>;
  readonly #underWay = new Map<WebhookDeliveryId, { endpoint: WebhookEndpointId; end: Promise<void> }>();
  readonly #abort = new AbortController();
  /** Ended since the store was last asked what is due: its answer may be older than their end. */
  #ended = new Set<WebhookDeliveryId>();
  readonly #pauses = new Pauses();
  #expireAt = 0;
  #status: Omit<DeliveringStatus, 'underWay'> = { delivered: 0, failed: 0, failure: null };

  constructor(options: DeliveringOptions) {
    this.#options = {
      resolve: systemResolve,
      clock: Date.now,
      random: Math.random,
      lookEveryMs: LOOK_EVERY_MS,
      timeoutMs: TIMEOUT_MS,
      ...options,
    };
    this.#finished = this.#run();
  }

  status(): DeliveringStatus {
    return { ...this.#status, underWay: this.#underWay.size };
  }

  /** Ends when nothing is under way any more, or soon. */
  async stop(): Promise<void> {
    this.#pauses.end();
    const timer = setTimeout(() => this.#abort.abort(), GRACE_MS);
    await this.#finished;
    await Promise.all([...this.#underWay.values()].map(({ end }) => end));
    clearTimeout(timer);
  }

  async #run(): Promise<void> {
    while (!this.#pauses.areOver) {
      try {
        await this.#dispatch();
        await this.#startDue();
        await this.#expire();
        this.#status.failure = null;
      } catch (error) {
        this.#fail(error as Error);
      }
      await this.#pauses.rest(this.#options.lookEveryMs);
    }
  }

  /** Settles who is told of what happened. */
  async #dispatch(): Promise<void> {
    const { store, owner, clock } = this.#options;
    for (let more = true; more && !this.#pauses.areOver; ) {
      const events = await store.undispatched(owner, EVENTS_AT_ONCE);
      if (events.length === 0) return;
      const endpoints = await store.enabled(owner);
      const rows = events.map((event) => ({ event: event.number, endpoints: recipientsOf(event, endpoints) }));
      await store.dispatch(rows, clock());
      more = events.length === EVENTS_AT_ONCE;
    }
  }

  async #startDue(): Promise<void> {
    const { store, owner, clock } = this.#options;
    for (let started = true; started && !this.#pauses.areOver && this.#underWay.size < MAX_UNDER_WAY; ) {
      started = false;
      this.#ended = new Set();
      // What is under way is due as well until it is recorded.
      const due = await store.due({ owner, now: clock(), except: this.#busyEndpoints(), limit: 2 * MAX_UNDER_WAY });
      for (const each of due) {
        if (this.#mayStart(each)) {
          this.#start(each);
          started = true;
        }
      }
    }
  }

  #mayStart({ delivery: { id, endpoint } }: DueDelivery): boolean {
    if (this.#underWay.has(id) || this.#ended.has(id)) return false;
    return this.#underWay.size < MAX_UNDER_WAY && this.#countTo(endpoint) < MAX_PER_ENDPOINT;
  }

  #countTo(endpoint: WebhookEndpointId): number {
    return [...this.#underWay.values()].filter((each) => each.endpoint === endpoint).length;
  }

  #busyEndpoints(): WebhookEndpointId[] {
    const endpoints = new Set([...this.#underWay.values()].map(({ endpoint }) => endpoint));
    return [...endpoints].filter((endpoint) => this.#countTo(endpoint) >= MAX_PER_ENDPOINT);
  }

  #start(due: DueDelivery): void {
    const { id, endpoint } = due.delivery;
    const end = this.#deliver(due).finally(() => {
      this.#underWay.delete(id);
      this.#ended.add(id);
      this.#pauses.wake();
    });
    this.#underWay.set(id, { endpoint, end });
  }

  async #deliver(due: DueDelivery): Promise<void> {
    const { clock, random, log } = this.#options;
    const { delivery, endpoint } = due;
    const startedAt = performance.now();
    const outcome = await this.#try(due);
    // Nobody knows whether it arrived.
    if (this.#abort.signal.aborted) return;
    const durationMs = Math.round(performance.now() - startedAt);
    const attempt = attemptOf({ delivery, endpoint, outcome, at: clock(), durationMs, random: random() });
    this.#status[attempt.status === 'delivered' ? 'delivered' : 'failed'] += 1;
    if (attempt.disable) {
      const { reason } = attempt.disable;
      log.warn({ project: endpoint.project, endpoint: endpoint.id, reason }, 'a webhook endpoint is disabled');
    }
    await this.#record(attempt);
  }

  async #try({ delivery, endpoint, projectName }: DueDelivery): Promise<Tried['outcome']> {
    const { resolve, isAllowed, clock, version, timeoutMs } = this.#options;
    const { id } = delivery.event;
    const limit = new TimeLimit(timeoutMs, this.#abort.signal);
    try {
      const message = messageOf(delivery.event, { id: delivery.project, name: projectName });
      const { contentType, body } = bodyOf(endpoint, id, message);
      return await post({
        url: endpoint.url,
        headers: {
          'content-type': contentType,
          'user-agent': `Micrologs/${version}`,
          ...signedHeaders({ id, body, secrets: endpoint.secrets }, clock()),
        },
        body,
        resolve,
        isAllowed,
        signal: limit.signal,
      });
    } catch (error) {
      return { error: reasonOf(error as Error) };
    } finally {
      limit.end();
    }
  }

  /** An attempt that cannot be recorded would be made again at once: it waits until it can, or the process ends. */
  async #record(attempt: WebhookAttempt): Promise<void> {
    for (;;) {
      try {
        return await this.#options.store.record(attempt);
      } catch (error) {
        this.#fail(error as Error);
      }
      if (this.#pauses.areOver) return;
      await new Promise((resolve) => setTimeout(resolve, this.#options.lookEveryMs));
    }
  }

  async #expire(): Promise<void> {
    const now = this.#options.clock();
    if (now < this.#expireAt) return;
    await this.#options.store.expire(now - KEPT_MS);
    this.#expireAt = now + EXPIRE_EVERY_MS;
  }

  #fail(error: Error): void {
    // Once, until something else fails or nothing does: an outage must not fill the disk with its own log.
    if (this.#status.failure !== error.message) {
      this.#options.log.warn({ err: error }, 'webhooks cannot be delivered at the moment');
    }
    this.#status.failure = error.message;
  }
}

/** What is told to the owner of an endpoint. */
function reasonOf(error: Error & { code?: string }): string {
  const cause = error.name === 'AbortError' && error.cause instanceof Error ? error.cause : error;
  if (cause.name === 'TimeoutError') return 'No answer in time';
  // Several addresses, none of which could be connected to.
  if (cause instanceof AggregateError) return cause.errors.map(String).join('; ');
  return cause.message || cause.name;
}
