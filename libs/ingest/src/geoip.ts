import { readFile, stat } from 'node:fs/promises';
import { BoundedCache, type CacheCounts, type Place } from '@micrologs/domain';
import { type CityDatabase, CorruptDatabaseError, openCityDatabase } from './city-database.ts';

/** The two methods of a pino logger that are used. */
export interface GeoIpLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface GeoIpOptions {
  log?: GeoIpLog;
  /** How often the file is looked at, in ms; default 5,000. */
  pollMs?: number;
  /** How many addresses' answers are kept; default 8,192. */
  cacheEntries?: number;
}

export interface GeoIpStatus {
  /** Of the file as last looked at; an earlier good version goes on answering while the new one is not `ok`. */
  state: 'ok' | 'missing' | 'corrupt';
  /** When the database that answers was built; absent while there is none. */
  builtAt?: Date;
  /** Null when no file is configured. */
  path: string | null;
  /** For people: what is wrong and what it means, or that all is well. */
  message: string;
}

const DEFAULT_POLL_MS = 5000;
const DEFAULT_CACHE_ENTRIES = 8192;
/** The longest way to write an IPv6 address; keeps the cache's keys small whatever is asked. */
const MAX_ADDRESS_LENGTH = 45;

/**
 * Places of addresses, from a GeoIP City file that may be missing, broken or replaced at any time. Looking up never
 * fails and never logs an address. The whole file is held in memory; without one, nothing is.
 */
export class GeoIp {
  readonly #path: string | null;
  readonly #log: GeoIpLog | undefined;
  readonly #cache: BoundedCache<Place | 'nowhere'>;
  #database: CityDatabase | null = null;
  #state: GeoIpStatus['state'] = 'missing';
  #problem = '';
  /** Identity of the file as last looked at; null: it was not there, undefined: never looked. */
  #seen: string | null | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #closed = false;

  /**
   * Opens `path`, or nothing when it is null. A file that is missing or corrupt is no error: see {@link status}.
   * Until {@link close}, the file is looked at regularly and taken over when it has changed.
   */
  static async open(path: string | null, options: GeoIpOptions = {}): Promise<GeoIp> {
    const geoIp = new GeoIp(path, options);
    if (path !== null) {
      await geoIp.refresh();
      geoIp.#timer = setInterval(() => void geoIp.refresh(), options.pollMs ?? DEFAULT_POLL_MS).unref();
    }
    return geoIp;
  }

  private constructor(path: string | null, options: GeoIpOptions) {
    this.#path = path;
    this.#log = options.log;
    this.#cache = new BoundedCache(options.cacheEntries ?? DEFAULT_CACHE_ENTRIES);
    if (path === null) this.#problem = 'no GeoIP file is configured, so places stay empty';
  }

  /** Where `ip` lies; null when that is not known. */
  lookup(ip: string): Place | null {
    if (!this.#database || ip.length > MAX_ADDRESS_LENGTH) return null;
    let place = this.#cache.get(ip);
    if (place === undefined) {
      try {
        place = this.#database.lookup(ip) ?? 'nowhere';
      } catch {
        place = 'nowhere';
        if (this.#state === 'ok') this.#fail('corrupt', 'some of its records cannot be read');
      }
      this.#cache.set(ip, place);
    }
    return place === 'nowhere' ? null : place;
  }

  /** How often an address was known. */
  cacheCounts(): CacheCounts {
    return this.#cache.counts();
  }

  status(): GeoIpStatus {
    const builtAt = this.#database?.builtAt;
    const message = this.#state === 'ok' ? 'the GeoIP file is in use' : this.#problem;
    return { state: this.#state, path: this.#path, message, ...(builtAt ? { builtAt } : {}) };
  }

  /** Looks at the file now and takes it over if it has changed. Never rejects. */
  async refresh(): Promise<void> {
    if (this.#path === null) return;
    const path = this.#path;
    this.#looking ??= this.#look(path).finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** Stops looking at the file and lets go of it; look-ups find nothing from now on. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#database = null;
    this.#cache.clear();
  }

  async #look(path: string): Promise<void> {
    const seen = await identityOf(path);
    if (seen === this.#seen) return;
    this.#seen = seen;
    if (seen === null) return this.#fail('missing', 'it is not there, or its folder may not be read');
    try {
      const database = await openCityDatabase(await readFile(path));
      if (this.#closed) return;
      this.#database = database;
      this.#cache.clear();
      this.#state = 'ok';
      this.#log?.info({ path, builtAt: database.builtAt }, 'GeoIP file opened');
    } catch (error) {
      const reason = error instanceof CorruptDatabaseError ? error.message : 'it cannot be read';
      this.#fail('corrupt', `${reason}${error instanceof CorruptDatabaseError ? '' : ` (${codeOf(error)})`}`);
    }
  }

  #fail(state: 'missing' | 'corrupt', reason: string): void {
    if (this.#closed) return;
    const effect = this.#database
      ? `the database built on ${this.#database.builtAt.toISOString().slice(0, 10)} stays in use`
      : 'places stay empty';
    this.#state = state;
    this.#problem = `the GeoIP file ${this.#path} has a problem: ${reason}; ${effect}`;
    this.#log?.warn({ path: this.#path }, this.#problem);
  }
}

/** What changes when a file is replaced or written to; null when it is not there. */
async function identityOf(path: string): Promise<string | null> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino}:${size}:${mtimeMs}`;
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
