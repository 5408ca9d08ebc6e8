import {
  dayStart,
  type EpochMs,
  type IanaZone,
  type LocalDay,
  localDay,
  MINUTE_MS,
  type ProjectId,
} from '@micrologs/domain';
import { cookielessHash } from './cookieless.ts';
import type { HexHash } from './visitor-hash.ts';

/** Where the salts of all nodes lie. Whoever keeps them destroys each 48 hours after its day began. */
export interface SaltSource {
  /** The salt of a project's day; null when there was none, or it is destroyed. */
  saltFor(project: ProjectId, day: LocalDay): Promise<Uint8Array | null>;
  /** The salt of a project's day, drawn at random if there is none yet. Every caller gets the same one. */
  create(project: ProjectId, day: LocalDay): Promise<Uint8Array>;
}

/** Visitor hashes for one request. Yesterday's lets a session go on across midnight. */
export interface CookielessIdentity {
  today: HexHash;
  /** Null when the project has no salt of yesterday. */
  yesterday: HexHash | null;
}

interface Entry {
  salt: Promise<Uint8Array | null>;
  /** From then on the entry must not be used. */
  until: EpochMs;
}

/**
 * Visitor hashes of cookieless projects, with the salts of today and yesterday kept in memory and no longer. A day is
 * one of the project's zone, and the time that counts is when the event was received.
 */
export class DailySalts {
  readonly #source: SaltSource;
  readonly #entries = new Map<string, Entry>();
  #nextSweep = Number.NEGATIVE_INFINITY;

  constructor(source: SaltSource) {
    this.#source = source;
  }

  /** @throws whatever the source throws; the next call asks it again */
  async identify(
    project: ProjectId,
    zone: IanaZone,
    ip: string,
    userAgent: string,
    receivedAt: EpochMs,
  ): Promise<CookielessIdentity> {
    this.forgetExpired(receivedAt);
    const day = localDay(receivedAt, zone);
    const [today, yesterday] = await Promise.all([
      this.#salt(project, day, zone, receivedAt, true) as Promise<Uint8Array>,
      this.#salt(project, day - 1, zone, receivedAt, false),
    ]);
    return {
      today: cookielessHash(project, ip, userAgent, today),
      yesterday: yesterday && cookielessHash(project, ip, userAgent, yesterday),
    };
  }

  /** Lets go of every salt whose time is over; called by {@link identify} too, at most once a minute. */
  forgetExpired(now: EpochMs): void {
    if (now < this.#nextSweep) return;
    this.#nextSweep = now + MINUTE_MS;
    for (const [key, { until }] of this.#entries) if (until <= now) this.#entries.delete(key);
  }

  /** How many salts (and known absences of one) are held. */
  get size(): number {
    return this.#entries.size;
  }

  #salt(project: ProjectId, day: LocalDay, zone: IanaZone, now: EpochMs, isToday: boolean): Promise<Uint8Array | null> {
    const key = `${project}:${day}:${isToday ? 'today' : 'yesterday'}`;
    const known = this.#entries.get(key) ?? (isToday ? undefined : this.#entries.get(`${project}:${day}:today`));
    if (known && now < known.until) return known.salt;
    const salt = isToday ? this.#source.create(project, day) : this.#source.saltFor(project, day);
    // A day's salt is wanted until the next day ends.
    const entry: Entry = { salt, until: dayStart(day + 2, zone) };
    this.#entries.set(key, entry);
    salt.then(
      (found) => {
        // Another node may still draw yesterday's salt for an event that it received before midnight.
        if (!found) entry.until = Math.min(entry.until, now + MINUTE_MS);
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key);
      },
    );
    return salt;
  }
}
