import type { PhpEngine, Row } from './php-engine.ts';

/**
 * What the reports must say of a project, by going through the rows that the PHP engine holds of it one by one. Days are those
 * of its clock.
 */
export function recount(engine: PhpEngine, project: number, from: string, to: string) {
  const rowsOf = (table: string) => (engine.rows.get(table) ?? []).filter((row) => row.project_id === project);
  const dayOf = (row: Row, column = 'created_at') => String(row[column]).slice(0, 10);
  const inRange = (row: Row) => dayOf(row) >= from && dayOf(row) <= to;
  const views = rowsOf('pageviews').filter(inRange);
  const clicks = rowsOf('link_clicks').filter(inRange);
  const people = (rows: readonly Row[]) => new Set(rows.map(({ visitor_id }) => visitor_id)).size;
  const both = (rows: readonly Row[]) => [rows.length, people(rows)];

  const viewsOf = new Map(grouped(rowsOf('pageviews'), (row) => String(row.session_id)));
  const sessions = rowsOf('sessions').flatMap((session) => {
    const own = (viewsOf.get(String(session.id)) ?? []).map(({ created_at }) => String(created_at)).sort();
    if (own.length === 0 || own[0]!.slice(0, 10) < from || own[0]!.slice(0, 10) > to) return [];
    const told = seconds(session.last_activity) - seconds(session.started_at);
    return [{ views: own.length, duration: Math.max(told, seconds(own.at(-1)!) - seconds(own[0]!)) }];
  });
  const bounced = sessions.filter((session) => session.views === 1).length;

  return {
    visitors: {
      unique_visitors: people(views),
      total_pageviews: views.length,
      total_sessions: sessions.length,
      bounce_rate: Math.round((bounced / sessions.length) * 1000) / 10,
      over_time: grouped(views, (row) => dayOf(row)).map(([date, rows]) => ({
        date,
        pageviews: rows.length,
        unique_visitors: people(rows),
      })),
    },
    averageDuration: Math.round(sessions.reduce((sum, { duration }) => sum + duration, 0) / sessions.length),
    pages: grouped(views, (row) => String(row.url)).map(([url, rows]) => [url, ...both(rows)]),
    devices: grouped(views, (row) => deviceType(row)).map(([type, rows]) => [type, ...both(rows)]),
    countries: grouped(
      views.filter((row) => row.location_id !== null),
      (row) => (Number(row.location_id) % 2 ? 'JP' : 'NO'),
    ).map(([code, rows]) => [code, ...both(rows)]),
    categories: grouped(views, (row) => String(row.referrer_category)).map(([name, rows]) => [name, ...both(rows)]),
    campaigns: grouped(
      views.filter((row) => row.utm_campaign !== ''),
      (row) => String(row.utm_campaign),
    ).map(([name, rows]) => [name, ...both(rows)]),
    links: rowsOf('tracked_links')
      .map((link) => {
        const own = clicks.filter(({ link_id }) => link_id === link.id);
        return [link.code, own.length, new Set(own.map(({ ip_hash }) => ip_hash)).size];
      })
      .sort(byText),
    errors: rowsOf('error_groups')
      .filter((group) => dayOf(group, 'last_seen') >= from && dayOf(group, 'last_seen') <= to)
      .map((group) => {
        const own = rowsOf('error_events').filter(({ group_id }) => group_id === group.id);
        return [group.id, group.message, group.status, own.length, group.first_seen, group.last_seen];
      })
      .sort(byText),
    occurrences: rowsOf('error_events').filter(inRange).length,
    audits: rowsOf('audit_logs')
      .filter(inRange)
      .map((row) => [row.action, row.actor, row.context, row.created_at])
      .sort(byText),
  };
}

function deviceType({ device_id }: Row): string {
  return Number(device_id) % 2 ? 'mobile' : 'desktop';
}

function seconds(wall: unknown): number {
  return Date.parse(`${String(wall).replace(' ', 'T')}Z`) / 1000;
}

/** In order of the groups' names. */
function grouped(rows: readonly Row[], nameOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
