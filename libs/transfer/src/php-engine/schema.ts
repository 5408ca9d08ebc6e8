import type { Part } from './rows.ts';

/** The database is not one of the PHP engine, or of a version that is not known. */
export class UnknownSchemaError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnknownSchemaError';
  }
}

/** The columns of each table that are read. */
const COLUMNS = {
  projects: ['id', 'name', 'secret_key', 'public_key', 'allowed_domains', 'is_active', 'created_at'],
  visitors: ['id', 'project_id', 'visitor_hash', 'fingerprint_hash'],
  sessions: ['id', 'project_id', 'visitor_id', 'session_token', 'started_at', 'last_activity'],
  pageviews: [
    'id',
    'project_id',
    'session_id',
    'visitor_id',
    'location_id',
    'device_id',
    'url',
    'page_title',
    'referrer_url',
    'referrer_category',
    'utm_source',
    'utm_medium',
    'utm_campaign',
    'utm_content',
    'utm_term',
    'screen_resolution',
    'timezone',
    'created_at',
  ],
  locations: ['id', 'country', 'country_code', 'region', 'city'],
  devices: ['id', 'device_type', 'os', 'browser', 'browser_version'],
  error_groups: [
    'id',
    'project_id',
    'error_type',
    'message',
    'file',
    'line',
    'severity',
    'environment',
    'status',
    'first_seen',
    'last_seen',
  ],
  error_events: [
    'id',
    'group_id',
    'project_id',
    'location_id',
    'device_id',
    'stack_trace',
    'url',
    'environment',
    'severity',
    'context',
    'created_at',
  ],
  audit_logs: ['id', 'project_id', 'action', 'actor', 'ip_hash', 'context', 'created_at'],
  tracked_links: ['id', 'project_id', 'code', 'destination_url', 'label', 'is_active', 'created_at'],
  link_clicks: [
    'id',
    'link_id',
    'project_id',
    'location_id',
    'device_id',
    'referrer_url',
    'referrer_category',
    'ip_hash',
    'created_at',
  ],
} as const;

export interface ColumnFound {
  table: string;
  column: string;
  /** As the database names it, such as `datetime`. */
  type: string;
}

/**
 * @param knowsOffset whether the offset is told at which the database shows a `TIMESTAMP`
 * @throws UnknownSchemaError when a column that is read is missing, or could only be read wrongly
 */
export function checkSchema(found: readonly ColumnFound[], knowsOffset: boolean): void {
  const types = new Map(found.map(({ table, column, type }) => [`${table}.${column}`, type.toLowerCase()]));
  const wanted = Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`));
  const missing = wanted.filter((column) => !types.has(column));
  if (missing.length > 0) {
    throw new UnknownSchemaError(
      `This is no database of the PHP engine 2.x: it lacks ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' and more' : ''}.`,
    );
  }
  const stamps = wanted.filter((column) => types.get(column) === 'timestamp');
  if (stamps.length > 0 && !knowsOffset) {
    throw new UnknownSchemaError(
      `Times are kept as TIMESTAMP (${stamps[0]}), which the database shows at an offset of its own: ` +
        'give the APP_TIMEZONE of the old configuration as --sql-offset, such as +05:30.',
    );
  }
}

const DEVICE = 'd.device_type, d.os, d.browser, d.browser_version';
const PLACE = 'l.country, l.country_code, l.region, l.city';
const DEVICE_AND_PLACE = 'LEFT JOIN devices d ON d.id = t.device_id LEFT JOIN locations l ON l.id = t.location_id';

/** What is read of each table `t`, without a condition. */
export const SELECTS: Record<Part, string> = {
  pageviews: `SELECT t.id, t.url, t.page_title, t.referrer_url, t.referrer_category, t.utm_source, t.utm_medium, t.utm_campaign,
      t.utm_content, t.utm_term, t.screen_resolution, t.timezone, t.created_at, v.visitor_hash, v.fingerprint_hash,
      s.session_token, s.started_at AS session_started_at, s.last_activity AS session_last_activity, ${DEVICE}, ${PLACE}
    FROM pageviews t LEFT JOIN visitors v ON v.id = t.visitor_id LEFT JOIN sessions s ON s.id = t.session_id
    ${DEVICE_AND_PLACE}`,
  visitors: 'SELECT t.id, t.visitor_hash FROM visitors t',
  sessions: `SELECT t.id, t.session_token, v.visitor_hash FROM sessions t LEFT JOIN visitors v ON v.id = t.visitor_id`,
  error_groups: `SELECT t.id, t.error_type, t.message, t.file, t.line, t.severity, t.environment, t.status, t.first_seen,
      t.last_seen FROM error_groups t`,
  error_events: `SELECT t.id, g.id AS group_id, g.error_type, g.message, g.file, g.line, t.stack_trace, t.url, t.environment,
      t.severity, CAST(t.context AS CHAR) AS context, t.created_at, ${DEVICE}, ${PLACE}
    FROM error_events t LEFT JOIN error_groups g ON g.id = t.group_id AND g.project_id = t.project_id ${DEVICE_AND_PLACE}`,
  audit_logs: `SELECT t.id, t.action, t.actor, t.ip_hash, CAST(t.context AS CHAR) AS context, t.created_at FROM audit_logs t`,
  tracked_links: `SELECT t.id, t.code, t.destination_url, t.label, t.is_active, t.created_at FROM tracked_links t`,
  link_clicks: `SELECT t.id, k.code, t.referrer_url, t.referrer_category, t.ip_hash, t.created_at, ${DEVICE}, ${PLACE}
    FROM link_clicks t LEFT JOIN tracked_links k ON k.id = t.link_id AND k.project_id = t.project_id ${DEVICE_AND_PLACE}`,
};
