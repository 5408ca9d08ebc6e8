import type { ColumnName } from '@micrologs/columns';
import type { DayRange } from '@micrologs/domain';

/** What will be asked of a source, so that rows are read once for all questions. */
export class ExpectedColumns {
  readonly #expected: { days: DayRange; columns: readonly ColumnName[] }[] = [];

  expect(days: DayRange, columns: readonly ColumnName[]): void {
    this.#expected.push({ days, columns });
  }

  /** The days that something is expected to be asked about, lowest and highest; null when there are none. */
  get days(): DayRange | null {
    const ranges = this.#expected.map(({ days }) => days).filter(({ from, to }) => from <= to);
    if (ranges.length === 0) return null;
    return { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
  }

  /** What is expected to be asked about some of these days. */
  columnsOf({ from, to }: DayRange): ColumnName[] {
    const asking = this.#expected.filter(({ days }) => from <= days.to && to >= days.from);
    return [...new Set(asking.flatMap(({ columns }) => columns))];
  }
}
