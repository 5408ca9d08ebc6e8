import type { QueueGroup } from '@micrologs/storage';

/** What a consumer was given of one partition and is not consumed yet, in order. */
export class InHand {
  readonly groups: QueueGroup[] = [];
  /** Numbers of groups that were consumed, and that Valkey was not told of yet. */
  readonly #consumed: number[] = [];
  /** Number of the last group that was given; at first, the position from which it was read. */
  last: number;
  /** Where to go on claiming what was in other hands; null when that is done. */
  claimFrom: string | null;
  /** Something waits that was not given yet, as far as is known. */
  expected = false;
  /** `last` when what was missing behind it was asked for once more. */
  askedAgainAt = -1;

  constructor(position: number, claimFrom: string) {
    this.last = position;
    this.claimFrom = claimFrom;
  }

  add(group: QueueGroup): void {
    this.groups.push(group);
    this.last = group.seq;
    this.expected = false;
  }

  /** Lets go of what was consumed. */
  consume(position: number): void {
    const end = this.groups.findIndex(({ seq }) => seq > position);
    const consumed = this.groups.splice(0, end === -1 ? this.groups.length : end);
    this.last = Math.max(this.last, position);
    this.#consumed.push(...consumed.map(({ seq }) => seq));
  }

  /** Numbers of groups that were consumed since the last call. */
  takeConsumed(): number[] {
    return this.#consumed.splice(0);
  }
}
