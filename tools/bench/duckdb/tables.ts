import { channelOf, type LocalDay, type Pageview, pageOf, type Session } from '@micrologs/domain';

interface Column<Row> {
  type: 'INTEGER' | 'TIMESTAMP_MS' | 'UTINYINT' | 'VARCHAR';
  of(row: Row): number | string | null;
}

/** A view, the first day of its visitor and the first view of its session, so that no question needs to join. */
export type DuckDbPageview = Pageview & { firstDay: LocalDay; entry: Pageview };

/** A session and its first view, so that no filter needs to join. */
export interface DuckDbSession {
  session: Session;
  entry: Pageview;
}

const integer = <Row>(of: Column<Row>['of']): Column<Row> => ({ type: 'INTEGER', of });
const text = <Row>(of: Column<Row>['of']): Column<Row> => ({ type: 'VARCHAR', of });
const timestamp = <Row>(of: Column<Row>['of']): Column<Row> => ({ type: 'TIMESTAMP_MS', of });

const channel = text(({ entry }: { entry: Pageview }) =>
  channelOf({
    referrer: entry.referrer,
    referrerCategory: entry.referrerCategory,
    utmSource: entry.utm.source,
    utmMedium: entry.utm.medium,
    utmCampaign: entry.utm.campaign,
  }),
);

/** Columns as somebody would choose them who wants these questions answered fast: paths, days and channels are ready made. */
export const PAGEVIEWS: Record<string, Column<DuckDbPageview>> = {
  number: integer((view) => view.number),
  visitor: integer((view) => view.visitor),
  session: integer((view) => view.session),
  occurred_at: timestamp((view) => view.occurredAt),
  day: integer((view) => view.day),
  first_day: integer((view) => view.firstDay),
  url: text((view) => view.url),
  path: text((view) => pageOf(view.url).path),
  hostname: text((view) => pageOf(view.url).hostname),
  title: text((view) => view.title),
  referrer: text((view) => view.referrer),
  referrer_category: text((view) => view.referrerCategory),
  utm_source: text((view) => view.utm.source),
  utm_medium: text((view) => view.utm.medium),
  utm_campaign: text((view) => view.utm.campaign),
  utm_content: text((view) => view.utm.content),
  utm_term: text((view) => view.utm.term),
  device_type: text((view) => view.device.deviceType),
  os: text((view) => view.device.os),
  browser: text((view) => view.device.browser),
  browser_version: text((view) => view.device.browserVersion),
  country: text((view) => view.place?.country ?? ''),
  country_code: text((view) => view.place?.countryCode ?? ''),
  region: text((view) => view.place?.region ?? ''),
  city: text((view) => view.place?.city ?? ''),
  screen: text((view) => view.screen),
  browser_zone: text((view) => view.browserZone),
  engaged_ms: integer((view) => view.engagedMs),
  channel,
  scroll_pct: { type: 'UTINYINT', of: (view) => view.scrollPct },
};

export const SESSIONS: Record<string, Column<DuckDbSession>> = {
  number: integer(({ session }) => session.number),
  visitor: integer(({ session }) => session.visitor),
  started_at: timestamp(({ session }) => session.startedAt),
  start_day: integer(({ session }) => session.startDay),
  duration_ms: integer(({ session }) => session.lastActivity - session.startedAt),
  views: integer(({ session }) => session.views),
  engaged_ms: integer(({ session }) => session.engagedMs),
  entry_page: text(({ session }) => pageOf(session.entryUrl).path),
  exit_page: text(({ session }) => pageOf(session.exitUrl).path),
  entry_referrer: text(({ entry }) => entry.referrer),
  entry_utm_source: text(({ entry }) => entry.utm.source),
  entry_utm_medium: text(({ entry }) => entry.utm.medium),
  entry_utm_campaign: text(({ entry }) => entry.utm.campaign),
  channel,
  device_type: text(({ entry }) => entry.device.deviceType),
  country_code: text(({ entry }) => entry.place?.countryCode ?? ''),
};

export function createTable(name: string, columns: Record<string, Column<never>>): string {
  const list = Object.entries(columns).map(([column, { type }]) => `${column} ${type}`);
  return `CREATE TABLE IF NOT EXISTS ${name} (${list.join(', ')})`;
}

export function columnsOf<Row>(columns: Record<string, Column<Row>>, rows: readonly Row[]) {
  return Object.values(columns).map(({ type, of }) => ({ type, values: rows.map(of) }));
}
