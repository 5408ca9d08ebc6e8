import { hash, timingSafeEqual } from 'node:crypto';
import type { Project } from '@micrologs/domain';
import type { ProjectStore } from '@micrologs/storage';
import { StorageUnavailableError } from '@micrologs/storage';

export interface KeyRingOptions {
  store: Pick<ProjectStore, 'all' | 'changeNumber'>;
  /** How often the change number is looked at, in ms: the longest a change made by another process stays unseen. */
  pollMs?: number;
  /** Tells other processes that something was edited here, so that they need not wait for their next look. */
  announce?: () => void;
  /** Told when the database stops or starts answering. */
  onReachable?: (reachable: boolean, error?: unknown) => void;
}

const DEFAULT_POLL_MS = 500;

/**
 * The keys of all active projects in memory, so that no request waits for the database to learn whose it is.
 *
 * While the database does not answer, the known keys go on working and unknown ones cannot be judged: asking for one throws
 * StorageUnavailableError, since "invalid" might be untrue.
 */
export class KeyRing {
  readonly #store: KeyRingOptions['store'];
  readonly #pollMs: number;
  readonly #announce: () => void;
  readonly #onReachable: NonNullable<KeyRingOptions['onReachable']>;
  #byPublicKey = new Map<string, Project>();
  #bySecretHash = new Map<string, Project>();
  #byId = new Map<number, Project>();
  #changeNumber: number | null = null;
  #reachable = true;
  #loading: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #onLoad: () => void = () => undefined;

  constructor({ store, pollMs = DEFAULT_POLL_MS, announce = () => {}, onReachable = () => {} }: KeyRingOptions) {
    this.#store = store;
    this.#pollMs = pollMs;
    this.#announce = announce;
    this.#onReachable = onReachable;
  }

  /** Loads the keys and starts polling. A database that is down does not stop the start: polling goes on. */
  async start(): Promise<void> {
    await this.#poll();
    this.#schedule();
  }

  stop(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /**
   * The active project of a public key (exact comparison).
   * @throws StorageUnavailableError when the key is unknown but may only not have been loaded
   */
  byPublicKey(key: string): Project | null {
    return this.#byPublicKey.get(key) ?? this.unknown();
  }

  /**
   * The active project of a secret key.
   * @throws StorageUnavailableError as `byPublicKey`
   */
  bySecretKey(key: string): Project | null {
    const digest = sha256(key);
    const project = this.#bySecretHash.get(digest);
    // The look-up is by a digest, which tells an attacker nothing about the key by its timing; the comparison is exact.
    return project && equalDigests(project.secretHash, digest) ? project : this.unknown();
  }

  /**
   * What is answered for a key, or a token, that fits no known project.
   * @throws StorageUnavailableError when the project may only not have been loaded
   */
  unknown(): null {
    if (!this.#reachable)
      throw new StorageUnavailableError('The database does not answer, so the key cannot be checked');
    return null;
  }

  /** The active project with this id; null also for one that is not loaded yet. */
  byId(id: number): Project | null {
    return this.#byId.get(id) ?? null;
  }

  /** @param listener told whenever keys were read again */
  onLoad(listener: () => void): void {
    this.#onLoad = listener;
  }

  /**
   * Sees to it that what is known is what stands in the database.
   * @throws StorageUnavailableError
   */
  async confirm(): Promise<void> {
    if ((await this.#store.changeNumber()) !== this.#changeNumber) await this.#reload();
  }

  /** To be called when an edit of this process is committed: it is in force when this resolves. */
  async refresh(): Promise<void> {
    this.#announce();
    await this.#reload();
  }

  /** Looks at once whether something was edited elsewhere. */
  check(): Promise<void> {
    return this.#poll();
  }

  /** What changed before the call is in force when it resolves. */
  #reload(): Promise<void> {
    this.#loading = this.#loading.then(
      () => this.#load(),
      () => this.#load(),
    );
    return this.#loading;
  }

  async #load(): Promise<void> {
    // The number is read first: a change in between is seen by the next poll.
    const changeNumber = await this.#store.changeNumber();
    const projects = (await this.#store.all()).filter((project) => project.isActive);
    this.#byPublicKey = new Map(projects.map((project) => [project.publicKey, project]));
    this.#bySecretHash = new Map(projects.map((project) => [project.secretHash, project]));
    this.#byId = new Map(projects.map((project) => [project.id, project]));
    this.#changeNumber = changeNumber;
    this.#onLoad();
  }

  async #poll(): Promise<void> {
    try {
      if (this.#changeNumber === null || (await this.#store.changeNumber()) !== this.#changeNumber)
        await this.#reload();
      this.#setReachable(true);
    } catch (error) {
      this.#setReachable(false, error);
    }
  }

  #setReachable(reachable: boolean, error?: unknown): void {
    if (reachable === this.#reachable) return;
    this.#reachable = reachable;
    this.#onReachable(reachable, error);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      void this.#poll().finally(() => this.#schedule());
    }, this.#pollMs).unref();
  }
}

/** Hex SHA-256 of a text. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** Compares two hex digests in a time that does not depend on where they differ. */
export function equalDigests(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
