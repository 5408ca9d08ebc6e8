import { type CursorPosition, encodeCursor } from '@micrologs/contract';
import type { ReportScope } from './scope.ts';

/**
 * Rows of lists that have no limit of their own: far beyond what anybody reads, but it bounds an answer whatever a
 * client puts into its UTM parameters.
 */
export const LIST_CAP = 1000;

/**
 * One page of a list.
 * @param rows asked for with `pageLimit`, so that one more than the page tells whether there is another
 * @param positionOf what the list is ordered by, of a row
 */
export function pageOf<Row>(
  rows: readonly Row[],
  scope: ReportScope & { query: { limit: number } },
  positionOf: (row: Row) => CursorPosition,
): { rows: Row[]; next_cursor: string | null } {
  const { limit } = scope.query;
  const page = rows.slice(0, limit);
  return { rows: page, next_cursor: rows.length <= limit ? null : cursorOf(scope, positionOf(page.at(-1)!)) };
}

/** The limit of the question whose rows make a page. */
export function pageLimit({ query }: { query: { limit: number } }): number {
  return query.limit + 1;
}

/**
 * The rows of a list by counts that make a page. Such lists have no order that later events leave alone, so a page begins
 * after so many rows.
 */
export function countedRows(scope: Pick<ReportScope, 'after'> & { query: { limit: number } }) {
  return { limit: pageLimit(scope), offset: offsetOf(scope) };
}

/** One page of a list by counts, of rows asked for with `countedRows`. */
export function countedPage<Row>(rows: readonly Row[], scope: ReportScope & { query: { limit: number } }) {
  return pageOf(rows, scope, () => [offsetOf(scope) + scope.query.limit]);
}

type ListScope = ReportScope & { query: { limit?: number; cursor?: string } };

/**
 * The rows of one of several lists that go on together when they are asked for with a limit.
 * @param whole how many there are without one
 */
export function listRows(scope: ListScope, whole: number) {
  const limit = listLimit(scope);
  return limit === undefined ? { limit: whole } : { limit: limit + 1, offset: offsetOf(scope) };
}

/** The lists, each of rows asked for with `listRows`, and what their answer says about their next page. */
export function listPages<Lists extends Record<string, readonly unknown[]>>(
  lists: Lists,
  scope: ListScope,
): Lists & { next: { next_cursor?: string | null } } {
  const limit = listLimit(scope);
  if (limit === undefined) return { ...lists, next: {} };
  const pages = Object.entries(lists).map(([name, rows]) => [name, rows.slice(0, limit)]);
  const goesOn = Object.values(lists).some((rows) => rows.length > limit);
  const next_cursor = goesOn ? cursorOf(scope, [offsetOf(scope) + limit]) : null;
  return { ...(Object.fromEntries(pages) as Lists), next: { next_cursor } };
}

function listLimit({ query, after }: ListScope): number | undefined {
  return query.limit ?? (after ? LIST_CAP : undefined);
}

function offsetOf({ after }: Pick<ReportScope, 'after'>): number {
  return after?.[0] ?? 0;
}

function cursorOf({ operationId, project, query }: ReportScope, position: CursorPosition): string {
  return encodeCursor({ operationId, project: project.id, query }, position);
}
