import type { FactQuery, PageviewQuery, SessionQuery } from '../facts.ts';
import type { LogQuery, LogRows, RowsOf } from '../log-queries.ts';

/** A query that says by itself all that it asks. */
export type PlainQuery = PageviewQuery | SessionQuery | LogQuery;

/** The members that may name another query, and what they take from its rows. */
const TAKES = {
  errorGroups: 'numbers',
  errorCounts: 'groups',
  errorEnvironments: 'groups',
  clicks: 'link',
} as const;

/**
 * Puts in what a query takes from rows that were read before it.
 * @param answers the rows of each query before it, by its name
 * @returns null when those rows are none, so that there is nothing to ask
 * @throws Error when it names a query that does not come before it, or whose rows are of another kind
 */
export function plainQuery(query: FactQuery, answers: ReadonlyMap<string, Answered>): PlainQuery | null {
  if (!(query.from in TAKES)) return query as PlainQuery;
  const member = TAKES[query.from as keyof typeof TAKES];
  const given: unknown = query[member as keyof FactQuery];
  if (!isReference(given)) return query as PlainQuery;
  const source = answers.get(given.rowsOf);
  if (!source)
    throw new Error(`The query about ${query.from} takes the rows of ${given.rowsOf}, which does not come before it`);
  if (source.rows.length === 0) return null;
  const value = member === 'link' ? linkOf(source) : groupsOf(source);
  return { ...query, [member]: value } as PlainQuery;
}

/** What a query was answered with. */
export interface Answered {
  from: FactQuery['from'];
  rows: object[];
}

function isReference(value: unknown): value is RowsOf {
  return typeof value === 'object' && value !== null && 'rowsOf' in value;
}

function groupsOf({ from, rows }: Answered): number[] {
  if (from === 'errorGroups') return (rows as LogRows['errorGroups']).map(({ number }) => number);
  if (from === 'errorCounts') return (rows as LogRows['errorCounts']).map(({ group }) => group);
  throw new Error(`There are no error groups in the rows about ${from}`);
}

function linkOf({ from, rows }: Answered): number {
  if (from !== 'links') throw new Error(`There are no links in the rows about ${from}`);
  return (rows as LogRows['links'])[0]!.id;
}
