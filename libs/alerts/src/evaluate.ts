import { type EpochMs, MINUTE_MS, type Project, SECOND_MS, type WebhookTrigger } from '@micrologs/domain';
import type { FactReader } from '@micrologs/storage';
import { type Baseline, dropAt, spikeAt } from './baseline.ts';
import { sumOf, windowOf } from './error-window.ts';
import { countErrors, countViews, watchErrors, watchViews } from './hour-watch.ts';
import { hourAt } from './hours.ts';

/** What a trigger would say now, whether anybody was told lately or not. */
export interface Evaluation {
  /** Null where nobody can say: there is nothing to compare with. */
  fires: boolean | null;
  /** What it looks at: errors, pageviews, minutes or seconds; null when that is not known. */
  value: number | null;
  /** The value from which on it fires; of a drop, up to which. */
  limit: number | null;
  /** The median of earlier days, and how many they are; null where nothing is compared. */
  usual: number | null;
  days: number | null;
}

const UNCOMPARED = { usual: null, days: null };
const UNKNOWN: Evaluation = { fires: null, value: null, limit: null, ...UNCOMPARED };

/**
 * What a trigger would say now. One that single events bring about says nothing before there is one.
 * @param lagMs how long the oldest event has waited to be stored; null when that is not known
 */
export async function evaluate(
  facts: FactReader,
  project: Project,
  trigger: WebhookTrigger,
  now: EpochMs,
  lagMs: () => Promise<number | null>,
): Promise<Evaluation> {
  switch (trigger.type) {
    case 'errors.threshold': {
      const { rows } = await facts.read({ rows: windowOf(project.id, trigger, now) });
      const most = rows.reduce((max, { occurrences }) => Math.max(max, occurrences), 0);
      return reaching(trigger.per === 'project' ? sumOf(rows) : most, trigger.count);
    }
    case 'errors.spike': {
      const hour = hourAt(now, project.timeZone);
      if (!hour) return UNKNOWN;
      const { baseline } = await watchErrors(facts, project, trigger, hour);
      const [errors] = await countErrors(facts, project, trigger, [hour]);
      if (!baseline) return { ...UNKNOWN, value: errors! };
      return { ...reaching(errors!, spikeAt(baseline, trigger.factor)), usual: baseline.median, days: baseline.days };
    }
    case 'traffic.spike':
      return traffic(facts, project, now, (value, baseline) => reaching(value, spikeAt(baseline, trigger.factor)));
    case 'traffic.drop': {
      const hour = hourAt(now, project.timeZone);
      if (!hour) return UNKNOWN;
      return traffic(facts, project, hour.from - 1, (value, baseline) => {
        const limit = dropAt(baseline, trigger.factor);
        return { fires: limit === null ? null : value <= limit, value, limit, ...UNCOMPARED };
      });
    }
    case 'events.silence': {
      const { latest } = await facts.read({ latest: { from: 'latestEvent', project: project.id } });
      const { at } = latest[0];
      if (at === null) return { ...UNKNOWN, limit: trigger.minutes };
      return reaching(Math.max(Math.floor((now - at) / MINUTE_MS), 0), trigger.minutes);
    }
    case 'queue.lag': {
      const lag = await lagMs();
      if (lag === null) return { ...UNKNOWN, limit: trigger.seconds };
      return reaching(Math.floor(lag / SECOND_MS), trigger.seconds);
    }
    default:
      return UNKNOWN;
  }
}

function reaching(value: number, limit: number): Evaluation {
  return { fires: value >= limit, value, limit, ...UNCOMPARED };
}

/** @param at an instant of the hour whose views are counted */
async function traffic(
  facts: FactReader,
  project: Project,
  at: EpochMs,
  judge: (pageviews: number, baseline: Baseline) => Evaluation,
): Promise<Evaluation> {
  const watched = await watchViews(facts, project, at);
  if (!watched) return UNKNOWN;
  const { pageviews } = await countViews(facts, project, watched.hour);
  const { baseline } = watched;
  if (!baseline) return { ...UNKNOWN, value: pageviews };
  return { ...judge(pageviews, baseline), usual: baseline.median, days: baseline.days };
}
