import { setTimeout as sleep } from 'node:timers/promises';
import { batchText, type SendBatch, type Verdict } from './batch-sender.ts';
import { complete, fitting, type Outcome, type Queue, type QueuedEvent } from './event-queue.ts';
import type { Losses } from './losses.ts';
import type { LossReason, Settings } from './options.ts';
import { forgetLeaver, type Leaver, rememberLeaver } from './process-end.ts';
import { backoffMs } from './retry.ts';
import type { Warn } from './warn.ts';

/** JSON in one batch, besides what holds the events together. */
const MAX_BATCH_BYTES = 512 * 1024 - 16;

/** Longer timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

type DeliverySettings = Pick<
  Settings,
  'flushAt' | 'flushIntervalMs' | 'maxBatchSize' | 'retryBaseMs' | 'retryMaxMs' | 'exitDeadlineMs'
>;

/** The two ways of sending: one that waits for its turn, and one for which everything stands still. */
export interface Senders {
  send: SendBatch;
  /** @returns how many of the bodies were taken, from the first on */
  sendNow: (bodies: string[], deadlineMs: number) => number;
}

interface Waiter {
  /** The last event that it waits for. */
  sequence: number;
  resolve: (isDone: boolean) => void;
}

/**
 * Brings events to the server in order, one batch at a time, and the same batch until there is an answer to it. No timer of its
 * own keeps the process alive; a request under way and a flush with its deadline do.
 */
export class Delivering implements Leaver {
  readonly #queue: Queue;
  readonly #senders: Senders;
  readonly #losses: Losses;
  readonly #settings: DeliverySettings;
  readonly #warn: Warn;
  readonly #stop = new AbortController();
  readonly #waiters = new Set<Waiter>();
  #captured = 0;
  /** Events up to this one leave without waiting for more of them. */
  #wanted = 0;
  #batchLimit: number;
  /** The batch that is sent again, as it was. */
  #unanswered: QueuedEvent[] | undefined;
  #failures = 0;
  #isRunning = false;
  #isClosed = false;
  #closing: Promise<boolean> | undefined;
  /** The process wants to end, and what waits could not be delivered in time. */
  #leftInVain = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(queue: Queue, senders: Senders, losses: Losses, settings: DeliverySettings, warn: Warn) {
    this.#queue = queue;
    this.#senders = senders;
    this.#losses = losses;
    this.#settings = settings;
    this.#warn = warn;
    this.#batchLimit = settings.maxBatchSize;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Events that wait, those under way included. */
  get queued(): number {
    return this.#queue.length;
  }

  /** Queues an event, for which there must be room. */
  add(event: Omit<QueuedEvent, 'sequence'>): QueuedEvent {
    this.#captured += 1;
    const queued = Object.assign(event, { sequence: this.#captured });
    this.#queue.push(queued);
    this.#leftInVain = false;
    rememberLeaver(this);
    if (this.#queue.length >= this.#settings.flushAt) this.hurry();
    else this.#wakeLater();
    return queued;
  }

  /** Everything captured so far leaves now, or as soon as the server lets it. */
  hurry(): void {
    this.#wanted = this.#captured;
    if (this.#isRunning || this.#queue.length === 0) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // Not before the host's own code has had its turn.
    setImmediate(() => this.#run());
  }

  /** @returns whether everything captured before was delivered, or counted as lost, within the deadline */
  flush(deadlineMs: number): Promise<boolean> {
    if (this.#queue.length === 0) return Promise.resolve(true);
    this.hurry();
    return new Promise((resolve) => {
      const settle = (isDone: boolean) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(isDone);
      };
      const waiter: Waiter = { sequence: this.#captured, resolve: settle };
      this.#waiters.add(waiter);
      const timer = setTimeout(() => settle(false), Math.min(deadlineMs, MAX_TIMER_MS));
    });
  }

  /** Flushes, then stops; what is left counts as lost. A second call waits for the first. */
  close(deadlineMs: number): Promise<boolean> {
    this.#closing ??= this.#close(deadlineMs);
    return this.#closing;
  }

  async #close(deadlineMs: number): Promise<boolean> {
    this.#isClosed = true;
    const isDone = await this.flush(deadlineMs);
    this.#stop.abort();
    clearTimeout(this.#timer);
    if (!isDone) this.#abandon('The deadline of close passed');
    return isDone;
  }

  canLeave(): boolean {
    return this.#settings.exitDeadlineMs > 0 && !this.#leftInVain;
  }

  async leave(): Promise<void> {
    this.#leftInVain = !(await this.flush(this.#settings.exitDeadlineMs));
  }

  leaveNow(): void {
    this.#isClosed = true;
    this.#stop.abort();
    if (this.canLeave()) this.#sendNow(this.#settings.exitDeadlineMs);
    if (this.#queue.length > 0) this.#abandon('The process ended');
  }

  #sendNow(deadlineMs: number): void {
    const batches: QueuedEvent[][] = [];
    const events = this.#queue.peek(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    for (let at = 0; at < events.length; ) {
      const batch = fitting(events, at, this.#settings.maxBatchSize, MAX_BATCH_BYTES);
      batches.push(batch);
      at += batch.length;
    }
    try {
      const taken = this.#senders.sendNow(batches.map(batchText), deadlineMs);
      for (const batch of batches.slice(0, taken)) this.#settle(batch.length, delivered);
    } catch (error) {
      // Such as where no thread may be started.
      this.#warn('delivery', `Nothing can be sent at the end: ${(error as Error).message}`);
    }
  }

  /** Nothing more will be sent: what can outlive the process does, the rest is lost. */
  #abandon(why: string): void {
    this.#queue.save();
    this.#lose(this.#queue.length, 'undelivered', why);
  }

  #wakeLater(): void {
    if (this.#timer !== undefined || this.#isRunning) return;
    this.#timer = setTimeout(() => this.hurry(), this.#settings.flushIntervalMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    while (this.#isDue() && !this.#stop.signal.aborted) {
      await this.#queue.ready();
      const batch = this.#unanswered ?? this.#queue.peek(this.#batchLimit, MAX_BATCH_BYTES);
      for (const event of batch) await complete(event);
      const verdict = await this.#senders.send(batch, this.#stop.signal);
      if (this.#stop.signal.aborted) break;
      const waitMs = this.#judge(batch, verdict);
      if (waitMs > 0) await this.#pause(waitMs);
    }
    this.#isRunning = false;
    if (this.#queue.length > 0 && !this.#stop.signal.aborted) this.#wakeLater();
  }

  #isDue(): boolean {
    const { first, length } = this.#queue;
    return first !== undefined && (first <= this.#wanted || length >= this.#settings.flushAt);
  }

  /** Does what a verdict says. @returns how long to wait before the next batch */
  #judge(batch: QueuedEvent[], verdict: Verdict): number {
    this.#unanswered = verdict.kind === 'retry' ? batch : undefined;
    switch (verdict.kind) {
      case 'retry': {
        this.#warn('delivery', `${verdict.message}. Events wait and are sent again`);
        const waitMs = Math.max(backoffMs(this.#failures, this.#settings), verdict.waitMs ?? 0);
        this.#failures += 1;
        return waitMs;
      }
      case 'halve':
        if (batch.length === 1) this.#lose(1, 'too_large', '413: The server takes no event as large as this');
        else this.#batchLimit = Math.floor(batch.length / 2);
        break;
      case 'lost':
        this.#lose(batch.length, verdict.reason, verdict.message);
        break;
      case 'taken':
        this.#batchLimit = Math.min(this.#settings.maxBatchSize, this.#batchLimit * 2);
        this.#take(batch, verdict.results);
    }
    this.#failures = 0;
    return 0;
  }

  #take(batch: QueuedEvent[], results: { index: number; status: string; message?: string }[]): void {
    const rejected = new Map(
      results
        .filter(({ status }) => status === 'rejected')
        .map(({ index, message }) => [index, message ?? 'No reason given']),
    );
    const byMessage = new Map<string, number>();
    for (const message of rejected.values()) byMessage.set(message, (byMessage.get(message) ?? 0) + 1);
    this.#settle(batch.length, (event, index) => (rejected.has(index) ? null : delivered(event)));
    for (const [message, count] of byMessage) this.#losses.add('rejected', count, message);
  }

  #lose(count: number, reason: LossReason, message: string): void {
    this.#settle(count, () => null);
    if (count > 0) this.#losses.add(reason, count, message);
  }

  /** The first events have their outcome, and leave the queue. */
  #settle(count: number, outcomeOf: (event: QueuedEvent, index: number) => Outcome): void {
    const events = this.#queue.peek(count, Number.POSITIVE_INFINITY);
    this.#queue.drop(events.length);
    for (const [index, event] of events.entries()) {
      event.outcome = outcomeOf(event, index);
      event.onOutcome?.(event.outcome);
    }
    const next = this.#queue.first ?? Number.POSITIVE_INFINITY;
    if (this.#queue.length === 0) forgetLeaver(this);
    for (const waiter of [...this.#waiters]) if (waiter.sequence < next) waiter.resolve(true);
  }

  /** Waits, unless it is time to stop. */
  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false, signal: this.#stop.signal }).catch(() => {});
  }
}

function delivered({ id }: QueuedEvent): Outcome {
  return { success: true, message: 'OK', data: { queued: true, event_id: id } };
}
