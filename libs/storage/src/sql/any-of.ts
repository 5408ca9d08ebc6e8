import type { SqlValue } from './connection.ts';

/**
 * The condition that a column has one of these values. The list is filled up to a power of two, so that lists of any length
 * make few texts, which are kept as prepared statements.
 */
export function anyOf<V extends SqlValue>(
  column: string,
  values: readonly V[],
): { text: string; values: readonly V[] } {
  if (values.length === 0) return { text: '1 = 0', values };
  const length = 2 ** Math.ceil(Math.log2(values.length));
  const filled = Array.from({ length }, (_, i) => values[i] ?? values[0]!);
  return { text: `${column} IN (${filled.map(() => '?').join(', ')})`, values: filled };
}
