import type { AuditEntry, ProjectId } from '@micrologs/domain';
import type { FactStates } from '../fact-states.ts';
import type { FeedKind, FeedPage, FeedRows, FeedStore, ToldAlert, ToldStatusChange } from '../feeds.ts';
import { type KeyedSelect, type SqlConnection, selectByKey } from './connection.ts';
import { EXPORT_SOURCES } from './export-sources.ts';
import { factStates } from './fact-states.ts';
import type { Row } from './question.ts';
import { READ_SEQUENCE } from './sequences.ts';
import type { SqlSession } from './session.ts';

/** Numbers from `first` to `last`, both included, at most `limit` of them. */
interface Span {
  project: ProjectId;
  first: number;
  last: number;
  limit: number;
}

interface Series<K extends FeedKind> {
  /** The number given out last, as the only column. */
  last: KeyedSelect;
  /** What else finds it besides the project. */
  key: readonly string[];
  read(connection: SqlConnection, span: Span): Promise<FeedRows[K][]>;
}

const SERIES: { [K in FeedKind]: Series<K> } = {
  pageviews: {
    last: selectByKey('SELECT pageview FROM counters', ['project_id']),
    key: [],
    read: readFacts('pageviews'),
  },
  errors: {
    last: READ_SEQUENCE,
    key: ['error_event'],
    async read(connection, span) {
      const facts = [...(await readOccurrences(connection, span)), ...(await readChanges(connection, span))];
      return facts.sort((a, b) => a.number - b.number).slice(0, span.limit);
    },
  },
  clicks: { last: READ_SEQUENCE, key: ['click'], read: readFacts('clicks') },
  audits: {
    last: selectByKey('SELECT sequence FROM audit_heads', ['project_id']),
    key: [],
    read: readFacts('audits') as (connection: SqlConnection, span: Span) => Promise<AuditEntry[]>,
  },
  alerts: { last: READ_SEQUENCE, key: ['alert'], read: readAlerts },
};
const KINDS = Object.keys(SERIES) as FeedKind[];

const readOccurrences = readFacts('errors');

const CHANGES = `SELECT t.project_id AS project, t.number AS number, t.group_number AS group_number, t.changed_at AS at, t.actor AS actor,
    t.from_status AS from_status, t.to_status AS to_status, t.reason AS reason, t.note AS note, g.error_type AS errorType,
    g.message AS message, g.environment AS environment, g.severity AS severity
  FROM error_transitions t JOIN error_groups g ON g.project_id = t.project_id AND g.number = t.group_number`;

const ALERTS = `SELECT project_id AS project, alert_number AS number, id, type, data, created_at AS createdAt FROM webhook_events
  WHERE project_id = ? AND alert_number >= ? AND alert_number <= ? ORDER BY alert_number LIMIT ?`;

export class SqlFeedStore implements FeedStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  last(projects: readonly ProjectId[]): Promise<Map<ProjectId, Record<FeedKind, number>>> {
    return this.#session.snapshot((connection) => readAllLast(connection, projects));
  }

  states(projects: readonly ProjectId[]): Promise<Map<ProjectId, FactStates>> {
    return this.#session.snapshot(async (connection) => {
      const states = new Map<ProjectId, FactStates>();
      for (const [project, numbers] of await readAllLast(connection, projects)) {
        states.set(project, await factStates(connection, project, numbers));
      }
      return states;
    });
  }

  read<K extends FeedKind>(kind: K, project: ProjectId, from: number | null, limit: number): Promise<FeedPage<K>> {
    return this.#session.snapshot(async (connection) => {
      const last = (await readLast(connection, kind, [project])).get(project) ?? 0;
      const first = from ?? Math.max(1, last - limit + 1);
      return { last, facts: await SERIES[kind].read(connection, { project, first, last, limit }) };
    });
  }
}

async function readAllLast(
  connection: SqlConnection,
  projects: readonly ProjectId[],
): Promise<Map<ProjectId, Record<FeedKind, number>>> {
  const last = new Map(
    projects.map((project): [ProjectId, Record<FeedKind, number>] => [
      project,
      { pageviews: 0, errors: 0, clicks: 0, audits: 0, alerts: 0 },
    ]),
  );
  for (const kind of KINDS) {
    const numbers = await readLast(connection, kind, projects);
    for (const [project, number] of numbers) last.get(project)![kind] = number;
  }
  return last;
}

async function readLast(
  connection: SqlConnection,
  kind: FeedKind,
  projects: readonly ProjectId[],
): Promise<Map<ProjectId, number>> {
  const { last, key } = SERIES[kind];
  const found = new Map<ProjectId, number>();
  await connection.selectByKeys<[number]>(
    last,
    projects.map((project) => [project, ...key]),
    ([number], index) => found.set(projects[index]!, number),
  );
  return found;
}

/** Facts as exports give them out, by number instead of by day. */
function readFacts<K extends FeedKind & keyof typeof EXPORT_SOURCES>(kind: K) {
  const { select, project: projectColumn, number, read } = EXPORT_SOURCES[kind];
  const text = `${select} WHERE ${projectColumn} = ? AND ${number} >= ? AND ${number} <= ? ORDER BY ${number} LIMIT ?`;
  return async (connection: SqlConnection, { project, first, last, limit }: Span) =>
    (await connection.all<Row>(text, [project, first, last, limit])).map((row) => read(row));
}

async function readChanges(
  connection: SqlConnection,
  { project, first, last, limit }: Span,
): Promise<ToldStatusChange[]> {
  const rows = await connection.all<Row>(
    `${CHANGES} WHERE t.project_id = ? AND t.number >= ? AND t.number <= ? ORDER BY t.number LIMIT ?`,
    [project, first, last, limit],
  );
  return rows.map(
    ({ group_number: group, from_status: from, to_status: to, ...row }) =>
      ({ ...row, group, from, to }) as unknown as ToldStatusChange,
  );
}

function readAlerts(connection: SqlConnection, { project, first, last, limit }: Span): Promise<ToldAlert[]> {
  return connection.all<ToldAlert>(ALERTS, [project, first, last, limit]);
}
