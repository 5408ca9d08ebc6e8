import { createHash } from 'node:crypto';
import type { OperationId } from './operations.ts';
import { ContractError } from './result.ts';

/** Where a page of a list begins: what the list is ordered by, of the last row before it. */
export type CursorPosition = readonly number[];

/** The list that a cursor belongs to. */
export interface CursorScope {
  operationId: OperationId;
  /** 0 for lists of the installation. */
  project: number;
  /** The query in its strict form. Parameters that only choose how much is shown of a page, and how, make no other list. */
  query: Readonly<Record<string, unknown>>;
}

export const INVALID_CURSOR_MESSAGE = 'cursor is not valid';

const NOT_FILTERS: ReadonlySet<string> = new Set(['cursor', 'limit', 'table', 'fill', 'explain']);
const DIGEST_BYTES = 9;

/** The text by which a client asks for what follows `position` in this very list. */
export function encodeCursor(scope: CursorScope, position: CursorPosition): string {
  return Buffer.concat([digestOf(scope), Buffer.from(position.join('.'))]).toString('base64url');
}

/**
 * Reads a cursor that was given out for this list.
 * @param width how many numbers its positions have
 * @returns null for the first page, when there is no cursor
 * @throws ContractError when it is malformed, or of another list, project or filter
 */
export function decodeCursor(scope: CursorScope, cursor: string | undefined, width: number): CursorPosition | null {
  if (cursor === undefined || cursor === '') return null;
  const position = Buffer.from(cursor, 'base64url').subarray(DIGEST_BYTES).toString('latin1').split('.').map(Number);
  const isPosition = position.length === width && position.every((part) => Number.isSafeInteger(part) && part >= 0);
  // Whatever differs from how it was written, down to a padding, makes another text.
  if (!isPosition || encodeCursor(scope, position) !== cursor) {
    throw new ContractError({ message: INVALID_CURSOR_MESSAGE, field: 'cursor' });
  }
  return position;
}

function digestOf({ operationId, project, query }: CursorScope): Buffer {
  const filters = Object.entries(query)
    .filter(([name, value]) => value !== undefined && !NOT_FILTERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([operationId, project, filters]);
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}
