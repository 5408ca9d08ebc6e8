import type { Valkey } from '@micrologs/valkey';

/** Of what kind something was edited: projects and their keys, or links. */
export type Change = 'projects' | 'links';

const CHANGES: ReadonlySet<string> = new Set<Change>(['projects', 'links']);

/**
 * Processes tell each other at once of what was edited. What gets lost, while Valkey is away or a connection is made anew, is
 * found by those who look at the change numbers in the database.
 */
export class SharedChanges {
  readonly #valkey: Valkey;
  readonly #listening: Valkey;
  readonly #channel: string;

  /** @param prefix in front of the channel's name */
  constructor(valkey: Valkey, prefix: string) {
    this.#valkey = valkey;
    this.#channel = `${prefix}changes`;
    this.#listening = valkey.anotherThatListens('micrologs changes');
    this.#listening.onChange((isUp) => {
      if (isUp) this.#listening.redis.subscribe(this.#channel).catch(() => undefined);
    });
  }

  /** @param onChange told of what any process edited, this one included */
  listen(onChange: (change: Change) => void): void {
    this.#listening.redis.on('message', (_channel: string, change: string) => {
      if (CHANGES.has(change)) onChange(change as Change);
    });
  }

  /** Tells the others; to be called when the edit is committed. */
  announce(change: Change): void {
    if (this.#valkey.isUp) this.#valkey.redis.publish(this.#channel, change).catch(() => undefined);
  }

  /** False while edits are only found by looking for them. */
  get isTelling(): boolean {
    return this.#valkey.isUp && this.#listening.isUp;
  }

  close(): void {
    this.#listening.close();
  }
}
