import { answerPageviews, answerSessions, pageviewColumns, sessionColumns } from '@micrologs/columns';
import type { ProjectId } from '@micrologs/domain';
import type { FactAnswers, FactQueries, FactReader, PageviewQuery, SessionQuery } from '../facts.ts';
import { lastErrorQuestion, latestEventQuestion, newViewsQuestion } from './activity-queries.ts';
import { auditQuestion } from './audit-queries.ts';
import { type ColumnCaches, SqlColumnSource } from './columns/column-source.ts';
import type { SqlConnection } from './connection.ts';
import { type Answered, type PlainQuery, plainQuery } from './depending.ts';
import { errorQuestion } from './error-queries.ts';
import { linkQuestion } from './link-queries.ts';
import { ask, type Question } from './question.ts';
import type { SqlSession } from './session.ts';

type ColumnQuery = PageviewQuery | SessionQuery;

/** Pageviews and sessions are read as columns, everything else by SQL. */
export class SqlFactReader implements FactReader {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;

  constructor(session: SqlSession, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
  }

  async read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    const named = Object.entries(queries);
    return this.#session.snapshot(async (connection) => {
      const answers = await this.#columnAnswers(connection, queries);
      for (const [name, query] of named) {
        if (answers.has(name)) continue;
        const plain = plainQuery(query, answers) as Exclude<PlainQuery, ColumnQuery> | null;
        answers.set(name, { from: query.from, rows: plain ? await ask(connection, questionOf(plain)) : [] });
      }
      return Object.fromEntries(named.map(([name]) => [name, answers.get(name)!.rows])) as FactAnswers<Q>;
    });
  }

  /** Side by side, so that what they go through is read once for all of them. */
  async #columnAnswers(connection: SqlConnection, queries: FactQueries): Promise<Map<string, Answered>> {
    const asked = Object.entries(queries).flatMap(([name, query]) => (isColumnQuery(query) ? [{ name, query }] : []));
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
    queries: readonly ColumnQuery[],
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

function isColumnQuery(query: { from: string }): query is ColumnQuery {
  return query.from === 'pageviews' || query.from === 'sessions';
}

function answer(source: SqlColumnSource, query: ColumnQuery): Promise<object[]> {
  return query.from === 'pageviews' ? answerPageviews(source, query) : answerSessions(source, query);
}

function questionOf(query: Exclude<PlainQuery, ColumnQuery>): Question {
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
