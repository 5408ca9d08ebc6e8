import type { ProjectId } from '@micrologs/domain';
import type { FeedKind, FeedPage, FeedStore } from '../feeds.ts';
import { type SqlConnection, selectByKey } from './connection.ts';
import { EXPORT_SOURCES } from './export-sources.ts';
import type { Row } from './question.ts';
import type { SqlSession } from './session.ts';

const LAST_PAGEVIEW = selectByKey('SELECT pageview FROM counters', ['project_id']);

export class SqlFeedStore implements FeedStore {
  readonly #session: SqlSession;

  constructor(session: SqlSession) {
    this.#session = session;
  }

  last(projects: readonly ProjectId[]): Promise<Map<ProjectId, Record<FeedKind, number>>> {
    return this.#session.snapshot((connection) => readLast(connection, projects));
  }

  read<K extends FeedKind>(kind: K, project: ProjectId, from: number | null, limit: number): Promise<FeedPage<K>> {
    return this.#session.snapshot(async (connection) => {
      const last = (await readLast(connection, [project])).get(project)![kind];
      const { select, project: projectColumn, number, read } = EXPORT_SOURCES[kind];
      const first = from ?? Math.max(1, last - limit + 1);
      const rows = await connection.all<Row>(
        `${select} WHERE ${projectColumn} = ? AND ${number} >= ? AND ${number} <= ? ORDER BY ${number} LIMIT ?`,
        [project, first, last, limit],
      );
      return { last, facts: rows.map((row) => read(row)) };
    });
  }
}

async function readLast(
  connection: SqlConnection,
  projects: readonly ProjectId[],
): Promise<Map<ProjectId, Record<FeedKind, number>>> {
  const last = new Map(projects.map((project) => [project, { pageviews: 0 }]));
  await connection.selectByKeys<[number]>(
    LAST_PAGEVIEW,
    projects.map((project) => [project]),
    ([pageviews], index) => last.set(projects[index]!, { pageviews }),
  );
  return last;
}
