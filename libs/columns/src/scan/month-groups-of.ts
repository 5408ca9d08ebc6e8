import { daysOfMonth } from '@micrologs/domain';
import { GROUPINGS, type GroupingName, type GroupVisitors, type MonthGroups } from '../month-groups.ts';
import { type EncodedGroups, encodeGroups, encodeRanking, type MonthRanking } from '../month-groups-codec.ts';
import { GrowingNumbers } from '../numbers.ts';
import { orderBy } from '../order.ts';
import { pageviewQuery, sessionQuery } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import type { GroupedPart } from './grouped-part.ts';
import { groupingOf } from './grouping.ts';
import type { Hits } from './hits.ts';
import { hitsOf } from './pages.ts';
import { SessionScan, sessionLevelOf } from './session-scan.ts';
import { SessionSumsTally } from './session-sums.ts';
import type { Tally } from './tally.ts';
import { ViewScan, viewLevelOf } from './view-scan.ts';
import { EngagedSum, LatestTitle, PageviewCount, ScrollMean } from './view-tallies.ts';

/**
 * The groups of a month as they are kept, from its columns.
 * @param month as numbered by `monthOf`
 */
export async function monthGroupsOf(source: ColumnSource, month: number, name: GroupingName): Promise<EncodedGroups> {
  if ('ranksOnly' in GROUPINGS[name]) return { ranking: encodeRanking(await rankingOfViews(source, month, name)) };
  return GROUPINGS[name].from === 'pageviews'
    ? encodeGroups('pageviews', await groupsOfViews(source, month, name))
    : encodeGroups('sessions', await groupsOfSessions(source, month, name));
}

async function rankingOfViews(source: ColumnSource, month: number, name: GroupingName): Promise<MonthRanking> {
  const query = pageviewQuery({
    project: 0,
    days: daysOfMonth(month),
    by: GROUPINGS[name].by,
    measures: ['pageviews'],
  });
  const grouping = groupingOf(query.by, query.days.from, viewLevelOf);
  const scan = await ViewScan.open(source, query, grouping, { always: ['pageviews'], details: [] });
  const count = new PageviewCount();
  for await (const part of scan.parts(grouping.keys, query.days, false, null)) {
    count.add(
      part,
      hitsOf(part, () => grouping.keys.size),
    );
  }
  const groups = Array.from({ length: grouping.keys.size }, (_, group) => group);
  return { keys: keysOf(grouping, groups), counts: Uint32Array.from(count.values(groups.length)) };
}

async function groupsOfViews(
  source: ColumnSource,
  month: number,
  name: GroupingName,
): Promise<MonthGroups<'pageviews'>> {
  const scope = { project: 0, days: daysOfMonth(month) };
  const measures = ['pageviews', 'visitors', 'engagedMs', 'scrollPct', 'latestTitle'] as const;
  const query = pageviewQuery({ ...scope, by: GROUPINGS[name].by, measures });
  const grouping = groupingOf(query.by, scope.days.from, viewLevelOf);
  const scan = await ViewScan.open(source, query, grouping, { always: measures, details: [] });
  const [count, engaged, scroll, title] = [new PageviewCount(), new EngagedSum(), new ScrollMean(), new LatestTitle()];
  const visitors = new VisitorPairs(({ rows }) => rows.numbers('visitor'));
  for await (const part of scan.parts(grouping.keys, scope.days, true, null)) {
    const hits = hitsOf(part, () => grouping.keys.size);
    for (const tally of [count, engaged, scroll, title, visitors]) tally.add(part, hits);
  }
  const groups = Array.from({ length: grouping.keys.size }, (_, group) => group);
  return {
    keys: keysOf(grouping, groups),
    counts: Uint32Array.from(count.values(groups.length)),
    details: {
      engagedMs: engaged.values(groups.length).slice(),
      scrollPct: Float64Array.from(groups, (group) => scroll.sumOf(group)),
      scrolls: Float64Array.from(groups, (group) => scroll.countOf(group)),
      title: Float64Array.from(await title.idsOf(source, groups)),
    },
    visitors: visitors.finish(groups.length),
  };
}

async function groupsOfSessions(
  source: ColumnSource,
  month: number,
  name: GroupingName,
): Promise<MonthGroups<'sessions'>> {
  const scope = { project: 0, days: daysOfMonth(month) };
  const by = GROUPINGS[name].by as readonly Parameters<typeof sessionLevelOf>[0][];
  const query = sessionQuery({ ...scope, by, people: true });
  const grouping = groupingOf(by, scope.days.from, sessionLevelOf);
  const scan = await SessionScan.open(source, query, grouping);
  const sums = new SessionSumsTally();
  const visitors = new VisitorPairs(({ rows }) => rows.numbers('sessionVisitor'));
  for await (const part of scan.parts(grouping.keys, scope.days, true, null)) {
    const hits = hitsOf(part, () => grouping.keys.size);
    sums.add(part, hits);
    visitors.add(part, hits);
  }
  const groups = Array.from({ length: grouping.keys.size }, (_, group) => group);
  const rows = groups.map((group) => sums.of(group));
  return {
    keys: keysOf(grouping, groups),
    counts: Uint32Array.from(rows, ({ sessions }) => sessions),
    details: {
      bounces: Float64Array.from(rows, ({ bounces }) => bounces),
      durationMs: Float64Array.from(rows, ({ durationMs }) => durationMs),
      unbouncedDurationMs: Float64Array.from(rows, ({ unbouncedDurationMs }) => unbouncedDurationMs),
      engagedMs: Float64Array.from(rows, ({ engagedMs }) => engagedMs),
    },
    visitors: visitors.finish(groups.length),
  };
}

/** By dimension of the grouping, the ids of its groups. */
function keysOf({ order, keys }: ReturnType<typeof groupingOf>, groups: readonly number[]): Uint32Array[] {
  const combinations = groups.map((group) => keys.valuesOf(group));
  return order.map((_, place) => {
    const depth = order.indexOf(place);
    return Uint32Array.from(combinations, (values) => values[depth]!);
  });
}

/** Who is in which group: most groups are so small that a set for each would be dear. */
class VisitorPairs<P extends GroupedPart> implements Tally<P> {
  private readonly groups = new GrowingNumbers();
  private readonly visitors = new GrowingNumbers();

  constructor(private readonly whoOf: (part: P) => Uint32Array) {}

  add(part: P, hits: Hits): void {
    const who = this.whoOf(part);
    const { at, indexes, length } = hits.owners();
    for (let i = 0; i < length; i++) {
      this.groups.push(indexes[i]!);
      this.visitors.push(who[at[i]!]!);
    }
  }

  finish(size: number): GroupVisitors {
    const groups = this.groups.values();
    const visitors = this.visitors.values();
    const numbers = new Uint32Array(groups.length);
    const offsets = new Uint32Array(size + 1);
    let length = 0;
    let last = -1;
    for (const pair of orderBy([groups, visitors])) {
      const group = groups[pair]!;
      const visitor = visitors[pair]!;
      if (group === last && numbers[length - 1] === visitor) continue;
      while (last < group) offsets[++last] = length;
      numbers[length++] = visitor;
    }
    while (last < size) offsets[++last] = length;
    return { offsets, numbers: numbers.slice(0, length) };
  }
}
