import type { LocalDay } from '@micrologs/domain';
import { GroupKeys } from './group-keys.ts';

/** Of what groups are made in a block: what holds for all of it, for its fragments (or sessions), or for single rows. */
export type PartLevel = 'block' | 'owner' | 'row';

const LEVELS: readonly PartLevel[] = ['block', 'owner', 'row'];

/** What groups are made of. */
export interface Grouping<D extends string> {
  by: readonly D[];
  /** The places of `by` in the order in which `keys` has them: those that hold for more rows first. */
  order: readonly number[];
  keys: GroupKeys;
  /** The first day of the scope, from which `keys` counts days. */
  firstDay: LocalDay;
}

export function groupingOf<D extends string>(
  by: readonly D[],
  firstDay: LocalDay,
  levelOf: (dimension: D) => PartLevel,
): Grouping<D> {
  const weightOf = (place: number) => LEVELS.indexOf(levelOf(by[place]!));
  const order = by.map((_, place) => place).sort((a, b) => weightOf(a) - weightOf(b));
  return { by, order, keys: new GroupKeys(by.length), firstDay };
}
