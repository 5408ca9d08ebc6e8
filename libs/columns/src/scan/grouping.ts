import type { DayRange } from '@micrologs/domain';
import type { ColumnSource } from '../source.ts';
import { GroupKeys } from './group-keys.ts';
import type { Grouping } from './pages.ts';

/** Of what groups are made in a block: what holds for all of it, for its fragments (or sessions), or for single rows. */
export type PartLevel = 'block' | 'owner' | 'row';

const LEVELS: readonly PartLevel[] = ['block', 'owner', 'row'];

/** The dimensions of a question as the parts of keys, those that hold for more rows first. */
export async function groupingOf<D extends string>(
  source: ColumnSource,
  by: readonly D[],
  days: DayRange,
  buckets: number,
  levelOf: (dimension: D) => PartLevel,
): Promise<Grouping<D>> {
  const order = by
    .map((_, place) => place)
    .sort((a, b) => LEVELS.indexOf(levelOf(by[a]!)) - LEVELS.indexOf(levelOf(by[b]!)) || a - b);
  const idLimit = await source.idLimit();
  const limitOf = (dimension: D) =>
    dimension === 'day'
      ? Math.max(1, days.to - days.from + 1)
      : dimension === 'bucket'
        ? Math.max(1, buckets)
        : idLimit;
  return { by, order, keys: new GroupKeys(order.map((place) => limitOf(by[place]!))), firstDay: days.from };
}
