import type { ProjectId } from '@micrologs/domain';

/**
 * The tables that a project consists of, in the order in which they move. Those left out say nothing of a project: daily salts, which
 * leave no installation, and what a running installation knows of itself.
 */
export const TRANSFER_TABLES = [
  'projects',
  'counters',
  'sequences',
  'visitors',
  'visitor_aliases',
  'erased_visitors',
  'sessions',
  'pageviews',
  'event_ids',
  'waiting_engagements',
  'strings',
  'sealed_days',
  'frozen_days',
  'day_segments',
  'month_segments',
  'month_aggregates',
  'day_state',
  'error_groups',
  'error_fingerprints',
  'error_group_environments',
  'error_events',
  'error_transitions',
  'links',
  'clicks',
  'audit_entries',
  'audit_heads',
  'audit_anchors',
  'retention_removed',
  'dead_letters',
  'ledger',
] as const;

export type TransferTable = (typeof TRANSFER_TABLES)[number];

/** A row as it is stored, by the names of its columns and without the project's; bytes are hex. */
export type TransferRow = Record<string, string | number | null>;

/** Rows of one table, in the order in which they move. */
export interface TransferPage {
  table: TransferTable;
  rows: TransferRow[];
}

/** Reads projects whole. */
export interface TransferStore {
  /**
   * Everything of one moment, page by page: a page is read when the one before was taken.
   * @param project its pages, in the order of `TRANSFER_TABLES`
   * @param codes SHA-256 (hex) of every link code ever issued, whichever project's
   */
  read(take: {
    projects: readonly ProjectId[];
    codes: (hashes: string[]) => Promise<void>;
    page: (project: ProjectId, page: TransferPage) => Promise<void>;
  }): Promise<void>;
}
