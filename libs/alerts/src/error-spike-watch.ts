import type { EpochMs, ErrorFilter, Project, WebhookEndpoint } from '@micrologs/domain';
import { type FactReader, isoUtc, triggersOf } from '@micrologs/storage';
import type { Alert } from './alert.ts';
import { baselineOf, spikeAt } from './baseline.ts';
import { errorsIn } from './error-alerts.ts';
import { DAYS_BACK, type WatchedHour } from './hour-watch.ts';
import { earlierHours, hourAt, type Stretch } from './hours.ts';

/** Compares the errors of the present hour of a project with what is usual. */
export class ErrorSpikeWatch {
  readonly #facts: FactReader;
  /** By the errors that are meant. */
  readonly #hours = new Map<string, WatchedHour>();

  constructor(facts: FactReader) {
    this.#facts = facts;
  }

  async alerts(project: Project, endpoints: readonly WebhookEndpoint[], now: EpochMs): Promise<Alert[]> {
    const hour = hourAt(now, project.timeZone);
    if (!hour) return [];
    const alerts: Alert[] = [];
    for (const endpoint of endpoints) {
      for (const { type, factor, environments, severities } of triggersOf(endpoint, 'errors.spike')) {
        const filter = { environments, severities };
        const { baseline } = await this.#watched(project, filter, hour);
        if (!baseline) continue;
        const [errors] = await this.#count(project, filter, [hour]);
        if (errors! < spikeAt(baseline, factor)) continue;
        const { median: usual, days } = baseline;
        const summary = `Already ${errors} errors in an hour that usually has ${usual}`;
        const times = { from: isoUtc(hour.from), to: isoUtc(hour.to) };
        alerts.push({
          endpoint,
          type,
          subject: JSON.stringify({ factor, ...filter }),
          every: { ...hour, slides: false },
          data: { summary, errors, usual, days, factor, ...filter, ...times },
        });
      }
    }
    return alerts;
  }

  async #watched(project: Project, filter: ErrorFilter, hour: Stretch): Promise<WatchedHour> {
    const key = JSON.stringify(filter);
    const known = this.#hours.get(key);
    if (known?.hour.from === hour.from) return known;
    // An hour without errors is a good one, but one before the project is none.
    const earlier = earlierHours(hour, project.timeZone, DAYS_BACK).filter(({ from }) => from >= project.createdAt);
    const watched = { hour, baseline: baselineOf(await this.#count(project, filter, earlier)) };
    this.#hours.set(key, watched);
    return watched;
  }

  /** The errors in each of these hours. */
  async #count({ id }: Project, filter: ErrorFilter, hours: readonly Stretch[]): Promise<number[]> {
    const questions = hours.map((hour, i) => [i, errorsIn(id, hour, filter)] as const);
    const answers = await this.#facts.read(Object.fromEntries(questions));
    return hours.map((_, i) => answers[i]!.reduce((sum, { occurrences }) => sum + occurrences, 0));
  }
}
