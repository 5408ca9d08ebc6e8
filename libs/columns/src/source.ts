import type { DayRange, LocalDay } from '@micrologs/domain';
import type { Block } from './block.ts';
import type { ColumnName } from './catalogue.ts';
import type { GroupingName } from './month-groups.ts';
import type { MonthDetails, MonthRanking } from './month-groups-codec.ts';
import type { SessionSums } from './question.ts';

/** Where the columns of one project come from: one snapshot, whatever is stored meanwhile. */
export interface ColumnSource {
  /**
   * Every block of these days with these columns, in order of day and part; days without facts have none. May be asked
   * more than once. A block is of use until the next one is taken.
   */
  blocks(days: DayRange, columns: readonly ColumnName[]): AsyncIterable<Block>;
  /** Bytes that the views which filters select may take while the source is in use; 16 MiB when absent. */
  readonly room?: number;
  /** Columns that will be asked for of some of these days, as far as that is known. */
  expected?(days: DayRange): readonly ColumnName[];
  /** The first day whose sessions can still be looked up, where earlier ones have been let go of. */
  readonly firstReadable?: LocalDay;
  /** The texts of these ids, in their order. */
  textsOf(ids: readonly number[]): Promise<string[]>;
  /** The ids of these texts, in their order; null for one that occurs nowhere. */
  idsOf(texts: readonly string[]): Promise<(number | null)[]>;

  /**
   * What is kept of whole months among these days, ascending; only of months that hold the same facts now as then. Absent
   * where nothing is kept.
   */
  months?(days: DayRange, grouping: GroupingName): Promise<readonly StoredMonth[]>;
  /**
   * What is kept of single days among these, ascending, and only of days that hold the same facts now as then; of a day
   * without facts there may be none. Absent where nothing is kept.
   * @returns the sums, and the days that have facts but no sums
   */
  daySums?(days: DayRange): Promise<{ sums: readonly DaySums[]; without: readonly LocalDay[] }>;
}

/** The groups of one month, each part read when it is asked for. */
export interface StoredMonth {
  days: DayRange;
  ranking(): Promise<MonthRanking>;
  details(): Promise<MonthDetails<'pageviews' | 'sessions'>>;
}

/** The facts of one day in sum; made by `daySumsOf`. */
export interface DaySums {
  day: LocalDay;
  pageviews: number;
  /** Distinct visitors of the views. */
  visitors: number;
  /** Those of them whose first day this is. */
  newVisitors: number;
  /** Of the views, in ms. */
  engagedMs: number;
  /** Distinct sessions with a view on the day … */
  viewedSessions: number;
  /** … those of them that started on it … */
  ownSessions: number;
  /** … and the most days since the start of another; 0 when there is no other. */
  maxLag: number;
  /** Sessions that started on the day; `visitors` are those who started them. */
  started: SessionSums;
}
