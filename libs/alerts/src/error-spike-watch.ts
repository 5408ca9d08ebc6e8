import type { EpochMs, Project, WebhookEndpoint } from '@micrologs/domain';
import { type FactReader, isoUtc, triggersOf } from '@micrologs/storage';
import type { Alert } from './alert.ts';
import { spikeAt } from './baseline.ts';
import { countErrors, type WatchedHour, watchErrors } from './hour-watch.ts';
import { hourAt } from './hours.ts';

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
        const key = JSON.stringify(filter);
        let watched = this.#hours.get(key);
        if (watched?.hour.from !== hour.from) watched = await watchErrors(this.#facts, project, filter, hour);
        this.#hours.set(key, watched);
        if (!watched.baseline) continue;
        const [errors] = await countErrors(this.#facts, project, filter, [hour]);
        if (errors! < spikeAt(watched.baseline, factor)) continue;
        const { median: usual, days } = watched.baseline;
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
}
