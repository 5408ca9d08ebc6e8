import { type EpochMs, type ErrorFilter, FrozenDaysError, localDay, monthOf, type Project } from '@micrologs/domain';
import { type FactReader, pageviewQuery } from '@micrologs/storage';
import { type Baseline, baselineOf } from './baseline.ts';
import { errorsIn, sumOf } from './error-window.ts';
import { earlierHours, hourAt, type Stretch } from './hours.ts';

/** Two weeks: each day of the week twice. */
const DAYS_BACK = 14;

/** An hour, and what is usual in it; null where nobody can say. */
export interface WatchedHour {
  hour: Stretch;
  baseline: Baseline | null;
}

/**
 * What is usual at an hour, by the pageviews of the days before.
 * @param at an instant of the hour
 * @returns null in an hour that the clocks of the project change
 */
export async function watchViews(facts: FactReader, project: Project, at: EpochMs): Promise<WatchedHour | null> {
  const hour = hourAt(at, project.timeZone);
  if (!hour) return null;
  const earlier = earlierHours(hour, project.timeZone, DAYS_BACK);
  try {
    return { hour, baseline: baselineOf(await viewsOn(facts, project, earlier)) };
  } catch (error) {
    if (!(error instanceof FrozenDaysError)) throw error;
    // Pageviews go by retention month by month, and those of this month are there.
    const month = (instant: EpochMs) => monthOf(localDay(instant, project.timeZone));
    const kept = earlier.filter(({ from }) => month(from) === month(hour.from));
    return { hour, baseline: baselineOf(await viewsOn(facts, project, kept)) };
  }
}

/** Views in each of these hours, on days after the first one that has any: the project was not there before. */
async function viewsOn(facts: FactReader, { id, timeZone }: Project, hours: readonly Stretch[]): Promise<number[]> {
  const [nearest, farthest] = [hours[0], hours.at(-1)];
  if (!nearest || !farthest) return [];
  const ascending = [...hours].reverse();
  const days = { from: localDay(farthest.from, timeZone), to: localDay(nearest.from, timeZone) };
  const { byHour, byDay } = await facts.read({
    byHour: pageviewQuery({
      project: id,
      days,
      buckets: ascending.flatMap(({ from, to }) => [from, to]),
      by: ['bucket'],
      measures: ['pageviews'],
    }),
    byDay: pageviewQuery({
      project: id,
      days: { ...days, from: days.from - 1 },
      by: ['day'],
      measures: ['pageviews'],
    }),
  });
  const first = byDay[0]?.day ?? Number.POSITIVE_INFINITY;
  // Every other stretch is what lies between two hours.
  const counts = new Map(byHour.map(({ bucket, pageviews }) => [bucket / 2, pageviews]));
  return ascending.flatMap(({ from }, i) => (localDay(from, timeZone) > first ? (counts.get(i) ?? 0) : []));
}

/** Views that happened in an hour, of those that are stored now, and the number of the last one stored. */
export async function countViews(
  facts: FactReader,
  { id: project, timeZone }: Project,
  hour: Stretch,
): Promise<{ pageviews: number; last: number }> {
  const days = { from: localDay(hour.from, timeZone), to: localDay(hour.to - 1, timeZone) };
  const { views, stored } = await facts.read({
    views: pageviewQuery({ project, days, times: hour, by: [], measures: ['pageviews'] }),
    stored: { from: 'newViews', project, after: Number.MAX_SAFE_INTEGER, times: hour },
  });
  return { pageviews: views[0].pageviews, last: stored[0].last };
}

/** What is usual at an hour, by the errors of the days before that are meant. */
export async function watchErrors(
  facts: FactReader,
  project: Project,
  filter: ErrorFilter,
  hour: Stretch,
): Promise<WatchedHour> {
  // An hour without errors is a good one, but one before the project is none.
  const earlier = earlierHours(hour, project.timeZone, DAYS_BACK).filter(({ from }) => from >= project.createdAt);
  return { hour, baseline: baselineOf(await countErrors(facts, project, filter, earlier)) };
}

/** The errors in each of these hours. */
export async function countErrors(
  facts: FactReader,
  { id }: Project,
  filter: ErrorFilter,
  hours: readonly Stretch[],
): Promise<number[]> {
  const questions = hours.map((hour, i) => [i, errorsIn(id, hour, filter)] as const);
  const answers = await facts.read(Object.fromEntries(questions));
  return hours.map((_, i) => sumOf(answers[i]!));
}
