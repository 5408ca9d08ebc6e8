import type { Click } from '@micrologs/domain';
import { hexToBytes } from './codec.ts';
import type { SqlValue } from './connection.ts';
import { ABSENT_PLACE, readDevice, readPlace } from './device-and-place.ts';
import type { Row } from './question.ts';

export const CLICK_COLUMNS = [
  'project_id',
  'link_id',
  'day',
  'number',
  'uncounted',
  'ip_hash',
  'occurred_at',
  'referrer_category',
  'device_type',
  'country',
  'country_code',
  'region',
  'city',
  'os',
  'browser',
  'browser_version',
  'referrer',
] as const;

/** The values of a click in the order of `CLICK_COLUMNS`. */
export function clickValues(click: Click): SqlValue[] {
  const { device } = click;
  const place = click.place ?? ABSENT_PLACE;
  return [
    click.project,
    click.link,
    click.day,
    click.number,
    click.uncounted ?? '',
    hexToBytes(click.ipHash),
    click.occurredAt,
    click.referrerCategory,
    device.deviceType,
    place.country,
    place.countryCode,
    place.region,
    place.city,
    device.os,
    device.browser,
    device.browserVersion,
    click.referrer,
  ];
}

/** The columns of a click in a SELECT from `clicks c`, as `readClick` reads them. */
export const CLICK_FIELDS = CLICK_COLUMNS.map((column) =>
  column === 'ip_hash' ? 'hex(c.ip_hash) AS ip_hash' : `c.${column} AS ${column}`,
).join(', ');

export function readClick(row: Row): Click {
  const text = (column: (typeof CLICK_COLUMNS)[number]) => row[column] as string;
  const number = (column: (typeof CLICK_COLUMNS)[number]) => row[column] as number;
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
  };
}
