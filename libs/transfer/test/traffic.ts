import { type PhpEngine, type Row, sha256 } from './php-engine.ts';

/** The salt of the old installation. */
export const SALT = 'the-old-ip-salt';

const PAGES = ['/', '/shoes', '/shoes/42', '/cart', '/søk?q=grønn', '/help'];
const TITLES = ['Shop', 'Shoes', 'Shoe 42 «rød» 😀', 'Cart', 'Søk', ''];
const REFERRERS = [
  ['', 'direct'],
  ['https://www.google.com/', 'organic_search'],
  ['https://news.test/item', 'referral'],
  ['https://mail.google.com/', 'organic_search'],
] as const;
const START = Date.UTC(2026, 1, 27, 6);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Numbers that look random and are the same every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

/** A wall time of the old installation. */
export function wallTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** A project with two devices and two locations; its id times ten is the first id of these. */
export async function addProject(engine: PhpEngine, id: number, more: Row = {}): Promise<void> {
  await engine.insert('projects', [
    {
      id,
      name: `Shop ${id}`,
      secret_key: sha256(`secret ${id}`),
      public_key: sha256(`public ${id}`).slice(0, 32),
      allowed_domains: 'shop.test,www.shop.test',
      is_active: 1,
      created_at: '2026-02-01 09:00:00',
      updated_at: '2026-02-01 09:00:00',
      ...more,
    },
  ]);
  await engine.insert('devices', [
    { id: id * 10, project_id: id, device_type: 'desktop', os: 'Linux', browser: 'Firefox', browser_version: '145.0' },
    { id: id * 10 + 1, project_id: id, device_type: 'mobile', os: 'Android', browser: 'Chrome', browser_version: '' },
  ]);
  await engine.insert('locations', [
    { id: id * 10, project_id: id, country: 'Norway', country_code: 'NO', region: 'Vestland', city: 'Bergen' },
    { id: id * 10 + 1, project_id: id, country: 'Japan', country_code: 'JP', region: 'Tokyo', city: 'Tokyo' },
  ]);
}

export interface TrafficOptions {
  project: number;
  visits: number;
  seed: number;
  /** First id of every kind of row; each visit takes up to four of pageviews. */
  firstId: number;
  /** Hours between the start of all traffic and this. */
  afterHours?: number;
}

/** What every row of a visit names. */
interface Visit {
  number: number;
  id: number;
  project: number;
  at: number;
  device: number;
  location: number | null;
  referrer: string;
  category: string;
}

/** Visits of a project, some over midnight, each with an error, an audit entry and a click, from 2026-02-27 on. */
export async function addTraffic(engine: PhpEngine, options: TrafficOptions): Promise<void> {
  const { project, visits, seed, firstId, afterHours = 0 } = options;
  const next = random(seed);
  const rows: Record<string, Row[]> = {};
  const add = (table: string, row: Row) => {
    rows[table] ??= [];
    rows[table].push(row);
  };
  let pageviewId = firstId;
  for (let number = 0; number < visits; number++) {
    const [referrer, category] = REFERRERS[Math.floor(next() * REFERRERS.length)]!;
    const visit: Visit = {
      number,
      id: firstId + number,
      project,
      at: START + afterHours * HOUR + number * 11 * MINUTE + Math.floor(next() * 5) * MINUTE,
      device: project * 10 + (number % 2),
      location: number % 3 ? project * 10 + (number % 2) : null,
      referrer,
      category,
    };
    const visitor = firstId + Math.floor(number / 2);
    if (number % 2 === 0) add('visitors', visitorRow(visit, visitor));
    const views = 1 + Math.floor(next() * 4);
    let at = visit.at;
    for (let view = 0; view < views; view++) {
      add('pageviews', pageviewRow(visit, pageviewId++, visitor, Math.floor(next() * PAGES.length), at));
      at += Math.floor(next() * 20) * MINUTE;
    }
    add('sessions', sessionRow(visit, visitor, at, views));
    if (number % 10 === 0) add('tracked_links', linkRow(visit));
    add('link_clicks', clickRow(visit));
    add('audit_logs', auditRow(visit));
    if (number % 6 === 0) add('error_groups', groupRow(visit));
    add('error_events', errorRow(visit, rows.error_groups!.at(-1)!));
  }
  for (const [table, list] of Object.entries(rows)) await engine.insert(table, list);
}

function visitorRow({ number, project, at }: Visit, id: number): Row {
  return {
    id,
    project_id: project,
    visitor_hash: sha256(`visitor ${project} ${id}`),
    fingerprint_hash: number % 4 ? null : sha256(`print ${id}`),
    first_seen: wallTime(at),
    last_seen: wallTime(at),
  };
}

export function pageviewRow(visit: Visit, id: number, visitor: number, page: number, at: number): Row {
  const { number, project } = visit;
  return {
    id,
    project_id: project,
    session_id: visit.id,
    visitor_id: visitor,
    location_id: visit.location,
    device_id: visit.device,
    url: `https://shop.test${PAGES[page]}`,
    page_title: TITLES[page]!,
    referrer_url: visit.referrer,
    referrer_category: visit.category,
    utm_source: number % 5 ? '' : 'mail',
    utm_medium: number % 5 ? '' : 'email',
    utm_campaign: number % 5 ? '' : 'spring',
    utm_content: '',
    utm_term: '',
    screen_resolution: '1920x1080',
    timezone: 'Europe/Oslo',
    created_at: wallTime(at),
  };
}

function sessionRow({ id, project, at }: Visit, visitor: number, lastActivity: number, views: number): Row {
  return {
    id,
    project_id: project,
    visitor_id: visitor,
    session_token: `token-${project}-${id}`,
    // The worker stored the first view a while after it came.
    started_at: wallTime(at + 2 * MINUTE),
    last_activity: wallTime(lastActivity + 3 * MINUTE),
    is_bounced: views > 1 ? 0 : 1,
  };
}

function linkRow({ number, id, project, at }: Visit): Row {
  return {
    id,
    project_id: project,
    code: `L${project}x${id}`,
    destination_url: `https://shop.test/sale/${number}`,
    label: 'Footer',
    is_active: number % 20 ? 1 : 0,
    created_at: wallTime(at),
  };
}

function clickRow(visit: Visit): Row {
  return {
    id: visit.id,
    link_id: visit.id - (visit.number % 10),
    project_id: visit.project,
    location_id: visit.location,
    device_id: visit.device,
    referrer_url: visit.referrer,
    referrer_category: visit.category,
    ip_hash: sha256(`203.0.113.${visit.number % 7}${SALT}`),
    created_at: wallTime(visit.at),
  };
}

function auditRow({ number, id, project, at }: Visit): Row {
  return {
    id,
    project_id: project,
    action: number % 3 ? 'invoice.paid' : 'invoice.sent',
    actor: number % 2 ? 'kim@shop.test' : '',
    ip_hash: sha256(`203.0.113.9${SALT}`),
    context: number % 4 ? `{"invoice": "A-${number}"}` : null,
    created_at: wallTime(at),
  };
}

function groupRow({ number, id, project, at }: Visit): Row {
  const error = { error_type: 'TypeError', message: `x${id} is undefined`, file: '/static/app.js', line: number };
  return {
    id,
    project_id: project,
    fingerprint: sha256(`${project}${error.error_type}${error.message}${error.file}${error.line}`),
    ...error,
    severity: 'critical',
    environment: 'production',
    status: number % 12 ? 'resolved' : 'open',
    occurrence_count: 6,
    first_seen: wallTime(at),
    last_seen: wallTime(at + 5 * MINUTE),
  };
}

/** One of the six occurrences of the group before. */
function errorRow(visit: Visit, group: Row): Row {
  const inGroup = visit.number % 6;
  return {
    id: visit.id,
    group_id: group.id!,
    project_id: visit.project,
    location_id: visit.location,
    device_id: visit.device,
    stack_trace: visit.number % 2 ? 'TypeError: x is undefined\n    at app.js:1' : null,
    url: 'https://shop.test/cart',
    environment: inGroup === 3 ? 'staging' : 'production',
    severity: 'critical',
    context: '{"cart": 7}',
    created_at: wallTime(Date.parse(`${group.first_seen}Z`.replace(' ', 'T')) + inGroup * MINUTE),
  };
}
