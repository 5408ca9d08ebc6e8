import type { FactAnswers, FactQueries, FactReader, PageviewQuery, SessionQuery } from '../facts.ts';
import { auditQuestion } from './audit-queries.ts';
import type { SqlDialect } from './connection.ts';
import { type Answered, type PlainQuery, plainQuery } from './depending.ts';
import { errorQuestion } from './error-queries.ts';
import { linkQuestion } from './link-queries.ts';
import { ask, type Question } from './question.ts';
import type { SqlSession } from './session.ts';

const SESSION_SUMS = `COUNT(*) AS sessions, 0 AS visitors,
  COALESCE(SUM(CASE WHEN views <= 1 THEN 1 ELSE 0 END), 0) AS bounces,
  COALESCE(SUM(last_activity - started_at), 0) AS durationMs,
  COALESCE(SUM(CASE WHEN views <= 1 THEN 0 ELSE last_activity - started_at END), 0) AS unbouncedDurationMs,
  COALESCE(SUM(engaged_ms), 0) AS engagedMs
  FROM sessions WHERE project_id = ? AND start_day >= ? AND start_day <= ?`;

const SESSION_TEXTS = {
  total: `SELECT ${SESSION_SUMS}`,
  day: `SELECT start_day AS day, ${SESSION_SUMS} GROUP BY start_day ORDER BY start_day`,
};

/**
 * Reads the rows themselves. The query builder is loaded with the first report: a thread that never answers one, the
 * writer above all, does without its 10 MB.
 */
export class SqlFactReader implements FactReader {
  readonly #session: SqlSession;
  readonly #dialect: SqlDialect;
  #pageviewQuestions: ((query: PageviewQuery) => Question) | undefined;

  constructor(session: SqlSession, dialect: SqlDialect) {
    this.#session = session;
    this.#dialect = dialect;
  }

  async read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    const named = Object.entries(queries);
    if (named.some(([, { from }]) => from === 'pageviews')) {
      this.#pageviewQuestions ??= await loadPageviewQuestions(this.#dialect);
    }
    return this.#session.snapshot(async (connection) => {
      const answers = new Map<string, Answered>();
      for (const [name, query] of named) {
        const plain = plainQuery(query, answers);
        const rows = plain ? await ask(connection, this.#questionOf(plain)) : [];
        answers.set(name, { from: query.from, rows });
      }
      return Object.fromEntries([...answers].map(([name, { rows }]) => [name, rows])) as FactAnswers<Q>;
    });
  }

  #questionOf(query: PlainQuery): Question {
    switch (query.from) {
      case 'pageviews':
        return this.#pageviewQuestions!(query);
      case 'sessions':
        return sessionQuestion(query);
      case 'auditEntries':
      case 'auditActions':
        return auditQuestion(query);
      case 'links':
      case 'linkClicks':
      case 'clicks':
        return linkQuestion(query);
      default:
        return errorQuestion(query);
    }
  }
}

async function loadPageviewQuestions(dialect: SqlDialect): Promise<(query: PageviewQuery) => Question> {
  const { buildPageviewQuery, createQueryBuilder, TITLE_AT } = await import('./pageview-query.ts');
  const builder = await createQueryBuilder(dialect);
  return (query) => {
    const question = buildPageviewQuery(builder, dialect, query);
    if (!query.measures.includes('latestTitle')) return question;
    return {
      ...question,
      read: (row) => ({ ...row, latestTitle: String(row.latestTitle ?? '').slice(TITLE_AT) }),
    };
  };
}

function sessionQuestion({ project, days, by }: SessionQuery): Question {
  return { text: SESSION_TEXTS[by.length === 0 ? 'total' : 'day'], parameters: [project, days.from, days.to] };
}
