import { randomUUID } from 'node:crypto';
import { type Clock, SECOND_MS } from '@micrologs/domain';
import type { SpoolGroup, SpoolSource } from '@micrologs/spool';
import { PARTITION_COUNT, type Positions } from '@micrologs/storage';
import type { Valkey } from '@micrologs/valkey';
import { partsOf } from './group-parts.ts';
import type { QueueKeys } from './keys.ts';
import { append, type CommitName } from './scripts.ts';

export interface SpoolDrainOptions {
  valkey: Valkey;
  keys: QueueKeys;
  spool: SpoolSource;
  /** How far the spool's events were consumed before they were moved from then on. Asked until it answers. */
  consumedBefore: () => Promise<Positions>;
  /** Done once before anything is moved, and tried until it is. */
  prepare?: () => Promise<void>;
  maxPendingBytes: number;
  onMoved: (groups: number) => void;
  clock: Clock;
}

/** So much is read at a time: parsing it must not hold up requests. */
const READ_BYTES = 256 * 1024;
const RETRY_MS = 250;
const WAIT_MS = SECOND_MS;

/**
 * Moves what waits in a spool to Valkey, group by group. How far it came is written down there by what appends a group, so each
 * is moved once, whatever is killed in between.
 */
export class SpoolDrain {
  readonly #options: SpoolDrainOptions;
  #consumedBefore: Positions | null = null;
  #isPrepared: boolean;
  #isStopping = false;
  #wake: (() => void) | null = null;
  readonly #finished: Promise<void>;

  constructor(options: SpoolDrainOptions) {
    this.#options = options;
    this.#isPrepared = options.prepare === undefined;
    this.#finished = this.#run();
  }

  get isPrepared(): boolean {
    return this.#isPrepared;
  }

  /** How far the spool's events were consumed before. */
  async askConsumed(): Promise<Positions> {
    this.#consumedBefore ??= await this.#options.consumedBefore();
    return this.#consumedBefore;
  }

  /** Ends after the group at hand; what is left is moved after the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake?.();
    await this.#finished;
    await this.#options.spool.close();
  }

  async #run(): Promise<void> {
    const { valkey } = this.#options;
    let movedUpTo: number | null = null;
    while (!this.#isStopping) {
      try {
        const consumed = await this.askConsumed();
        if (!valkey.isUp) {
          await this.#pause(valkey.untilUp(WAIT_MS));
          continue;
        }
        await this.#prepare();
        movedUpTo ??= await this.#askMoved(consumed);
        movedUpTo = await this.#moveSome(consumed, movedUpTo);
      } catch {
        // Database or Valkey are away, which their own checks tell.
        await this.#pause(new Promise((resolve) => setTimeout(resolve, RETRY_MS)));
      }
    }
  }

  async #prepare(): Promise<void> {
    if (!this.#isPrepared) await this.#options.prepare!();
    this.#isPrepared = true;
  }

  async #askMoved(consumed: Positions): Promise<number> {
    const { valkey, keys, spool } = this.#options;
    await spool.trim(consumed);
    const movedUpTo = Number((await valkey.redis.hget(keys.moved, await spool.identify())) ?? 0);
    spool.moved(movedUpTo);
    return movedUpTo;
  }

  /** @returns up to which group everything is moved now */
  async #moveSome(consumed: Positions, movedUpTo: number): Promise<number> {
    const { spool, onMoved } = this.#options;
    const positions = positionsAt(consumed, movedUpTo);
    const groups = await spool.read(positions, READ_BYTES);
    if (groups.length === 0) await this.#pause(spool.waitBeyond(positions, WAIT_MS));
    let moved = 0;
    for (const group of groups) {
      if (this.#isStopping || !(await this.#move(group, consumed))) break;
      moved += 1;
      movedUpTo = group.seq;
      spool.moved(movedUpTo);
    }
    if (moved > 0) onMoved(moved);
    else if (groups.length > 0) await this.#pause(new Promise((resolve) => setTimeout(resolve, WAIT_MS)));
    return movedUpTo;
  }

  /** @returns false when there is no room */
  async #move(group: SpoolGroup, consumed: Positions): Promise<boolean> {
    const { valkey, keys, spool, maxPendingBytes, clock } = this.#options;
    const spooled = { source: await spool.identify(), seq: group.seq };
    return append(valkey.redis, {
      keys,
      parts: partsOf(group, consumed),
      name: group.origin === null ? { series: spooled.source, number: spooled.seq } : readName(group.origin),
      spooled,
      newSource: randomUUID(),
      maxBytes: maxPendingBytes,
      now: clock(),
    });
  }

  async #pause(until: Promise<unknown>): Promise<void> {
    if (this.#isStopping) return;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await Promise.race([until, woken]);
    this.#wake = null;
  }
}

function positionsAt(consumed: Positions, movedUpTo: number): Positions {
  const positions = new Map<number, number>();
  for (let partition = 0; partition < PARTITION_COUNT; partition++) {
    positions.set(partition, Math.max(consumed.get(partition) ?? 0, movedUpTo));
  }
  return positions;
}

/** The name of a group commit as text, as it goes with a group into the spool. */
export function writeName({ series, number }: CommitName): string {
  return `${series}:${number}`;
}

function readName(text: string): CommitName {
  const end = text.lastIndexOf(':');
  return { series: text.slice(0, end), number: Number(text.slice(end + 1)) };
}
