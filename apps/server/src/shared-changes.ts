import type { Valkey } from '@micrologs/valkey';

/** Of what kind something was edited: projects and their keys, or links. */
export type Change = 'projects' | 'links';

export interface SharedChangesOptions {
  valkey: Valkey;
  /** Told of what any process edited, this one included. */
  onChange(change: Change): void;
}

const CHANNEL = 'micrologs:changes';
const CHANGES: ReadonlySet<string> = new Set<Change>(['projects', 'links']);

/**
 * Processes tell each other at once of what was edited. What gets lost, while Valkey is away or a connection is made anew, is
 * found by those who look at the change numbers in the database.
 */
export class SharedChanges {
  readonly #valkey: Valkey;
  readonly #listening: Valkey;

  constructor({ valkey, onChange }: SharedChangesOptions) {
    this.#valkey = valkey;
    // A connection that listens can do nothing else.
    this.#listening = valkey.another({ name: 'micrologs changes' });
    this.#listening.redis.on('message', (_channel: string, change: string) => {
      if (CHANGES.has(change)) onChange(change as Change);
    });
    this.#listening.onChange((isUp) => {
      if (isUp) this.#listening.redis.subscribe(CHANNEL).catch(() => undefined);
    });
  }

  /** Tells the others; to be called when the edit is committed. */
  announce(change: Change): void {
    if (this.#valkey.isUp) this.#valkey.redis.publish(CHANNEL, change).catch(() => undefined);
  }

  close(): void {
    this.#listening.close();
  }
}
