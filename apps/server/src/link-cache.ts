import { BoundedCache, type CacheCounts, type Link } from '@micrologs/domain';
import type { LinkStore } from '@micrologs/storage';

/** Thousands are held, so what only owners read is left out. */
export type FollowedLink = Omit<Link, 'destinationUrl' | 'label' | 'tags' | 'totalClicks' | 'createdAt' | 'updatedAt'>;

/** A link as redirects need it. */
export interface KnownLink {
  readonly link: FollowedLink;
  /** What `Location` says; null when the stored destination is no web address, as old installations may hold. */
  readonly location: string | null;
  /** Its maximum was reached. It stays so until the link is edited, and then it is forgotten here. */
  usedUp: boolean;
}

export interface LinkCacheOptions {
  store: Pick<LinkStore, 'resolve' | 'changeNumber'>;
  /** How often the change number is looked at, in ms: the longest an edit made by another process stays unseen. */
  pollMs?: number;
  maxLinks?: number;
  /** Tells other processes that something was edited here, so that they need not wait for their next look. */
  announce?: () => void;
}

const DEFAULT_POLL_MS = 500;
const DEFAULT_MAX_LINKS = 50_000;

/**
 * The links that are being followed, in memory: a redirect does not wait for the database, and goes on while that is
 * away. Unknown codes are not remembered, since making a link moves no change number.
 */
export class LinkCache {
  readonly #store: LinkCacheOptions['store'];
  readonly #pollMs: number;
  readonly #links: BoundedCache<KnownLink>;
  readonly #announce: () => void;
  readonly #loading = new Map<string, Promise<KnownLink | null>>();
  #changeNumber: number | null = null;
  /** Rises whenever something is forgotten, so that what was read before is not remembered after. */
  #generation = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({
    store,
    pollMs = DEFAULT_POLL_MS,
    maxLinks = DEFAULT_MAX_LINKS,
    announce = () => {},
  }: LinkCacheOptions) {
    this.#store = store;
    this.#pollMs = pollMs;
    this.#links = new BoundedCache(maxLinks);
    this.#announce = announce;
  }

  /** Starts polling. A database that is down does not stop the start: polling goes on. */
  async start(): Promise<void> {
    await this.#poll();
    this.#schedule();
  }

  stop(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** A link that is in memory. */
  known(code: string): KnownLink | undefined {
    return this.#links.get(code);
  }

  /**
   * A link from the store, remembered from then on; null when there is none.
   * @throws StorageUnavailableError
   */
  load(code: string): Promise<KnownLink | null> {
    let loading = this.#loading.get(code);
    if (!loading) {
      loading = this.#load(code);
      this.#loading.set(code, loading);
    }
    return loading;
  }

  /** How often a link that was followed was in memory. */
  counts(): CacheCounts {
    return this.#links.counts();
  }

  /** Reads a link anew at its next use. To be called when an edit of this process is committed, before its answer. */
  forget(code: string): void {
    this.#generation++;
    this.#links.delete(code);
    this.#loading.clear();
    this.#announce();
  }

  /** Reads every link anew. To be called when links went with their project, before its answer. */
  forgetAll(): void {
    this.#clear();
    this.#announce();
  }

  /** Looks at once whether something was edited elsewhere. */
  check(): Promise<void> {
    return this.#poll();
  }

  #clear(): void {
    this.#generation++;
    this.#links.clear();
    this.#loading.clear();
  }

  async #load(code: string): Promise<KnownLink | null> {
    const generation = this.#generation;
    try {
      const found = await this.#store.resolve(code);
      if (!found) return null;
      const { destinationUrl, label, tags, totalClicks, createdAt, updatedAt, ...link } = found;
      const known = { link, location: locationOf(destinationUrl), usedUp: false };
      if (generation === this.#generation) this.#links.set(code, known);
      return known;
    } finally {
      if (generation === this.#generation) this.#loading.delete(code);
    }
  }

  async #poll(): Promise<void> {
    try {
      const changeNumber = await this.#store.changeNumber();
      if (changeNumber === this.#changeNumber) return;
      this.#changeNumber = changeNumber;
      this.#clear();
    } catch {
      // What is known goes on working; the key ring, which polls the same database, says that it is away.
    }
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      void this.#poll().finally(() => this.#schedule());
    }, this.#pollMs).unref();
  }
}

/** The destination as one line of a header. */
function locationOf(destination: string): string | null {
  if (!/^https?:\/\//i.test(destination)) return null;
  if (/^[\x21-\x7e]+$/.test(destination)) return destination;
  return URL.canParse(destination) ? new URL(destination).href : null;
}
