import { type GroupedViewFacts, type SessionFacts, TEXT_GROUPS } from '@micrologs/columns';
import type { DayRange, LocalDay, ProjectId, SessionNumber, VisitorNumber } from '@micrologs/domain';
import { type KeyedSelect, type SqlConnection, selectByKey } from '../connection.ts';
import type { Needed, RowText } from './needed.ts';

/** Rows that are in memory at a time beside what is made of them. */
const ROWS_AT_ONCE = 4096;

const SQL_NAMES: Record<RowText, string> = {
  url: 'url',
  title: 'title',
  referrer: 'referrer',
  referrerCategory: 'referrer_category',
  utmSource: 'utm_source',
  utmMedium: 'utm_medium',
  utmCampaign: 'utm_campaign',
  utmTerm: 'utm_term',
  utmContent: 'utm_content',
  deviceType: 'device_type',
  os: 'os',
  browser: 'browser',
  browserVersion: 'browser_version',
  country: 'country',
  countryCode: 'country_code',
  region: 'region',
  city: 'city',
  screen: 'screen',
  browserZone: 'browser_zone',
  entryUrl: 'entry_url',
  exitUrl: 'exit_url',
};

/** One of the parts that a day is cut into: what visitors did whose number leaves `part` when divided by `parts`. */
export interface DayPart {
  project: ProjectId;
  day: LocalDay;
  part: number;
  parts: number;
}

/** Every live view of a part of a day, by number. Texts that are not needed are empty. */
export function readViews(
  connection: SqlConnection,
  part: DayPart,
  needed: Needed,
  each: (view: GroupedViewFacts) => void,
): Promise<void> {
  const fields = ['number', 'visitor', 'session', 'occurred_at', 'engaged_ms', 'scroll_pct'].map((name) => `p.${name}`);
  // One long text is read in less time than many short ones.
  const groups = TEXT_GROUPS.map((texts) => {
    const each = texts.map((text) => textOf('p', text, needed));
    return each.length === 1 ? each[0] : `CAST(JSON_ARRAY(${each.join(', ')}) AS CHAR)`;
  });
  const select = `SELECT ${[...fields, ...groups].join(', ')} FROM pageviews p`;
  return readInSteps(connection, byNumber(select, ['p.project_id', 'p.day'], 'p'), part, each);
}

/** Every live session that started on the day, by number. */
export function readSessions(
  connection: SqlConnection,
  part: DayPart,
  needed: Needed,
  each: (session: SessionFacts) => void,
): Promise<void> {
  const urls = (['entryUrl', 'exitUrl'] as const).map((text) => textOf('s', text, needed));
  const fields = ['number', 'visitor', 'started_at', 'last_activity', 'views', 'engaged_ms', 'entry_at', 'exit_at'];
  const select = `SELECT ${[...fields.map((name) => `s.${name}`), ...urls].join(', ')} FROM sessions s`;
  return readInSteps(connection, byNumber(select, ['s.project_id', 's.start_day'], 's'), part, each);
}

const START_DAY = selectByKey('SELECT start_day FROM sessions', ['project_id', 'number']);

/** The start days of those of these sessions that are live. */
export async function readStarts(
  connection: SqlConnection,
  project: ProjectId,
  sessions: readonly SessionNumber[],
): Promise<Map<SessionNumber, LocalDay>> {
  const starts = new Map<SessionNumber, LocalDay>();
  await connection.selectByKeys<[LocalDay]>(
    START_DAY,
    sessions.map((session) => [project, session]),
    ([day], key) => starts.set(sessions[key]!, day),
  );
  return starts;
}

const FIRST_DAY = selectByKey('SELECT first_day FROM visitors', ['project_id', 'number']);

/** Those of these visitors who are new on the day. */
export async function readNewcomers(
  connection: SqlConnection,
  project: ProjectId,
  day: LocalDay,
  visitors: readonly VisitorNumber[],
): Promise<Set<VisitorNumber>> {
  const newcomers = new Set<VisitorNumber>();
  await connection.selectByKeys<[LocalDay]>(
    FIRST_DAY,
    visitors.map((visitor) => [project, visitor]),
    ([firstDay], key) => {
      if (firstDay === day) newcomers.add(visitors[key]!);
    },
  );
  return newcomers;
}

/** 0 for a day that never had facts. */
export async function dayVersion(connection: SqlConnection, project: ProjectId, day: LocalDay): Promise<number> {
  const [state] = await connection.all<{ version: number }>(
    'SELECT version FROM day_state WHERE project_id = ? AND day = ?',
    [project, day],
  );
  return state?.version ?? 0;
}

/** Those who were erased, and may stand in columns that were made before. */
export async function readErased(connection: SqlConnection, project: ProjectId): Promise<Set<VisitorNumber>> {
  const rows = await connection.all<{ number: VisitorNumber }>(
    'SELECT number FROM erased_visitors WHERE project_id = ?',
    [project],
  );
  return new Set(rows.map(({ number }) => number));
}

/** The first of these days with live rows; null when there is none. */
export async function nextLiveDay(
  connection: SqlConnection,
  project: ProjectId,
  { from, to }: DayRange,
): Promise<LocalDay | null> {
  const [row] = await connection.all<{ views: LocalDay | null; sessions: LocalDay | null }>(
    `SELECT (SELECT MIN(day) FROM pageviews WHERE project_id = ? AND day >= ? AND day <= ?) AS views,
       (SELECT MIN(start_day) FROM sessions WHERE project_id = ? AND start_day >= ? AND start_day <= ?) AS sessions`,
    [project, from, to, project, from, to],
  );
  const { views, sessions } = row!;
  return views === null || sessions === null ? (views ?? sessions) : Math.min(views, sessions);
}

function textOf(alias: string, text: RowText, { texts }: Needed): string {
  return texts.has(text) ? `${alias}.${SQL_NAMES[text]}` : "''";
}

/** Rows of a part of a day after a number. */
function byNumber(select: string, equal: readonly string[], alias: string): KeyedSelect {
  const tail = ` ORDER BY ${alias}.number LIMIT ${ROWS_AT_ONCE}`;
  const keyed = selectByKey(select, equal, { and: `${alias}.number > ? AND ${alias}.visitor % ? = ?` });
  return { ...keyed, tail, text: keyed.text + tail };
}

async function readInSteps<Row extends readonly [number, ...unknown[]]>(
  connection: SqlConnection,
  select: KeyedSelect,
  { project, day, part, parts }: DayPart,
  each: (row: Row) => void,
): Promise<void> {
  for (let after = 0, rows = ROWS_AT_ONCE; rows === ROWS_AT_ONCE; ) {
    rows = 0;
    await connection.selectByKeys<never>(select, [[project, day, after, parts, part]], (row: Row) => {
      rows += 1;
      after = row[0];
      each(row);
    });
  }
}
