import type {
  FactAnswers,
  FactFilter,
  FactQueries,
  FactQuery,
  FactReader,
  PageviewMeasure,
  PageviewQuery,
  SessionQuery,
} from '@micrologs/storage';
import type { openDuckDb } from './database.mjs';

export type DuckDb = Awaited<ReturnType<typeof openDuckDb>>;

/** A question with its parameters in the order of their places. */
interface Sql {
  text: string;
  values: (number | string)[];
}

const MEASURES: Record<PageviewMeasure, string> = {
  pageviews: 'count(*)::INTEGER',
  visitors: 'count(DISTINCT visitor)::INTEGER',
  newOnDay: 'count(DISTINCT visitor) FILTER (first_day = day)::INTEGER',
  newInRange: 'count(DISTINCT visitor) FILTER (first_day BETWEEN $from AND $to)::INTEGER',
  sessions: 'count(DISTINCT session)::INTEGER',
  engagedMs: 'coalesce(sum(engaged_ms), 0)::DOUBLE',
  scrollPct: 'avg(scroll_pct)',
  latestTitle: 'arg_max(title, occurred_at)',
};

/** Answers the questions of reports from DuckDB's tables, each by one statement as one would write it by hand. */
export class DuckDbFactReader implements FactReader {
  readonly #database: DuckDb;

  constructor(database: DuckDb) {
    this.#database = database;
  }

  async read<Q extends FactQueries>(queries: Q): Promise<FactAnswers<Q>> {
    const answers: Record<string, unknown> = {};
    for (const [name, query] of Object.entries(queries)) {
      const { text, values } = sqlOf(query);
      answers[name] = await this.#database.all(text, values);
    }
    return answers as FactAnswers<Q>;
  }
}

function sqlOf(query: FactQuery): Sql {
  if (query.from === 'pageviews') return pageviewSql(query);
  if (query.from === 'sessions') return sessionSql(query);
  throw new Error(`The bench asks nothing of ${query.from}`);
}

function pageviewSql(query: PageviewQuery): Sql {
  const { days, measures, mostOf } = query;
  const selected = measures.map((measure) => {
    const expression = MEASURES[measure].replace('$from', String(days.from)).replace('$to', String(days.to));
    return `${expression} AS "${measure}"`;
  });
  return statement('pageviews', 'day', query, selected, mostOf);
}

function sessionSql(query: SessionQuery): Sql {
  const selected = [
    'count(*)::INTEGER AS sessions',
    `${query.people ? 'count(DISTINCT visitor)::INTEGER' : '0'} AS visitors`,
    'count(*) FILTER (views <= 1)::INTEGER AS bounces',
    'coalesce(sum(duration_ms), 0)::DOUBLE AS "durationMs"',
    'coalesce(sum(duration_ms) FILTER (views > 1), 0)::DOUBLE AS "unbouncedDurationMs"',
    'coalesce(sum(engaged_ms), 0)::DOUBLE AS "engagedMs"',
  ];
  return statement('sessions', 'start_day', query, selected, query.mostFirst ? 'sessions' : undefined);
}

/** @param most the measure of which the most come first */
function statement(
  table: string,
  day: string,
  { by, days, filter, nonEmpty = [], limit, offset }: PageviewQuery | SessionQuery,
  measures: string[],
  most: string | undefined,
): Sql {
  const columnOf = (dimension: string) => (dimension === 'day' ? day : snakeCase(dimension));
  const values: Sql['values'] = [days.from, days.to];
  const conditions = [`${day} BETWEEN ? AND ?`, ...nonEmpty.map((dimension) => `${columnOf(dimension)} <> ''`)];
  if (filter) conditions.push(condition(filter, values));
  const dimensions = by.map((dimension) => `${columnOf(dimension)} AS "${dimension}"`);
  const groups = by.map(columnOf).join(', ');
  const order = [...(most ? [`"${most}" DESC`] : []), ...by.map(columnOf)].join(', ');
  const text = [
    `SELECT ${[...dimensions, ...measures].join(', ')} FROM ${table} WHERE ${conditions.join(' AND ')}`,
    by.length > 0 ? `GROUP BY ${groups} ORDER BY ${order}` : '',
    limit === undefined ? '' : `LIMIT ${limit} OFFSET ${offset ?? 0}`,
  ];
  return { text: text.join(' '), values };
}

function condition(filter: FactFilter, values: Sql['values']): string {
  if ('all' in filter) return `(${filter.all.map((part) => condition(part, values)).join(' AND ')})`;
  if ('field' in filter && filter.op === 'is') {
    values.push(...filter.values);
    return `${snakeCase(filter.field)} IN (${filter.values.map(() => '?').join(', ')})`;
  }
  throw new Error(`The bench does not filter by ${JSON.stringify(filter)}`);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
