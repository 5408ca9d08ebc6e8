import { attempt, guard } from '../safe.ts';
import type { Loss } from './options.ts';

/** An event that waits. */
export interface Entry {
  json: string;
  /** Epoch milliseconds by the visitor's clock. */
  capturedAt: number;
  /** Told when the server does not want this one. */
  onRejected?: () => void;
}

export interface DeliveryOptions {
  /** The address of the batch endpoint, with the key. */
  url: string;
  onLoss?: (loss: Loss) => void;
}

export interface Delivery {
  /** @param urgent leaves at once, together with what waits */
  add(entry: Entry, urgent: boolean): void;
  /**
   * From now on everything leaves when the page is hidden or left. Called last, and listening in the last phase, so that what
   * add-ons report at that moment goes with it.
   */
  watchPage(): void;
  /** Forgets what waits, which is no loss: the visitor objected. */
  discard(): void;
  /** Counts something as lost. */
  lose(reason: Loss['reason'], count: number, message?: string): void;
  flush(deadlineMs: number): Promise<boolean>;
  close(deadlineMs: number): Promise<boolean>;
}

/** Browsers allow 64 KiB in all bodies on their way that may outlive their page. */
const BODY_BYTES = 60_000;
const MAX_BATCH = 100;
const MAX_QUEUE = 500;
const MAX_QUEUE_CHARACTERS = 1_000_000;
const FLUSH_AT = 20;
const FLUSH_INTERVAL_MS = 1_000;
const TIMEOUT_MS = 10_000;
const RETRY_BASE_MS = 1_000;
const RETRY_MAX_MS = 60_000;
const RETRY_AFTER_MAX_MS = 300_000;
/** Some five minutes. Whoever blocks the tracker must not see requests fail for ever. */
const MAX_ATTEMPTS = 10;
/** Clocks of visitors are often wrong, so they are believed only where the time of arrival says less. */
const LATE_MS = 10_000;

interface Outcome {
  /** Null: try again. */
  lost: Loss['reason'] | null | undefined;
  message?: string;
  retryAfterMs?: number;
  /** One for each event of the batch. */
  results?: { status: string; message?: string }[];
}

/**
 * Brings events to the server: in order, one batch at a time, again while it cannot be reached; when the page is hidden or left, as
 * beacons, since it may not come back.
 */
export const createDelivery = ({ url, onLoss }: DeliveryOptions): Delivery => {
  const queue: Entry[] = [];
  const waiting = new Set<() => void>();
  let characters = 0;
  /** How many of the queue's first are on their way. */
  let underWay = 0;
  /** Whether more of the queue should have left meanwhile. */
  let isDue = false;
  let attempts = 0;
  let maxBatch = MAX_BATCH;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = 0;
  let notBefore = 0;
  let isClosed = false;

  const lose = guard((reason: Loss['reason'], count: number, message: string | undefined = '') => {
    onLoss?.({ reason, count, message });
  });

  const remove = (from: number, count: number) => {
    for (const { json } of queue.splice(from, count)) characters -= json.length;
    for (const check of waiting) check();
  };

  const discard = () => remove(underWay, queue.length - underWay);

  const schedule = (delayMs: number) => {
    const now = performance.now();
    const at = Math.max(now + delayMs, notBefore);
    if (timer && timerAt <= at) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(send, at - now);
  };

  const send = async () => {
    timer = undefined;
    if (underWay) isDue = true;
    if (underWay || !queue.length) return;
    const batch = takeBatch(queue, maxBatch);
    const { count } = batch;
    underWay = count;
    isDue = queue.length > count;
    const outcome = await post(url, batch);
    underWay = 0;
    let isAgain = true;
    if (outcome.lost === null && ++attempts < MAX_ATTEMPTS) {
      const backOffMs = Math.min(RETRY_BASE_MS * 2 ** (attempts - 1), RETRY_MAX_MS) * (0.5 + Math.random() / 2);
      notBefore = performance.now() + Math.max(backOffMs, Math.min(outcome.retryAfterMs || 0, RETRY_AFTER_MAX_MS));
    } else if (outcome.lost === 'too_large' && count > 1) {
      maxBatch = Math.ceil(count / 2);
    } else {
      settle(count, outcome);
      isAgain = isDue;
    }
    if (isAgain) schedule(0);
  };

  const settle = (count: number, { lost, message, results }: Outcome) => {
    const batch = queue.slice(0, count);
    attempts = notBefore = 0;
    maxBatch = MAX_BATCH;
    remove(0, count);
    if (results) {
      for (const [index, result] of results.entries()) {
        if (result.status !== 'rejected') continue;
        lose('rejected', 1, result.message);
        batch[index]?.onRejected?.();
      }
    } else if (lost !== undefined) {
      lose(lost ?? 'undelivered', count, message);
    }
  };

  const sendBeacons = () => {
    while (queue.length > underWay) {
      const { body, count } = takeBatch(queue.slice(underWay), MAX_BATCH);
      // Refused when too much is on its way: the rest waits for the page to come back.
      if (!navigator.sendBeacon(url, body)) return;
      remove(underWay, count);
    }
  };
  const flush = (deadlineMs: number): Promise<boolean> => {
    const wanted = [...queue];
    schedule(0);
    return new Promise((resolve) => {
      const end = (isDone: boolean) => {
        waiting.delete(check);
        clearTimeout(deadline);
        resolve(isDone);
      };
      const check = () => {
        if (!wanted.some((entry) => queue.includes(entry))) end(true);
      };
      const deadline = setTimeout(end, deadlineMs, false);
      waiting.add(check);
      check();
    });
  };

  return {
    add(entry, urgent) {
      if (isClosed) return lose('closed', 1);
      if (queue.length >= MAX_QUEUE || characters + entry.json.length > MAX_QUEUE_CHARACTERS)
        return lose('queue_full', 1);
      queue.push(entry);
      characters += entry.json.length;
      // A hidden page may be ended without a word.
      const isDueNow = urgent || document.hidden || queue.length - underWay >= FLUSH_AT;
      schedule(isDueNow ? 0 : FLUSH_INTERVAL_MS);
    },
    discard,
    lose,
    watchPage() {
      const onHide = guard((event: Event) => {
        if (document.hidden || event.type === 'pagehide') sendBeacons();
      });
      for (const type of ['visibilitychange', 'pagehide']) addEventListener(type, onHide);
      addEventListener('online', () => {
        notBefore = 0;
        schedule(0);
      });
    },
    flush,
    async close(deadlineMs) {
      isClosed = true;
      const isDone = await flush(deadlineMs);
      if (queue.length > underWay) lose('closed', queue.length - underWay);
      discard();
      return isDone;
    },
  };
};

interface Batch {
  body: string;
  bytes: number;
  count: number;
}

/** As many of the first events as fit into one body, but at least one. */
const takeBatch = (queue: Entry[], maxBatch: number): Batch => {
  const now = Date.now();
  const items: string[] = [];
  let bytes = 0;
  for (const { json, capturedAt } of queue.slice(0, maxBatch)) {
    const item = now - capturedAt > LATE_MS ? `${json.slice(0, -1)},"occurred_at":${capturedAt}}` : json;
    const itemBytes = new Blob([item]).size + 1;
    if (items.length && bytes + itemBytes > BODY_BYTES) break;
    items.push(item);
    bytes += itemBytes;
  }
  return { body: `{"events":[${items}]}`, bytes, count: items.length };
};

const post = async (url: string, { body, bytes }: Batch): Promise<Outcome> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      keepalive: bytes <= BODY_BYTES,
      redirect: 'manual',
      signal: AbortSignal.timeout?.(TIMEOUT_MS),
    });
    const { status } = response;
    if (status >= 500 || [408, 425, 429].includes(status)) {
      return { lost: null, retryAfterMs: retryAfterMs(response.headers.get('Retry-After')) };
    }
    const answer = attempt(JSON.parse.bind(null, await response.text()));
    if (response.ok && !answer) return { lost: null };
    return {
      lost: response.ok ? undefined : reasonOf(status),
      message: answer?.message,
      results: answer?.data?.results,
    };
  } catch {
    return { lost: null };
  }
};

const reasonOf = (status: number): Loss['reason'] => {
  if (status === 401 || status === 403) return 'unauthorized';
  return status === 413 ? 'too_large' : 'rejected';
};

/** @param header seconds, or a date */
const retryAfterMs = (header: string | null): number => {
  if (!header) return 0;
  const seconds = Number(header);
  return Number.isNaN(seconds) ? Date.parse(header) - Date.now() || 0 : seconds * 1_000;
};
