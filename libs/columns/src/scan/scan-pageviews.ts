import type { ColumnName } from '../catalogue.ts';
import type { PageviewDimension, PageviewMeasure, PageviewQuery, PageviewRow } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { groupingOf } from './grouping.ts';
import { answerPage } from './pages.ts';
import { stretchesOf } from './stretches.ts';
import type { NumberTally, Tally } from './tally.ts';
import { viewColumns } from './view-plan.ts';
import { ViewScan, viewLevelOf } from './view-scan.ts';
import { LatestTitle, numberTally, type ViewPart } from './view-tallies.ts';

/** The columns that a question about pageviews reads. */
export function pageviewColumns(query: PageviewQuery): ColumnName[] {
  return viewColumns(query, query.mostOf ? [query.mostOf, ...query.measures] : query.measures);
}

/** Answers by going through all days, or what is kept of whole months. */
export async function scanPageviews<D extends PageviewDimension, M extends PageviewMeasure>(
  source: ColumnSource,
  query: PageviewQuery<D, M>,
): Promise<PageviewRow<D, M>[]> {
  const { by, days, offset = 0, limit = Number.POSITIVE_INFINITY } = query;
  const mostOf = query.mostOf as Exclude<PageviewMeasure, 'latestTitle'> | undefined;
  const others = (query.measures as readonly PageviewMeasure[]).filter((measure) => measure !== mostOf);
  const grouping = groupingOf<PageviewDimension>(by, days.from, viewLevelOf);
  const scan = await ViewScan.open(source, query, grouping, { always: mostOf ? [mostOf] : [], details: others });
  const tallyOf = (measure: PageviewMeasure): Tally<ViewPart> =>
    measure === 'latestTitle' ? new LatestTitle() : numberTally(measure, by);
  const all = mostOf ? numberTally(mostOf, by) : null;
  const { rows, details } = await answerPage(
    source,
    scan,
    await stretchesOf(source, query, grouping.order),
    grouping,
    {
      all,
      allHasDetails: mostOf !== undefined && mostOf !== 'pageviews',
      mostFirst: all !== null,
      details: () => others.map(tallyOf),
    },
    { offset, limit },
  );

  const titles = await latestTitles(
    source,
    details,
    rows.map(({ index }) => index),
  );
  return rows.map(({ values, slot, index }, place) =>
    Object.fromEntries([
      ...by.map((dimension, i) => [dimension, values[i]]),
      ...query.measures.map((measure) => {
        if (measure === mostOf) return [measure, all!.valueOf(slot)];
        if (measure === 'latestTitle') return [measure, titles[place]];
        return [measure, (details[others.indexOf(measure)] as NumberTally<ViewPart>).valueOf(index)];
      }),
    ]),
  ) as PageviewRow<D, M>[];
}

async function latestTitles(
  source: ColumnSource,
  details: readonly Tally<ViewPart>[],
  indexes: readonly number[],
): Promise<string[]> {
  const tally = details.find((one) => one instanceof LatestTitle);
  return tally ? tally.titlesOf(source, indexes) : [];
}
