import type { ColumnSource } from '../source.ts';
import { NO_TEXT } from './block-rows.ts';

/** The texts of these ids, each read once. */
export async function textsById(source: ColumnSource, ids: Iterable<number>): Promise<Map<number, string>> {
  const distinct = [...new Set(ids)].filter((id) => id !== NO_TEXT);
  const texts = distinct.length === 0 ? [] : await source.textsOf(distinct);
  return new Map([[NO_TEXT, ''], ...distinct.map((id, i): [number, string] => [id, texts[i]!])]);
}
