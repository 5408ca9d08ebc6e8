import type { Pageview } from '@micrologs/domain';
import { textHash } from './codec.ts';
import type { SqlValue } from './connection.ts';
import { ABSENT_PLACE, readDevice, readPlace } from './device-and-place.ts';
import type { Row } from './question.ts';

export const PAGEVIEW_COLUMNS = [
  'project_id',
  'day',
  'number',
  'visitor',
  'session',
  'occurred_at',
  'url_hash',
  'url',
  'title',
  'referrer',
  'referrer_category',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'device_type',
  'os',
  'browser',
  'browser_version',
  'country',
  'country_code',
  'region',
  'city',
  'screen',
  'browser_zone',
  'engaged_ms',
  'scroll_pct',
] as const;

/** The values of a pageview in the order of `PAGEVIEW_COLUMNS`. */
export function pageviewValues(view: Pageview): SqlValue[] {
  const { utm, device } = view;
  const place = view.place ?? ABSENT_PLACE;
  return [
    view.project,
    view.day,
    view.number,
    view.visitor,
    view.session,
    view.occurredAt,
    textHash(view.url),
    view.url,
    view.title,
    view.referrer,
    view.referrerCategory,
    utm.source,
    utm.medium,
    utm.campaign,
    utm.content,
    utm.term,
    device.deviceType,
    device.os,
    device.browser,
    device.browserVersion,
    place.country,
    place.countryCode,
    place.region,
    place.city,
    view.screen,
    view.browserZone,
    view.engagedMs,
    view.scrollPct,
  ];
}

/** The columns of a pageview in a SELECT from `pageviews p`, as `readPageview` reads them. */
export const PAGEVIEW_FIELDS = PAGEVIEW_COLUMNS.map((column) => `p.${column} AS ${column}`).join(', ');

export function readPageview(row: Row): Pageview {
  const text = (column: (typeof PAGEVIEW_COLUMNS)[number]) => row[column] as string;
  const number = (column: (typeof PAGEVIEW_COLUMNS)[number]) => row[column] as number;
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
  };
}
