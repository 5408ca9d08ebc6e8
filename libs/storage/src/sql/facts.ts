import { answerPageviews, answerSessions, pageviewColumns, sessionColumns } from '@micrologs/columns';
import type { LocalDay, ProjectId } from '@micrologs/domain';
import {
  type CountedQuery,
  type FactAnswers,
  type FactQueries,
  isCounted,
  type VersionedFactReader,
} from '../facts.ts';
import { lastErrorQuestion, latestEventQuestion, newViewsQuestion } from './activity-queries.ts';
import { auditQuestion } from './audit-queries.ts';
import { type ColumnCaches, SqlColumnSource } from './columns/column-source.ts';
import type { SqlConnection } from './connection.ts';
import { type Answered, type PlainQuery, plainQuery } from './depending.ts';
import { errorQuestion } from './error-queries.ts';
import { factsVersion } from './facts-version.ts';
import { linkQuestion } from './link-queries.ts';
import { ask, type Question } from './question.ts';
import type { SqlSession } from './session.ts';

type CountedQueries = Readonly<Record<string, CountedQuery>>;

/** Pageviews and sessions are read as columns, everything else by SQL. */
export class SqlFactReader implements VersionedFactReader {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;

  constructor(session: SqlSession, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
  }

  read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    return this.#session.snapshot((connection) => this.#answers(connection, queries));
  }

  version(queries: CountedQueries): Promise<string> {
    return this.#session.snapshot((connection) => versionOf(connection, queries));
  }

  readVersioned<Q extends CountedQueries>(queries: Q): Promise<{ version: string; answers: FactAnswers<Q> }> {
    return this.#session.snapshot(async (connection) => ({
      version: await versionOf(connection, queries),
      answers: await this.#answers(connection, queries),
    }));
  }

  async #answers<Q extends FactQueries>(connection: SqlConnection, queries: Q): Promise<FactAnswers<Q>> {
    const named = Object.entries(queries);
    const answers = await this.#columnAnswers(connection, queries);
    for (const [name, query] of named) {
      if (answers.has(name)) continue;
      const plain = plainQuery(query, answers) as Exclude<PlainQuery, CountedQuery> | null;
      answers.set(name, { from: query.from, rows: plain ? await ask(connection, questionOf(plain)) : [] });
    }
    return Object.fromEntries(named.map(([name]) => [name, answers.get(name)!.rows])) as FactAnswers<Q>;
  }

  /** Side by side, so that what they go through is read once for all of them. */
  async #columnAnswers(connection: SqlConnection, queries: FactQueries): Promise<Map<string, Answered>> {
    const asked = Object.entries(queries).flatMap(([name, query]) => (isCounted(query) ? [{ name, query }] : []));
    const sources = await this.#sourcesFor(
      connection,
      asked.map(({ query }) => query),
    );
    const answering = asked.map(({ query }) => answer(sources.get(query.project)!, query));
    // Nobody reads on in a transaction that has ended because another one failed.
    const settled = await Promise.allSettled(answering);
    const answers = new Map<string, Answered>();
    for (const [place, { name, query }] of asked.entries()) {
      const one = settled[place]!;
      if (one.status === 'rejected') throw one.reason;
      answers.set(name, { from: query.from, rows: one.value });
    }
    return answers;
  }

  async #sourcesFor(
    connection: SqlConnection,
    queries: readonly CountedQuery[],
  ): Promise<Map<ProjectId, SqlColumnSource>> {
    const sources = new Map<ProjectId, SqlColumnSource>();
    for (const query of queries) {
      let source = sources.get(query.project);
      if (!source) {
        source = await SqlColumnSource.open(connection, query.project, this.#caches);
        sources.set(query.project, source);
      }
      source.expect(query.days, query.from === 'pageviews' ? pageviewColumns(query) : sessionColumns(query));
    }
    return sources;
  }
}

async function versionOf(connection: SqlConnection, queries: CountedQueries): Promise<string> {
  const last = new Map<ProjectId, LocalDay>();
  for (const { project, days } of Object.values(queries)) {
    last.set(project, Math.max(days.to, last.get(project) ?? days.to));
  }
  const versions: string[] = [];
  for (const [project, to] of last) versions.push(await factsVersion(connection, project, to));
  return versions.join(' ');
}

function answer(source: SqlColumnSource, query: CountedQuery): Promise<object[]> {
  return query.from === 'pageviews' ? answerPageviews(source, query) : answerSessions(source, query);
}

function questionOf(query: Exclude<PlainQuery, CountedQuery>): Question {
  switch (query.from) {
    case 'auditEntries':
    case 'auditActions':
      return auditQuestion(query);
    case 'newViews':
      return newViewsQuestion(query);
    case 'lastError':
      return lastErrorQuestion(query);
    case 'latestEvent':
      return latestEventQuestion(query);
    case 'links':
    case 'linkClicks':
    case 'clicks':
      return linkQuestion(query);
    default:
      return errorQuestion(query);
  }
}
