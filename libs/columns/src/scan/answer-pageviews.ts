import type { PageviewDimension, PageviewMeasure, PageviewQuery, PageviewRow } from '../question.ts';
import type { ColumnSource, DaySums } from '../source.ts';
import { isOfWholeDays, sessionsOfDays, sumsOfDays } from './day-sums.ts';
import { scanPageviews } from './scan-pageviews.ts';

/** Answers from columns, or from what is kept of days and months; the same as a recount of the single views. */
export async function answerPageviews<D extends PageviewDimension, M extends PageviewMeasure>(
  source: ColumnSource,
  query: PageviewQuery<D, M>,
): Promise<PageviewRow<D, M>[]> {
  const rows = await rowsOfSums(source, query);
  return (rows as PageviewRow<D, M>[] | null) ?? scanPageviews(source, query);
}

type Summed = Exclude<PageviewMeasure, 'scrollPct' | 'latestTitle'>;
type SumsRow = { day?: number } & Partial<Record<PageviewMeasure, number>>;

/** Null where sums of days are not enough. */
async function rowsOfSums(source: ColumnSource, query: PageviewQuery): Promise<SumsRow[] | null> {
  const byDay = query.by.length === 1;
  const known: readonly Summed[] = byDay
    ? ['pageviews', 'visitors', 'newOnDay', 'sessions', 'engagedMs']
    : ['pageviews', 'visitors', 'newOnDay', 'newInRange', 'sessions', 'engagedMs'];
  const isKnown = (measure: PageviewMeasure): measure is Summed => known.some((one) => one === measure);
  if (!isOfWholeDays(query) || !query.measures.every(isKnown)) return null;
  const sums = await sumsOfDays(source, query.days);
  if (!sums) return null;
  return byDay ? seriesOf(sums, query) : [await totalOf(source, sums, query)].slice(query.offset ?? 0);
}

function seriesOf(sums: readonly DaySums[], { measures, mostOf, offset = 0, limit }: PageviewQuery): SumsRow[] {
  const read = {
    pageviews: (day: DaySums) => day.pageviews,
    visitors: (day: DaySums) => day.visitors,
    newOnDay: (day: DaySums) => day.newVisitors,
    sessions: (day: DaySums) => day.viewedSessions,
    engagedMs: (day: DaySums) => day.engagedMs,
  };
  const rows = sums
    .filter(({ pageviews }) => pageviews > 0)
    .map((day) => ({
      day: day.day,
      ...Object.fromEntries(measures.map((measure) => [measure, read[measure as keyof typeof read](day)])),
    }));
  rows.sort((a: SumsRow, b: SumsRow) => (mostOf ? b[mostOf]! - a[mostOf]! : 0) || a.day! - b.day!);
  return rows.slice(offset, limit === undefined ? undefined : offset + limit);
}

async function totalOf(source: ColumnSource, sums: readonly DaySums[], query: PageviewQuery): Promise<SumsRow> {
  const sumOf = (value: (day: DaySums) => number) => sums.reduce((sum, day) => sum + value(day), 0);
  const row: SumsRow = {};
  for (const measure of query.measures as readonly Summed[]) {
    switch (measure) {
      case 'pageviews':
        row.pageviews = sumOf((day) => day.pageviews);
        break;
      case 'engagedMs':
        row.engagedMs = sumOf((day) => day.engagedMs);
        break;
      case 'newOnDay':
      case 'newInRange':
        // Nobody is new on two days, and whoever is new has a view on that day.
        row[measure] = sumOf((day) => day.newVisitors);
        break;
      case 'sessions':
        row.sessions = await sessionsOfDays(source, sums, query.days);
        break;
      case 'visitors': {
        const [total] = await scanPageviews(source, { ...query, measures: ['visitors'], mostOf: undefined, offset: 0 });
        row.visitors = total!.visitors;
      }
    }
  }
  return row;
}
