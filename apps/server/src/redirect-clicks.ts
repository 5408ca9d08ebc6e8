import { BoundedCache, type Clock, type Link, type Place, truncateUtf8, type UncountedReason } from '@micrologs/domain';
import { parseDevice } from '@micrologs/ingest';
import type { EventQueue } from '@micrologs/storage';
import type { Logger } from 'pino';

/** One request that was redirected. */
export interface ClickInput {
  link: Pick<Link, 'id' | 'project'>;
  /** Null for a click that counts. */
  uncounted: UncountedReason | null;
  ip: string;
  userAgent: string | undefined;
  referrer: string | undefined;
}

export interface RedirectClicksOptions {
  queue: Pick<EventQueue, 'append'>;
  logger: Logger;
  /** Null where the address is not known to the GeoIP file, or there is none. */
  placeOf(ip: string): Place | null;
  /** Hex. */
  ipHash(ip: string): string;
  clock?: Clock;
}

const MAX_REFERRER_BYTES = 2048;
const CACHED_DEVICES = 4096;
/** Clicks that may wait for the queue; a queue that is stuck for longer must not fill the memory. */
const MAX_WAITING = 50_000;
const LOG_EVERY_MS = 1_000;

/**
 * Puts clicks into the queue after their redirects were answered. Nobody waits for them, so those of one turn of the event loop go
 * there together. A click that the queue refuses is lost: the log says how many were.
 */
export class RedirectClicks {
  readonly #options: Required<RedirectClicksOptions>;
  /** Devices as JSON, by user agent. */
  readonly #devices = new BoundedCache<string>(CACHED_DEVICES);
  #records = new Map<number, string[]>();
  readonly #appending = new Set<Promise<void>>();
  #waiting = 0;
  #scheduled = false;
  #lost = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor({ clock = Date.now, ...options }: RedirectClicksOptions) {
    this.#options = { clock, ...options };
  }

  /** Clicks since the start that the queue did not take. */
  get lost(): number {
    return this.#lost;
  }

  /** Never throws and never waits. */
  add(click: ClickInput): void {
    if (this.#waiting >= MAX_WAITING) return this.#lose(1, new Error('too many clicks wait for the queue'));
    try {
      const { project } = click.link;
      const record = this.#record(click);
      const records = this.#records.get(project);
      if (records) records.push(record);
      else this.#records.set(project, [record]);
      this.#waiting++;
    } catch (error) {
      return this.#lose(1, error);
    }
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  /** Resolves when everything that was added is on disk, or lost. */
  async drain(): Promise<void> {
    this.#flush();
    await Promise.all(this.#appending);
  }

  #flush(): void {
    this.#scheduled = false;
    const all = this.#records;
    this.#records = new Map();
    for (const [project, records] of all) {
      const appended = this.#append(project, records).finally(() => {
        this.#waiting -= records.length;
        this.#appending.delete(appended);
      });
      this.#appending.add(appended);
    }
  }

  async #append(project: number, records: string[]): Promise<void> {
    try {
      await this.#options.queue.append(project, records.join(','), records.length);
    } catch (error) {
      this.#lose(records.length, error);
    }
  }

  #lose(clicks: number, error: unknown): void {
    this.#lost += clicks;
    const now = performance.now();
    if (now - this.#loggedAt < LOG_EVERY_MS) return;
    this.#loggedAt = now;
    this.#options.logger.error({ err: error, lost: this.#lost }, 'clicks were redirected but not recorded');
  }

  /** A `QueuedClick` as JSON. */
  #record({ link, uncounted, ip, userAgent, referrer }: ClickInput): string {
    const { placeOf, ipHash, clock } = this.#options;
    const place = placeOf(ip);
    return (
      `{"kind":"click","project":${link.project},"receivedAt":${clock()},"link":${link.id},` +
      `${uncounted === null ? '' : `"uncounted":"${uncounted}",`}` +
      `"referrer":${referrer ? JSON.stringify(truncateUtf8(referrer, MAX_REFERRER_BYTES)) : '""'},` +
      `"device":${this.#deviceJson(userAgent ?? '')},` +
      `${place ? `"place":${JSON.stringify(place)},` : ''}"ipHash":"${ipHash(ip)}"}`
    );
  }

  #deviceJson(userAgent: string): string {
    let json = this.#devices.get(userAgent);
    if (json === undefined) {
      json = JSON.stringify(parseDevice(userAgent));
      this.#devices.set(userAgent, json);
    }
    return json;
  }
}
