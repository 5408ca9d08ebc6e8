import type { DayRange } from '@micrologs/domain';
import type { Block } from '../block.ts';
import { COLUMNS, type ColumnName } from '../catalogue.ts';
import { narrowedBlock } from '../narrowed-block.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows } from './block-rows.ts';
import { conditionOf } from './conditions.ts';
import { asksForVisitorType, filterColumns, isOfSession } from './dimensions.ts';
import type { Place } from './pages.ts';
import { Scratch, zeros } from './scratch.ts';
import { ViewFilter } from './view-filter.ts';
import type { ViewQuestion } from './view-plan.ts';
import { windowOf } from './window.ts';

/** For all that is selected of one source. */
const ROOM_BYTES = 16 * 1024 * 1024;

/** What was narrowed down of one source. */
interface Narrowings {
  byFilter: Map<string, Narrowing>;
  bytes: number;
}

const narrowings = new WeakMap<ColumnSource, Narrowings>();

/**
 * The views that a filter selects, as blocks of their own: a filter mostly leaves so few that whoever else goes through them,
 * be it the next question of a report or the second look of the same one, need not read the days again. Blocks are found when
 * they are first asked for, as long as there is room.
 */
export class Narrowing {
  private readonly scratch = new Scratch();
  private readonly found: Block[] = [];
  private readonly blocks: AsyncIterator<Block>;
  private filter: ViewFilter | null = null;
  /** While the next block is being found; stays when that fails. */
  private finding: Promise<void> | null = null;
  /** The last block that was looked at, once there was no more room. */
  private fullAt: Place | null = null;
  private ended = false;

  /**
   * Shared by all questions with the same filter.
   * @param columns what the question reads; those that the source expects others to read come along
   * @returns null where not the views alone decide
   */
  static of(source: ColumnSource, question: ViewQuestion, columns: readonly ColumnName[]): Narrowing | null {
    const { filter, days, times, buckets } = question;
    if (!filter || asksForVisitorType(filter) || filterColumns(filter).some(isOfSession)) return null;
    const all: Narrowings = narrowings.get(source) ?? { byFilter: new Map(), bytes: 0 };
    narrowings.set(source, all);
    const { from, to } = windowOf({ times, buckets });
    // JSON makes no difference between the bounds of no time and those of all time.
    const key = JSON.stringify([filter, days, `${from}`, `${to}`]);
    const known = all.byFilter.get(key);
    if (known?.covers(columns)) return known;
    const expected = (source.expected?.(days) ?? []).filter((name) => COLUMNS[name].level !== 'session');
    const names = [...new Set([...columns, ...expected])];
    const narrowing = new Narrowing(source, question, names, all);
    all.byFilter.set(key, narrowing);
    return narrowing;
  }

  private constructor(
    private readonly source: ColumnSource,
    private readonly question: ViewQuestion,
    private readonly names: readonly ColumnName[],
    private readonly all: Narrowings,
  ) {
    this.blocks = source.blocks(question.days, names)[Symbol.asyncIterator]();
  }

  private covers(columns: readonly ColumnName[]): boolean {
    return columns.every((name) => this.names.includes(name));
  }

  /** The selected views of these days, in order, up to where there was no more room. */
  async *selected(days: DayRange): AsyncGenerator<Block> {
    for (let place = 0; ; place++) {
      while (place >= this.found.length && !this.ended) {
        // Whoever else goes through them may be finding the next one already.
        this.finding ??= this.findNext().then(() => {
          this.finding = null;
        });
        await this.finding;
      }
      const block = this.found[place];
      if (!block) return;
      if (block.day >= days.from && block.day <= days.to) yield block;
    }
  }

  /** The last block that `selected` knows of, once it has told all; null when these are all that there are. */
  get until(): Place | null {
    return this.fullAt;
  }

  private async findNext(): Promise<void> {
    this.filter ??= new ViewFilter(await conditionOf(this.source, this.question.filter, []), windowOf(this.question));
    const next = await this.blocks.next();
    if (next.done) {
      this.ended = true;
      return;
    }
    const rows = new BlockRows(next.value, this.scratch);
    const selection = await this.filter.select({
      rows,
      texts: (column) => rows.texts(column),
      firstViews: () => zeros(rows.block.fragments),
    });
    if (selection) {
      const { owners, ends } = selection;
      const { block, bytes } = narrowedBlock(next.value, { owners, ends, views: selection.rows() }, this.names);
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
