import type { TextColumnName } from '../catalogue.ts';
import type { FactFilter } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { NO_TEXT } from './block-rows.ts';
import { Ids, Texts, type TextTest } from './text-tests.ts';

/** A filter made ready for blocks: its texts are ids of the dictionary. */
export type Condition =
  | { kind: 'all' | 'any'; of: readonly Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'text'; column: TextColumnName; test: TextTest }
  /** Whether the visitor is new. */
  | { kind: 'new'; isNew: boolean; returning: boolean };

type Leaf = Extract<FactFilter, { field: unknown }>;

export function leavesOf(filter: FactFilter): Leaf[] {
  if ('all' in filter) return filter.all.flatMap(leavesOf);
  if ('any' in filter) return filter.any.flatMap(leavesOf);
  return 'not' in filter ? leavesOf(filter.not) : [filter];
}

/**
 * The filter of a question.
 * @param nonEmpty columns of which no text may be empty
 */
export async function conditionOf(
  source: ColumnSource,
  filter: FactFilter | undefined,
  nonEmpty: readonly TextColumnName[],
): Promise<Condition> {
  const wanted = [
    ...new Set(['', ...(filter ? leavesOf(filter) : []).flatMap(({ op, values }) => (op === 'is' ? values : []))]),
  ];
  const found = await source.idsOf(wanted);
  const ids = new Map(wanted.map((text, i) => [text, found[i] ?? (text === '' ? NO_TEXT : null)]));

  const isOneOf = (texts: readonly string[]) =>
    new Ids(texts.map((text) => ids.get(text)!).filter((id) => id !== null));
  const make = (node: FactFilter): Condition => {
    if ('all' in node) return { kind: 'all', of: node.all.map(make) };
    if ('any' in node) return { kind: 'any', of: node.any.map(make) };
    if ('not' in node) return { kind: 'not', of: make(node.not) };
    const { field, op, values } = node;
    const holds = HOLDS[op];
    const test = (text: string) => values.some((value) => holds(text, value));
    if (field === 'visitorType') return { kind: 'new', isNew: test('new'), returning: test('returning') };
    return { kind: 'text', column: field, test: op === 'is' ? isOneOf(values) : new Texts(source, test) };
  };
  return {
    kind: 'all',
    of: [
      ...nonEmpty.map((column): Condition => ({ kind: 'not', of: { kind: 'text', column, test: isOneOf(['']) } })),
      ...(filter ? [make(filter)] : []),
    ],
  };
}

const HOLDS = {
  is: (text: string, value: string) => text === value,
  contains: (text: string, value: string) => text.includes(value),
  startsWith: (text: string, value: string) => text.startsWith(value),
};
