import type { KeyedSelect, SqlValue } from '@micrologs/storage/sql';
import { tuple } from './literals.ts';
import type { Flavour } from './server.ts';

const SHAPE = /^SELECT\s+([\s\S]+?)\s+FROM\s+([\s\S]+)$/;
const shapes = new Map<string, { columns: string; from: string }>();

function shapeOf(select: string): { columns: string; from: string } {
  let shape = shapes.get(select);
  if (!shape) {
    const match = SHAPE.exec(select);
    if (!match) throw new TypeError(`Not a select of columns from tables: ${select}`);
    shape = { columns: match[1]!, from: match[2]! };
    shapes.set(select, shape);
  }
  return shape;
}

/**
 * One question for all the keys: they are a table of their own, from which the rows are looked up one by one, in the order
 * given. The last column is the place of the key.
 */
export function selectForKeys(
  { select, equal, and, index, tail }: KeyedSelect,
  keys: readonly (readonly SqlValue[])[],
  flavour: Flavour,
): string {
  const { columns, from } = shapeOf(select);
  const names = keys[0]!.map((_, i) => `k${i}`);
  // Without statistics, as of a new table, the server would rather read all that a project has for every key.
  const source = index === undefined ? `(${from})` : `${from} FORCE INDEX (${index})`;
  const row = flavour === 'MySQL' ? 'ROW' : '';
  let values = '';
  for (let i = 0; i < keys.length; i++) values += `${i === 0 ? '' : ','}${row}${tuple([i, ...keys[i]!])}`;
  const conditions = equal.map((column, i) => `${column} = k.k${i}`);
  if (and) {
    let next = equal.length;
    conditions.push(and.replace(/\?/g, () => `k.k${next++}`));
  }
  return `WITH k (place, ${names.join(', ')}) AS (VALUES ${values})
    SELECT STRAIGHT_JOIN ${columns}, k.place FROM k JOIN ${source} WHERE ${conditions.join(' AND ')}${tail}`;
}
