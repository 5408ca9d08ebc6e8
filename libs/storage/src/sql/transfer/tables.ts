import type { TransferTable } from '../../transfer.ts';
import { CLICK_COLUMNS } from '../click-rows.ts';
import { EVENT_COLUMNS, GROUP_COLUMNS } from '../error-rows.ts';
import { PAGEVIEW_COLUMNS } from '../pageview-rows.ts';
import { SESSION_COLUMNS } from '../session-rows.ts';
import { VISITOR_COLUMNS } from '../visitor-rows.ts';

export interface TableShape {
  /** Besides the project's. */
  columns: readonly string[];
  /** Those of them that hold bytes. */
  bytes: readonly string[];
  /** What tells the rows of a project apart, in the order of an index; empty where there is one row at most. */
  key: readonly string[];
  /** The rows of a page: few where they are large. */
  pageRows: number;
}

const SMALL = 1000;
/** Of up to 64 KB of text. */
const LARGE = 100;
/** Blobs of up to some MB. */
const HUGE = 4;

const ofProject = (columns: readonly string[]) => columns.filter((column) => column !== 'project_id');

export const TABLE_SHAPES: Record<TransferTable, TableShape> = {
  projects: {
    columns: [
      'name',
      'public_key',
      'secret_hash',
      'allowed_domains',
      'is_active',
      'time_zone',
      'settings',
      'created_at',
      'updated_at',
    ],
    bytes: [],
    key: [],
    pageRows: SMALL,
  },
  counters: { columns: ['visitor', 'session', 'pageview'], bytes: [], key: [], pageRows: SMALL },
  sequences: { columns: ['name', 'value'], bytes: [], key: ['name'], pageRows: SMALL },
  visitors: {
    columns: ofProject(VISITOR_COLUMNS),
    bytes: ['hash', 'fingerprint_hash'],
    key: ['number'],
    pageRows: SMALL,
  },
  visitor_aliases: { columns: ['hash', 'number'], bytes: ['hash'], key: ['hash'], pageRows: SMALL },
  erased_visitors: { columns: ['number'], bytes: [], key: ['number'], pageRows: SMALL },
  sessions: { columns: ofProject(SESSION_COLUMNS), bytes: ['token_hash'], key: ['number'], pageRows: SMALL },
  pageviews: { columns: ofProject(PAGEVIEW_COLUMNS), bytes: [], key: ['day', 'number'], pageRows: SMALL },
  event_ids: {
    columns: ['kind', 'id', 'pageview', 'received_at'],
    bytes: ['id'],
    key: ['kind', 'id'],
    pageRows: SMALL,
  },
  waiting_engagements: {
    columns: ['pageview_id', 'engaged_ms', 'scroll_pct', 'occurred_at', 'received_at'],
    bytes: ['pageview_id'],
    key: ['pageview_id'],
    pageRows: SMALL,
  },
  strings: { columns: ['id', 'hash', 'text'], bytes: ['hash'], key: ['id'], pageRows: SMALL },
  sealed_days: {
    columns: ['day', 'version', 'retired', 'month_stored', 'views', 'heads', 'sums'],
    bytes: [],
    key: ['day'],
    pageRows: LARGE,
  },
  day_segments: {
    columns: ['day', 'part', 'column_id', 'data'],
    bytes: ['data'],
    key: ['day', 'part', 'column_id'],
    pageRows: HUGE,
  },
  month_segments: {
    columns: ['column_id', 'month', 'data'],
    bytes: ['data'],
    key: ['column_id', 'month'],
    pageRows: HUGE,
  },
  month_aggregates: {
    columns: ['grouping_id', 'part', 'month', 'data'],
    bytes: ['data'],
    key: ['grouping_id', 'part', 'month'],
    pageRows: HUGE,
  },
  day_state: { columns: ['day', 'version'], bytes: [], key: ['day'], pageRows: SMALL },
  error_groups: { columns: ofProject(GROUP_COLUMNS), bytes: [], key: ['number'], pageRows: LARGE },
  error_fingerprints: {
    columns: ['fingerprint', 'version', 'group_number'],
    bytes: ['fingerprint'],
    key: ['fingerprint'],
    pageRows: SMALL,
  },
  error_group_environments: {
    columns: ['group_number', 'environment', 'occurrences', 'first_seen', 'last_seen'],
    bytes: [],
    key: ['group_number', 'environment'],
    pageRows: SMALL,
  },
  error_events: {
    columns: ofProject(EVENT_COLUMNS),
    bytes: ['visitor_hash', 'session_hash'],
    key: ['day', 'number'],
    pageRows: LARGE,
  },
  error_transitions: {
    columns: ['id', 'group_number', 'changed_at', 'actor', 'from_status', 'to_status', 'reason', 'note', 'number'],
    bytes: [],
    key: ['id'],
    pageRows: SMALL,
  },
  links: {
    columns: [
      'id',
      'code',
      'destination_url',
      'label',
      'is_active',
      'redirect_status',
      'forward_query',
      'expires_at',
      'max_clicks',
      'reserved_clicks',
      'total_clicks',
      'password_hash',
      'tags',
      'created_at',
      'updated_at',
    ],
    bytes: [],
    key: ['id'],
    pageRows: SMALL,
  },
  clicks: {
    columns: ['code', ...ofProject(CLICK_COLUMNS)],
    bytes: ['ip_hash'],
    key: ['link_id', 'day', 'number'],
    pageRows: SMALL,
  },
  audit_entries: {
    columns: [
      'sequence',
      'day',
      'occurred_at',
      'received_at',
      'event_id',
      'action',
      'actor',
      'source',
      'key_type',
      'ip_hash',
      'previous_hash',
      'hash',
      'context',
    ],
    bytes: ['ip_hash', 'previous_hash', 'hash'],
    key: ['sequence'],
    pageRows: SMALL,
  },
  audit_heads: { columns: ['sequence', 'hash'], bytes: ['hash'], key: [], pageRows: SMALL },
  audit_anchors: { columns: ['sequence', 'hash'], bytes: ['hash'], key: [], pageRows: SMALL },
  frozen_days: { columns: ['before_day'], bytes: [], key: [], pageRows: SMALL },
  retention_removed: { columns: ['what', 'removed'], bytes: [], key: ['what'], pageRows: SMALL },
  dead_letters: {
    columns: ['id', 'kind', 'received_at', 'reason', 'event'],
    bytes: [],
    key: ['id'],
    pageRows: LARGE,
  },
  ledger: { columns: ['outcome', 'count'], bytes: [], key: ['outcome'], pageRows: SMALL },
};

/** Tables whose rows the engine numbers, over all projects: the numbers mean nothing elsewhere. */
export const NUMBERED_BY_ENGINE: ReadonlySet<TransferTable> = new Set(['error_transitions', 'dead_letters']);

/** The column that names the project. */
export function ownerColumn(table: TransferTable): string {
  return table === 'projects' ? 'id' : 'project_id';
}
