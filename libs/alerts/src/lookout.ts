import { createHash } from 'node:crypto';
import {
  type Clock,
  type EpochMs,
  type Project,
  type ProjectId,
  SECOND_MS,
  type WebhookEndpoint,
  type WebhookTriggerType,
} from '@micrologs/domain';
import { eventOf, type Storage, triggersOf } from '@micrologs/storage';
import type { Alert } from './alert.ts';
import { lagAlerts, silenceAlerts } from './arrival-alerts.ts';
import { thresholdAlerts } from './error-alerts.ts';
import { ErrorSpikeWatch } from './error-spike-watch.ts';
import { ToldLately } from './told-lately.ts';
import { TrafficWatch } from './traffic-watch.ts';

export interface LookoutOptions {
  storage: Pick<Storage, 'facts' | 'projects' | 'webhooks'>;
  /** Whose partitions are watched: the name under which the pipeline holds their leases; null: all. */
  owner: string | null;
  /** How long the oldest event that is not stored has waited, in ms; 0 when none waits, null when nobody knows. */
  lagMs: () => Promise<number | null>;
  clock: Clock;
}

/** What was received so lately may be on its way into the queue or out of it. */
const UNDER_WAY_MS = 2 * SECOND_MS;

/** Triggers that ask again and again; the others are told of by whatever stores what happened. */
const COMPUTED: ReadonlySet<WebhookTriggerType> = new Set<WebhookTriggerType>([
  'errors.threshold',
  'errors.spike',
  'traffic.spike',
  'traffic.drop',
  'events.silence',
  'queue.lag',
]);

interface Watches {
  traffic: TrafficWatch;
  spikes: ErrorSpikeWatch;
  /** What was looked at when the errors were counted last: the last of them, and for whom. */
  errorsSeen: string;
}

/** Finds out what no single event tells: that there are too many, too few, or none at all. */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #watches = new Map<ProjectId, Watches>();
  readonly #told = new ToldLately();
  #projects: readonly Project[] = [];
  #changeNumber = -1;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  /**
   * Looks at every project with an endpoint that wants to know, and puts into the outbox what there is to tell.
   * @param onFailure hears of a project that could not be looked at, which must not keep the others waiting
   */
  async look(onFailure: (error: Error, project: ProjectId) => void): Promise<void> {
    const { clock, lagMs } = this.#options;
    const endpoints = await this.#endpoints();
    for (const project of this.#watches.keys()) if (!endpoints.has(project)) this.#watches.delete(project);
    this.#told.forget(clock());
    if (endpoints.size === 0) return;
    const lag = await lagMs();
    for (const project of await this.#allProjects()) {
      const listening = endpoints.get(project.id);
      if (!listening || !project.isActive) continue;
      try {
        await this.#lookAt(project, listening, lag);
      } catch (error) {
        // Nothing is known of what was told: the next look begins anew.
        this.#watches.delete(project.id);
        onFailure(error as Error, project.id);
      }
    }
  }

  async #endpoints(): Promise<Map<ProjectId, WebhookEndpoint[]>> {
    const { storage, owner } = this.#options;
    const endpoints = new Map<ProjectId, WebhookEndpoint[]>();
    for (const endpoint of await storage.webhooks.enabled(owner)) {
      if (!endpoint.triggers.some(({ type }) => COMPUTED.has(type))) continue;
      const others = endpoints.get(endpoint.project);
      if (others) others.push(endpoint);
      else endpoints.set(endpoint.project, [endpoint]);
    }
    return endpoints;
  }

  async #allProjects(): Promise<readonly Project[]> {
    const { projects } = this.#options.storage;
    // Read first: what changes between the two is read again.
    const changeNumber = await projects.changeNumber();
    if (changeNumber !== this.#changeNumber) this.#projects = await projects.all();
    this.#changeNumber = changeNumber;
    return this.#projects;
  }

  async #lookAt(project: Project, endpoints: readonly WebhookEndpoint[], lag: number | null): Promise<void> {
    const { facts } = this.#options.storage;
    const now = this.#options.clock();
    const storedUntil = lag === null ? null : now - lag - UNDER_WAY_MS;
    const { traffic } = this.#watchesOf(project.id);
    await this.#tell([
      ...(await this.#errorAlerts(project, endpoints, now)),
      ...(await traffic.alerts(project, endpoints, now, storedUntil)),
      ...(storedUntil === null ? [] : await silenceAlerts(facts, project.id, endpoints, now, storedUntil)),
      ...(lag === null ? [] : lagAlerts(endpoints, now, lag)),
    ]);
  }

  /** Errors are counted when some have come since, or somebody else wants to know. */
  async #errorAlerts(project: Project, endpoints: readonly WebhookEndpoint[], now: EpochMs): Promise<Alert[]> {
    const wanted = endpoints.flatMap((endpoint) => [
      endpoint.id,
      ...triggersOf(endpoint, 'errors.threshold'),
      ...triggersOf(endpoint, 'errors.spike'),
    ]);
    if (wanted.length === endpoints.length) return [];
    const { facts } = this.#options.storage;
    const watches = this.#watchesOf(project.id);
    const { last } = await facts.read({ last: { from: 'lastError', project: project.id } });
    const seen = JSON.stringify([last[0].number, wanted]);
    if (seen === watches.errorsSeen) return [];
    watches.errorsSeen = seen;
    return [
      ...(await thresholdAlerts(facts, project.id, endpoints, now)),
      ...(await watches.spikes.alerts(project, endpoints, now)),
    ];
  }

  #watchesOf(project: ProjectId): Watches {
    const { facts } = this.#options.storage;
    let watches = this.#watches.get(project);
    if (!watches) {
      watches = { traffic: new TrafficWatch(facts), spikes: new ErrorSpikeWatch(facts), errorsSeen: '' };
      this.#watches.set(project, watches);
    }
    return watches;
  }

  async #tell(alerts: readonly Alert[]): Promise<void> {
    const { storage, clock } = this.#options;
    for (const alert of alerts) {
      const { endpoint, type, every, data } = alert;
      const now = clock();
      const trouble = digestOf(alert);
      const what = `${endpoint.id} ${trouble}`;
      if (this.#told.isTold(what, now)) continue;
      // The store takes one event of a key, so however many processes look, one of them tells.
      const event = eventOf(endpoint, { type, key: `${trouble} ${every.from}`, at: now, data });
      const isNew = (await storage.webhooks.addEvents([event])).length > 0;
      // When another process told of it is not known here, but in which interval.
      this.#told.note(what, isNew && every.slides ? now + every.to - every.from : every.to);
    }
  }
}

function digestOf({ type, subject }: Alert): string {
  return createHash('sha256').update(`${type} ${subject}`).digest('hex').slice(0, 32);
}
