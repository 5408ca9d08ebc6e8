import type { Block, ColumnName } from '@micrologs/columns';
import type { DayRange, LocalDay } from '@micrologs/domain';

/** What will be asked of a source. */
interface Expected {
  days: DayRange;
  columns: readonly ColumnName[];
}

/** Blocks of days that are made of rows, kept from one question of a read to the next. */
export class LiveBlocks {
  readonly #expected: Expected[] = [];
  readonly #kept = new Map<LocalDay, { columns: ReadonlySet<ColumnName>; blocks: readonly Block[] }>();

  expect(days: DayRange, columns: readonly ColumnName[]): void {
    this.#expected.push({ days, columns });
  }

  /** The days that something is expected to be asked about, lowest and highest; null when there are none. */
  get days(): DayRange | null {
    const ranges = this.#expected.map(({ days }) => days).filter(({ from, to }) => from <= to);
    if (ranges.length === 0) return null;
    return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
  }

  /** What is expected to be asked about a day. */
  columnsOf(day: LocalDay): ColumnName[] {
    const asking = this.#expected.filter(({ days }) => day >= days.from && day <= days.to);
    return [...new Set(asking.flatMap(({ columns }) => columns))];
  }

  keep(day: LocalDay, columns: readonly ColumnName[], blocks: readonly Block[]): void {
    this.#kept.set(day, { columns: new Set(columns), blocks });
  }

  /** Null when they are not kept, or not with all of these columns. */
  get(day: LocalDay, columns: readonly ColumnName[]): readonly Block[] | null {
    const kept = this.#kept.get(day);
    return kept && columns.every((name) => kept.columns.has(name)) ? kept.blocks : null;
  }
}
