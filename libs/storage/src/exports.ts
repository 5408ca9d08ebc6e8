import type {
  AuditEntry,
  Click,
  DayRange,
  ErrorEvent,
  ErrorGroup,
  LocalDay,
  Pageview,
  ProjectId,
} from '@micrologs/domain';

/** A stored fact as it is given out whole. */
export interface ExportRows {
  /** With the hash (hex) under which its visitor is found. */
  pageviews: Pageview & { visitorHash: string };
  errors: ErrorEvent & Pick<ErrorGroup, 'errorType' | 'file' | 'line'>;
  clicks: Click & { code: string };
  audits: AuditEntry;
}

export type ExportKind = keyof ExportRows;

/** Facts are read day by day, within a day by number. */
export interface ExportPosition {
  day: LocalDay;
  number: number;
}

/** Which facts of a kind a page is to hold. */
export interface ExportPage {
  project: ProjectId;
  days: DayRange;
  /** Facts behind this one; null: from the first. */
  after: ExportPosition | null;
  limit: number;
}

/** Reads single facts in pages, so that any amount of them passes through a bounded memory. */
export interface ExportStore {
  /**
   * Facts of these days after a position, in order of day and number.
   * @param after null: from the beginning
   * @param limit rows at most
   */
  page<K extends ExportKind>(
    kind: K,
    project: ProjectId,
    days: DayRange,
    after: ExportPosition | null,
    limit: number,
  ): Promise<ExportRows[K][]>;
}
