import type { ColumnName } from '../catalogue.ts';
import type { SessionGroup, SessionQuery, SessionRow } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { Distinct, DistinctInBlocks } from './distinct.ts';
import type { GroupedPart } from './grouped-part.ts';
import { groupingOf } from './grouping.ts';
import { answerPage } from './pages.ts';
import { ownColumns, SessionScan, sessionLevelOf } from './session-scan.ts';
import { SessionSumsTally } from './session-sums.ts';
import { stretchesOf } from './stretches.ts';
import type { NumberTally } from './tally.ts';
import { viewColumns } from './view-plan.ts';

/** The columns that a question about sessions reads. */
export function sessionColumns(query: SessionQuery): ColumnName[] {
  const ofViews = query.filter ? viewColumns({ ...query, by: [], nonEmpty: [] }, ['sessions']) : [];
  return [...new Set([...ownColumns(query, query.people === true), ...ofViews])];
}

/** Answers by going through all days, or what is kept of whole months. */
export async function scanSessions<D extends SessionGroup>(
  source: ColumnSource,
  query: SessionQuery<D>,
): Promise<SessionRow<D>[]> {
  const { by, days, offset = 0, limit = Number.POSITIVE_INFINITY } = query;
  const grouping = groupingOf<SessionGroup>(by, days.from, sessionLevelOf);
  const scan = await SessionScan.open(source, query, grouping);
  const sums = new SessionSumsTally();
  // A visitor is in one block of a day.
  const counted = by.includes('day' as D) ? DistinctInBlocks<GroupedPart> : Distinct<GroupedPart>;
  const people = () => (query.people ? [new counted(({ rows }) => rows.numbers('sessionVisitor'))] : []);
  const { rows, details } = await answerPage(
    source,
    scan,
    await stretchesOf(source, query, grouping.order),
    grouping,
    { all: sums, allHasDetails: true, mostFirst: query.mostFirst === true, details: people },
    { offset, limit },
  );
  const visitors = details[0] as NumberTally | undefined;
  return rows.map(({ values, slot, index }) => ({
    ...Object.fromEntries(by.map((dimension, i) => [dimension, values[i]])),
    ...sums.of(slot),
    visitors: visitors?.valueOf(index) ?? 0,
  })) as SessionRow<D>[];
}
