import type { BlockHead, DaySums, EncodedGroups, GroupingName } from '@micrologs/columns';
import type { EpochMs, LocalDay, ProjectId } from '@micrologs/domain';

/** A day of a project that is not sealed as it is now. */
export interface DueDay {
  project: ProjectId;
  day: LocalDay;
  /** Changes with every change of the day's facts. */
  version: number;
  /** True when it was sealed, and has changed since. */
  wasSealed: boolean;
}

/** A grouping of a month that is not kept yet. */
export interface DueGroups {
  project: ProjectId;
  /** As of `monthOf`. */
  month: number;
  grouping: GroupingName;
}

/** One column of one block of a day. */
export interface EncodedSegment {
  part: number;
  /** See `COLUMNS`. */
  columnId: number;
  data: Uint8Array;
}

/** A day as columns. */
export interface EncodedDay {
  day: LocalDay;
  /** Version of the day that they were made of. */
  version: number;
  /** Without facts: none. */
  heads: BlockHead[];
  segments: EncodedSegment[];
  /** Null without facts. */
  sums: DaySums | null;
}

/** Days of one project, made into columns in one snapshot. */
export interface EncodedDays {
  project: ProjectId;
  days: EncodedDay[];
  /** Texts that the dictionary lacks; their ids, from `lastText` + 1, stand in the columns. */
  texts: string[];
  /** The highest id of the dictionary as it was. */
  lastText: number;
}

/** What is kept of a month in one grouping, so that a question over whole months need not go through its days. */
export interface EncodedMonth extends DueGroups {
  groups: EncodedGroups;
  /** Tells which blocks they were made of. */
  versions: string;
}

/**
 * Turns ended days into columns, step by step. Whatever is killed between steps, and however many do them at once, answers
 * stay exact: a step does nothing unless what it rests on is still so.
 */
export interface ColumnStore {
  /**
   * Days that had ended at this instant, in their project's zone, and are not sealed as they are; by project and day.
   * @param owner leaves out the projects of partitions whose lease somebody else holds; null: takes all
   */
  due(endedBefore: EpochMs, owner: string | null): Promise<DueDay[]>;
  /**
   * Makes these days into columns, or the first ones of them where all together are much. A reader's work.
   * @param days ascending
   */
  encode(project: ProjectId, days: readonly LocalDay[]): Promise<EncodedDays>;
  /**
   * Stores what was encoded: texts in several transactions, then all the days in one.
   * @returns the days that are stored; not those that have changed since, and none when the project is gone or somebody
   *   else has added texts
   */
  store(encoded: EncodedDays): Promise<LocalDay[]>;
  /**
   * Months that had ended at this instant and whose days are all sealed, but do not lie side by side yet; not those of so
   * much traffic that each day is large enough by itself.
   * @param owner as of `due`
   */
  dueMonths(endedBefore: EpochMs, owner: string | null): Promise<{ project: ProjectId; month: number }[]>;
  /**
   * Puts the columns of a month's days side by side, so that they are read at once: column by column, each in a transaction
   * of its own.
   * @param month as of `monthOf`
   * @returns false when days of it were sealed meanwhile, or the project is gone: it is as it was
   */
  joinMonth(project: ProjectId, month: number): Promise<boolean>;
  /**
   * Groupings that are not kept yet of months that had ended at this instant and whose days are all sealed as they are; not
   * of those of so much traffic that all groups of the month would not fit in memory.
   * @param owner as of `due`
   */
  dueGroups(endedBefore: EpochMs, owner: string | null): Promise<DueGroups[]>;
  /** A reader's work. @returns null when a day of the month is not sealed as it is */
  encodeGroups(due: DueGroups): Promise<EncodedMonth | null>;
  /** @returns false when days of the month were sealed meanwhile, or the project is gone */
  storeGroups(encoded: EncodedMonth): Promise<boolean>;
  /** Projects with rows of days that had ended at this instant. @param owner as of `due` */
  retirable(endedBefore: EpochMs, owner: string | null): Promise<ProjectId[]>;
  /**
   * Removes some of the rows of sealed days that had ended at this instant.
   * @returns false when no more can be removed
   */
  retire(project: ProjectId, endedBefore: EpochMs): Promise<boolean>;
}
