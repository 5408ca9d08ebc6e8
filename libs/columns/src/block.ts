import type { EpochMs, LocalDay } from '@micrologs/domain';
import type { NumberColumnName, TextColumnName } from './catalogue.ts';

/** Whole numbers from 0, as wide as the largest needs; doubles where 32 bits do not hold it. */
export type NumberValues = Uint8Array | Uint16Array | Uint32Array | Float64Array;

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Texts of one column, one code per row. */
export interface TextColumn {
  /** Ids of the dictionary by code: distinct, ascending, none that no row has. */
  readonly ids: Uint32Array;
  readonly codes: Codes;
}

/** What is known of a block without any of its columns. */
export interface BlockHead {
  /** Of the project's zone. */
  day: LocalDay;
  /** A heavy day is cut into several blocks; all that one visitor did on the day is in one of them. */
  part: number;
  /** What `time` and `startedAt` count from. */
  base: EpochMs;
  /** Times of the earliest and the latest view; both `base` where there is none. */
  firstAt: EpochMs;
  lastAt: EpochMs;
  fragments: number;
  views: number;
  sessions: number;
  /** Fragments of sessions that started on an earlier day. */
  lagging: number;
}

/**
 * Facts of one day as columns: its views, ordered by visitor, session, time and number; and the sessions that started on
 * it, ordered by visitor and number.
 */
export interface Block extends BlockHead {
  /** @throws Error for a column that was not asked for */
  numbers(name: NumberColumnName): NumberValues;
  /** @throws Error for a column that was not asked for */
  texts(name: TextColumnName): TextColumn;
  /** The numbers of some rows; where it is there, it is faster for few rows than to look at all. */
  pickNumbers?(name: NumberColumnName, rows: Uint32Array): NumberValues;
  /** A column with the codes of some rows, and all its ids. */
  pickTexts?(name: TextColumnName, rows: Uint32Array): TextColumn;
}
