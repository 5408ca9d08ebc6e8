import type { Click, Device, Pageview, Place } from '@micrologs/domain';
import type { ExportKind, ExportRows } from '../exports.ts';
import { type EntryRecord, readEntry, SELECT_ENTRIES } from './audit-rows.ts';
import { EVENT_FIELDS, readEvent } from './error-rows.ts';
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
  select: `SELECT p.*, COALESCE(hex(v.hash), '') AS visitor_hash FROM pageviews p
    LEFT JOIN visitors v ON v.project_id = p.project_id AND v.number = p.visitor`,
  project: 'p.project_id',
  day: 'p.day',
  number: 'p.number',
  read: (row) => {
    const text = textOf(row);
    const number = numberOf(row);
    return {
      project: number('project_id'),
      number: number('number'),
      visitor: number('visitor'),
      session: number('session'),
      occurredAt: number('occurred_at'),
      day: number('day'),
      url: text('url'),
      title: text('title'),
      referrer: text('referrer'),
      referrerCategory: text('referrer_category') as Pageview['referrerCategory'],
      utm: {
        source: text('utm_source'),
        medium: text('utm_medium'),
        campaign: text('utm_campaign'),
        content: text('utm_content'),
        term: text('utm_term'),
      },
      device: readDevice(row),
      place: readPlace(row),
      screen: text('screen'),
      browserZone: text('browser_zone'),
      engagedMs: number('engaged_ms'),
      scrollPct: row.scroll_pct as number | null,
      visitorHash: text('visitor_hash').toLowerCase(),
    };
  },
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
  select: `SELECT c.project_id AS project_id, c.number AS number, c.link_id AS link_id, c.occurred_at AS occurred_at,
    c.day AS day, c.uncounted AS uncounted, c.referrer AS referrer, c.referrer_category AS referrer_category,
    c.device_type AS device_type, c.os AS os, c.browser AS browser, c.browser_version AS browser_version,
    c.country AS country, c.country_code AS country_code, c.region AS region, c.city AS city,
    hex(c.ip_hash) AS ip_hash, l.code AS code FROM clicks c JOIN links l ON l.id = c.link_id`,
  project: 'c.project_id',
  day: 'c.day',
  number: 'c.number',
  read: (row) => {
    const text = textOf(row);
    const number = numberOf(row);
    return {
      project: number('project_id'),
      number: number('number'),
      link: number('link_id'),
      occurredAt: number('occurred_at'),
      day: number('day'),
      uncounted: (row.uncounted || null) as Click['uncounted'],
      referrer: text('referrer'),
      referrerCategory: text('referrer_category') as Click['referrerCategory'],
      device: readDevice(row),
      place: readPlace(row),
      ipHash: text('ip_hash').toLowerCase(),
      code: text('code'),
    };
  },
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

const textOf = (row: Row) => (column: string) => row[column] as string;
const numberOf = (row: Row) => (column: string) => row[column] as number;

function readDevice(row: Row): Device {
  const text = textOf(row);
  return {
    deviceType: text('device_type') as Device['deviceType'],
    os: text('os'),
    browser: text('browser'),
    browserVersion: text('browser_version'),
  };
}

/** A place of which nothing is known is none. */
function readPlace(row: Row): Place | null {
  const { country, country_code: countryCode, region, city } = row as Record<string, string>;
  return country || countryCode || region || city ? ({ country, countryCode, region, city } as Place) : null;
}
