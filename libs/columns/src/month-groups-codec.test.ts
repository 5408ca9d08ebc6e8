import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DamagedDataError } from './bytes.ts';
import { GROUP_DETAILS, GROUPINGS, type GroupDetail, type Grouping, type MonthGroups } from './month-groups.ts';
import { decodeRanking, encodeGroups, MonthDetails } from './month-groups-codec.ts';
import { VisitorSet } from './visitor-set.ts';

interface Group {
  key: number[];
  count: number;
  details: number[];
  visitors: number[];
}

const sum = fc.oneof(fc.nat(200), fc.nat(), fc.maxSafeNat());
const visitor = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 1_000_000 }));

const groupsOf = (dimensions: number): fc.Arbitrary<Group[]> =>
  fc.uniqueArray(
    fc.record({
      key: fc.array(fc.nat(400), { minLength: dimensions, maxLength: dimensions }),
      count: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
      details: fc.tuple(sum, sum, sum, sum),
      visitors: fc.oneof(
        visitor.map((one) => [one]),
        fc.uniqueArray(visitor, { maxLength: 12 }),
        fc.nat(1000).map((first) => Array.from({ length: 200 }, (_, i) => first + i)),
      ),
    }),
    { selector: ({ key }) => key.join(), maxLength: 12 },
  );

function monthOf<From extends Grouping['from']>(from: From, dimensions: number, groups: Group[]): MonthGroups<From> {
  const offsets = new Uint32Array(groups.length + 1);
  groups.forEach(({ visitors }, group) => {
    offsets[group + 1] = offsets[group]! + visitors.length;
  });
  const names: readonly GroupDetail<From>[] = GROUP_DETAILS[from];
  return {
    keys: Array.from({ length: dimensions }, (_, dimension) => Uint32Array.from(groups, ({ key }) => key[dimension]!)),
    counts: Uint32Array.from(groups, ({ count }) => count),
    details: Object.fromEntries(
      names.map((name, i) => [name, Float64Array.from(groups, ({ details }) => details[i]!)]),
    ) as Record<GroupDetail<From>, Float64Array>,
    visitors: { offsets, numbers: Uint32Array.from(groups.flatMap(({ visitors }) => visitors.sort((a, b) => a - b))) },
  };
}

describe('the groups of a month', () => {
  for (const from of ['pageviews', 'sessions'] as const) {
    it(`of ${from} come back from their bytes, by their keys`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 3 }).chain((dimensions) => fc.tuple(fc.constant(dimensions), groupsOf(dimensions))),
          ([dimensions, groups]) => {
            const encoded = encodeGroups(from, monthOf(from, dimensions, groups));
            const { keys, counts } = decodeRanking(encoded.ranking);
            const details = new MonthDetails(from, encoded.details!);
            expect(keys).toHaveLength(dimensions);
            expect(details).toHaveLength(groups.length);
            const read = Array.from(counts, (count, group): Group => {
              const visitors = new VisitorSet();
              details.addVisitors(group, visitors);
              expect(details.visitors(group)).toBe(visitors.size);
              return {
                key: keys.map((ids) => ids[group]!),
                count,
                details: GROUP_DETAILS[from].map((name) => details.detail(name as never, group)),
                visitors: [...visitors.sorted()],
              };
            });
            const byKey = (a: Group, b: Group) => {
              const place = a.key.findIndex((id, dimension) => id !== b.key[dimension]);
              return place < 0 ? 0 : a.key[place]! - b.key[place]!;
            };
            expect(read).toEqual(groups.sort(byKey));
          },
        ),
      );
    });
  }

  it('can be very many', () => {
    const groups = Array.from({ length: 1000 }, (_, i): Group => {
      const visitors = i < 10 ? Array.from({ length: 1000 - i }, (_, one) => one * (i + 1)) : [i * 7];
      return { key: [i * 3], count: visitors.length, details: [2 ** (i % 50), i % 101, 1, i * 2], visitors };
    });
    const encoded = encodeGroups('pageviews', monthOf('pageviews', 1, groups));
    const details = new MonthDetails('pageviews', encoded.details);
    for (const [group, { visitors, details: expected }] of groups.entries()) {
      const read = new VisitorSet();
      details.addVisitors(group, read);
      expect(Array.from(read.sorted())).toEqual(visitors);
      expect(GROUP_DETAILS.pageviews.map((name) => details.detail(name, group))).toEqual(expected);
    }
  });

  it('are damaged when a single byte is', () => {
    fc.assert(
      fc.property(groupsOf(1), fc.nat(), fc.integer({ min: 1, max: 255 }), (groups, at, flipped) => {
        const { ranking, details } = encodeGroups('pageviews', monthOf('pageviews', 1, groups));
        ranking[at % ranking.length]! ^= flipped;
        details[at % details.length]! ^= flipped;
        expect(() => decodeRanking(ranking)).toThrow(DamagedDataError);
        expect(() => new MonthDetails('pageviews', details)).toThrow(DamagedDataError);
      }),
    );
  });
});

it('each grouping has a number of its own', () => {
  const ids = Object.values(GROUPINGS).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
