import type { DayRange } from '@micrologs/domain';
import type { Block } from './block.ts';
import type { ColumnName } from './catalogue.ts';

/** Where the columns of one project come from: one snapshot, whatever is stored meanwhile. */
export interface ColumnSource {
  /**
   * Every block of these days with these columns, in order of day and part; days without facts have none. May be asked
   * more than once. A block is of use until the next one is taken.
   */
  blocks(days: DayRange, columns: readonly ColumnName[]): AsyncIterable<Block>;
  /** Every id that occurs is smaller than this. */
  idLimit(): Promise<number>;
  /** The texts of these ids, in their order. */
  textsOf(ids: readonly number[]): Promise<string[]>;
  /** The ids of these texts, in their order; null for one that occurs nowhere. */
  idsOf(texts: readonly string[]): Promise<(number | null)[]>;
}
