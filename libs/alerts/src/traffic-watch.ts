import { type EpochMs, MINUTE_MS, type Project, type WebhookEndpoint } from '@micrologs/domain';
import { type FactReader, isoUtc, triggersOf } from '@micrologs/storage';
import type { Alert } from './alert.ts';
import { dropAt, spikeAt } from './baseline.ts';
import { countViews, type WatchedHour, watchViews } from './hour-watch.ts';
import { hourAt, type Stretch } from './hours.ts';

/** After a change of the clocks in an hour, how long to wait before asking for the next one. */
const ASK_AGAIN_MS = MINUTE_MS;

interface CountedHour extends WatchedHour {
  pageviews: number;
  /** Number of the last view that is counted, or was stored before. */
  last: number;
}

/** Counts the views of a project as they are stored, hour by hour, and compares them with what is usual. */
export class TrafficWatch {
  readonly #facts: FactReader;
  #current: CountedHour | null = null;
  #currentUntil: EpochMs = 0;
  /** An hour of which it is not known yet whether it was a drop. */
  #ended: Stretch | null = null;

  constructor(facts: FactReader) {
    this.#facts = facts;
  }

  /** @param storedUntil everything received before this is stored; null when that is not known */
  async alerts(
    project: Project,
    endpoints: readonly WebhookEndpoint[],
    now: EpochMs,
    storedUntil: EpochMs | null,
  ): Promise<Alert[]> {
    if (!endpoints.some(({ triggers }) => triggers.some(({ type }) => type.startsWith('traffic.')))) return [];
    if (now >= this.#currentUntil) await this.#turn(project, now);
    const alerts = await this.#spikes(project, endpoints);
    if (this.#ended && storedUntil !== null && storedUntil >= this.#ended.to) {
      alerts.push(...(await this.#drops(project, endpoints, this.#ended)));
      this.#ended = null;
    }
    return alerts;
  }

  /** A new hour. Whoever held the project before may have ended before it judged the last one. */
  async #turn(project: Project, now: EpochMs): Promise<void> {
    const watched = await watchViews(this.#facts, project, now);
    this.#current = watched && { ...watched, ...(await countViews(this.#facts, project, watched.hour)) };
    this.#currentUntil = watched?.hour.to ?? now + ASK_AGAIN_MS;
    if (watched) this.#ended = hourAt(watched.hour.from - 1, project.timeZone);
  }

  async #spikes(project: Project, endpoints: readonly WebhookEndpoint[]): Promise<Alert[]> {
    const current = this.#current;
    if (!current?.baseline) return [];
    const { hour, baseline, last: after } = current;
    const { views } = await this.#facts.read({
      views: { from: 'newViews', project: project.id, after, times: hour },
    });
    current.pageviews += views[0].pageviews;
    current.last = views[0].last;
    return endpoints.flatMap((endpoint) =>
      triggersOf(endpoint, 'traffic.spike')
        .filter(({ factor }) => current.pageviews >= spikeAt(baseline, factor))
        .map(({ factor }) => trafficAlert(endpoint, 'traffic.spike', factor, current, current.pageviews)),
    );
  }

  async #drops(project: Project, endpoints: readonly WebhookEndpoint[], ended: Stretch): Promise<Alert[]> {
    if (!endpoints.some((endpoint) => triggersOf(endpoint, 'traffic.drop').length > 0)) return [];
    const watched = await watchViews(this.#facts, project, ended.from);
    if (!watched?.baseline) return [];
    const { baseline } = watched;
    const { pageviews } = await countViews(this.#facts, project, ended);
    // Nobody is told of what was over before they asked.
    const listened = endpoints.filter(({ createdAt }) => createdAt < ended.to);
    return listened.flatMap((endpoint) =>
      triggersOf(endpoint, 'traffic.drop')
        .filter(({ factor }) => pageviews <= (dropAt(baseline, factor) ?? -1))
        .map(({ factor }) => trafficAlert(endpoint, 'traffic.drop', factor, watched, pageviews)),
    );
  }
}

function trafficAlert(
  endpoint: WebhookEndpoint,
  type: 'traffic.spike' | 'traffic.drop',
  factor: number,
  { hour, baseline }: WatchedHour,
  pageviews: number,
): Alert {
  const { median: usual, days } = baseline!;
  const amount = type === 'traffic.spike' ? 'Already' : 'Only';
  return {
    endpoint,
    type,
    subject: `${factor}`,
    every: { ...hour, slides: false },
    data: {
      summary: `${amount} ${pageviews} pageviews in an hour that usually has ${usual}`,
      pageviews,
      usual,
      days,
      factor,
      from: isoUtc(hour.from),
      to: isoUtc(hour.to),
    },
  };
}
