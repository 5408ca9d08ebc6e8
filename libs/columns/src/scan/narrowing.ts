import type { DayRange } from '@micrologs/domain';
import type { Block } from '../block.ts';
import type { ColumnName } from '../catalogue.ts';
import { type ChosenRows, narrowedBlock } from '../narrowed-block.ts';
import type { FactFilter } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows } from './block-rows.ts';
import type { Place } from './pages.ts';
import { Scratch } from './scratch.ts';
import type { Window } from './window.ts';

/** For all that is chosen of one source. */
const ROOM_BYTES = 16 * 1024 * 1024;

/** Rows to be kept at hand. */
export interface Narrowed {
  /** The same for what chooses the same. */
  key: string;
  days: DayRange;
  columns: readonly ColumnName[];
  /** Called before the first block is read. */
  chooser(): Promise<Choose>;
}

/** Null where no row is chosen. */
export type Choose = (rows: BlockRows) => Promise<Partial<ChosenRows> | null>;

/** What was narrowed down of one source. */
interface Narrowings {
  byKey: Map<string, Narrowing>;
  bytes: number;
}

const narrowings = new WeakMap<ColumnSource, Narrowings>();

/**
 * The rows that a filter leaves, as blocks of their own: mostly so few that whoever else goes through them, be it the next
 * question of a report or the second look of the same one, need not read the days again. Blocks are found when they are first
 * asked for, as long as there is room.
 */
export class Narrowing {
  private readonly scratch = new Scratch();
  private readonly found: Block[] = [];
  private readonly blocks: AsyncIterator<Block>;
  private choose: Choose | null = null;
  /** While the next block is being found; stays when that fails. */
  private finding: Promise<void> | null = null;
  /** The last block that was looked at, once there was no more room. */
  private fullAt: Place | null = null;
  private ended = false;

  /** Shared by all questions that choose the same, as long as it has the columns. */
  static of(source: ColumnSource, narrowed: Narrowed): Narrowing {
    const all: Narrowings = narrowings.get(source) ?? { byKey: new Map(), bytes: 0 };
    narrowings.set(source, all);
    const known = all.byKey.get(narrowed.key);
    if (known?.covers(narrowed.columns)) return known;
    const narrowing = new Narrowing(source, narrowed, all);
    all.byKey.set(narrowed.key, narrowing);
    return narrowing;
  }

  private constructor(
    private readonly source: ColumnSource,
    private readonly narrowed: Narrowed,
    private readonly all: Narrowings,
  ) {
    this.blocks = source.blocks(narrowed.days, narrowed.columns)[Symbol.asyncIterator]();
  }

  private covers(columns: readonly ColumnName[]): boolean {
    return columns.every((name) => this.narrowed.columns.includes(name));
  }

  /** The blocks of these days, with chosen rows alone where there was room for them. */
  async *selected(days: DayRange, columns: readonly ColumnName[]): AsyncGenerator<{ block: Block; isChosen: boolean }> {
    for (let place = 0; ; place++) {
      while (place >= this.found.length && !this.ended) {
        // Whoever else goes through them may be finding the next one already.
        this.finding ??= this.findNext().then(() => {
          this.finding = null;
        });
        await this.finding;
      }
      const block = this.found[place];
      if (!block) break;
      if (block.day >= days.from && block.day <= days.to) yield { block, isChosen: true };
    }
    const { fullAt } = this;
    if (!fullAt) return;
    const rest = { from: Math.max(days.from, fullAt.day), to: days.to };
    for await (const block of this.source.blocks(rest, columns)) {
      if (isBehind(block, fullAt)) yield { block, isChosen: false };
    }
  }

  private async findNext(): Promise<void> {
    this.choose ??= await this.narrowed.chooser();
    const next = await this.blocks.next();
    if (next.done) {
      this.ended = true;
      return;
    }
    const chosen = await this.choose(new BlockRows(next.value, this.scratch));
    if (chosen) {
      const { block, bytes } = narrowedBlock(next.value, chosen, this.narrowed.columns);
      this.found.push(block);
      this.all.bytes += bytes;
    }
    if (this.all.bytes < (this.source.room ?? ROOM_BYTES)) return;
    const { day, part } = next.value;
    this.fullAt = { day, part };
    this.ended = true;
    await this.blocks.return?.();
  }
}

/** Names what a filter leaves. */
export function keyOf(what: 'views' | 'sessions', filter: FactFilter, days: DayRange, { from, to }: Window): string {
  // JSON makes no difference between the bounds of no time and those of all time.
  return JSON.stringify([what, filter, days, `${from}`, `${to}`]);
}

export function isBehind(block: Place, place: Place): boolean {
  return block.day > place.day || (block.day === place.day && block.part > place.part);
}
