import type { ProjectId } from '@micrologs/domain';
import type { SqlConnection } from './connection.ts';

const noted = new WeakMap<SqlConnection, Set<ProjectId>>();

/** Notes that the transaction that is open on the connection stores something that those who listen are told of. */
export function noteNews(connection: SqlConnection, project: ProjectId): void {
  const news = noted.get(connection);
  if (news) news.add(project);
  else noted.set(connection, new Set([project]));
}

/** The projects that were noted, which are forgotten. */
export function takeNews(connection: SqlConnection): ReadonlySet<ProjectId> {
  const news = noted.get(connection);
  noted.delete(connection);
  return news ?? new Set();
}
