/**
 * Where the queue lies in Valkey. Numbers of groups, counts of events and how far things have come are hashes; of each
 * partition there are two streams, whose entries have the number of their group as id (`7-0`).
 */
export class QueueKeys {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The name of the queue's data. */
  get source(): string {
    return `${this.#prefix}source`;
  }

  /** Partition → number of its last group. */
  get last(): string {
    return `${this.#prefix}last`;
  }

  /** Partition → up to which group events are deleted. */
  get trimmed(): string {
    return `${this.#prefix}trimmed`;
  }

  /** Project → events received. */
  get received(): string {
    return `${this.#prefix}received`;
  }

  /** Number of the last one that was appended of a series of group commits. */
  appended(series: string): string {
    return `${this.#prefix}appended:${series}`;
  }

  /** Source of a spool → number of its last group that was moved here. */
  get moved(): string {
    return `${this.#prefix}moved`;
  }

  /** Bytes of events that are not deleted yet. */
  get bytes(): string {
    return `${this.#prefix}bytes`;
  }

  /** Written to see whether there is room. */
  get probe(): string {
    return `${this.#prefix}probe`;
  }

  /** The partition's groups: `e` is a JSON array of events, `c` counts per project. */
  events(partition: number): string {
    return `${this.#prefix}events:${partition}`;
  }

  /** What a ledger needs to know of the same groups, kept a while longer: `t` the time, `b` the bytes, `c` counts per project. */
  groups(partition: number): string {
    return `${this.#prefix}groups:${partition}`;
  }

  /** Everything that is kept for longer, `source` and `last` first. */
  all(partitions: number): string[] {
    const numbers = Array.from({ length: partitions }, (_, i) => i);
    return [
      ...[this.source, this.last, this.trimmed, this.received, this.moved, this.bytes],
      ...numbers.flatMap((partition) => [this.events(partition), this.groups(partition)]),
    ];
  }
}

/** The consumer group of each stream of events. */
export const GROUP = 'pipeline';

export const idOf = (seq: number): string => `${seq}-0`;
export const seqOf = (id: string): number => Number.parseInt(id, 10);
