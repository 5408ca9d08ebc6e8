import type { ExportKind, ExportRows } from '../exports.ts';
import { type EntryRecord, readEntry, SELECT_ENTRIES } from './audit-rows.ts';
import { CLICK_FIELDS, readClick } from './click-rows.ts';
import { EVENT_FIELDS, readEvent } from './error-rows.ts';
import { PAGEVIEW_FIELDS, readPageview } from './pageview-rows.ts';
import type { Row } from './question.ts';

/** Where the facts of one kind lie. */
export interface ExportSource<T> {
  /** `SELECT … FROM …`, without a condition. */
  select: string;
  project: string;
  day: string;
  number: string;
  read(row: Row): T;
}

const PAGEVIEWS: ExportSource<ExportRows['pageviews']> = {
  // A fact whose visitor is gone is still a fact.
  select: `SELECT ${PAGEVIEW_FIELDS}, COALESCE(hex(v.hash), '') AS visitor_hash FROM pageviews p
    LEFT JOIN visitors v ON v.project_id = p.project_id AND v.number = p.visitor`,
  project: 'p.project_id',
  day: 'p.day',
  number: 'p.number',
  read: (row) => ({ ...readPageview(row), visitorHash: (row.visitor_hash as string).toLowerCase() }),
};

const ERRORS: ExportSource<ExportRows['errors']> = {
  select: `SELECT ${EVENT_FIELDS}, g.error_type AS error_type, g.file AS file, g.line AS line FROM error_events e
    JOIN error_groups g ON g.project_id = e.project_id AND g.number = e.group_number`,
  project: 'e.project_id',
  day: 'e.day',
  number: 'e.number',
  read: (row) => ({
    ...readEvent(row),
    errorType: row.error_type as string,
    file: row.file as string,
    line: row.line as number | null,
  }),
};

const CLICKS: ExportSource<ExportRows['clicks']> = {
  select: `SELECT ${CLICK_FIELDS}, l.code AS code FROM clicks c JOIN links l ON l.id = c.link_id`,
  project: 'c.project_id',
  day: 'c.day',
  number: 'c.number',
  read: (row) => ({ ...readClick(row), code: row.code as string }),
};

const AUDITS: ExportSource<ExportRows['audits']> = {
  select: SELECT_ENTRIES,
  project: 'project_id',
  day: 'day',
  number: 'sequence',
  read: (row) => readEntry(row as EntryRecord),
};

export const EXPORT_SOURCES: { [K in ExportKind]: ExportSource<ExportRows[K]> } = {
  pageviews: PAGEVIEWS,
  errors: ERRORS,
  clicks: CLICKS,
  audits: AUDITS,
};
