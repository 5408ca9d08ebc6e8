import type { EventSource, Positions, QueueGroup } from '@micrologs/storage';

/** A source that is opened when it is first asked for its name, which is what a pipeline begins with, again and again if it fails. */
export class LateSource implements EventSource {
  readonly #open: () => Promise<EventSource>;
  #source: EventSource | null = null;

  constructor(open: () => Promise<EventSource>) {
    this.#open = open;
  }

  async identify(): Promise<string> {
    this.#source ??= await this.#open();
    return this.#source.identify();
  }

  read(positions: Positions, maxBytes: number): Promise<QueueGroup[]> {
    return this.#opened.read(positions, maxBytes);
  }

  waitBeyond(positions: Positions, timeoutMs: number): Promise<void> {
    return this.#opened.waitBeyond(positions, timeoutMs);
  }

  trim(positions: Positions): Promise<void> {
    return this.#opened.trim(positions);
  }

  async close(): Promise<void> {
    await this.#source?.close();
  }

  get #opened(): EventSource {
    if (!this.#source) throw new Error('The source was not asked for its name yet');
    return this.#source;
  }
}
