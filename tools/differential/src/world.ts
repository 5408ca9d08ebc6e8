import { createHash } from 'node:crypto';
import {
  DAY_MS,
  DEFAULT_SETTINGS,
  type EpochMs,
  type IanaZone,
  type Project,
  type QueuedEvent,
} from '@micrologs/domain';
import { visitorHash } from '@micrologs/identity';
import { applyBatch, VisitorMemory } from '@micrologs/pipeline';
import type { DueDay, EncodedDays, WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { type Sent, SITE } from './history.ts';

/** Rows of a day go so long after its end: later than any event may come that has to do with them. */
const RETIRED_AFTER_MS = 10 * DAY_MS;
const IDS_KEPT_MS = 9 * DAY_MS;
/** Later than any month of these tests. */
const END_OF_TIME = Date.UTC(2030, 0, 1);

/** A project in a real store, to which events come as the pipeline brings them. */
export class World {
  readonly #memory = new VisitorMemory();
  readonly storage: WritableStorage;
  readonly project: Project;

  private constructor(storage: WritableStorage, project: Project) {
    this.storage = storage;
    this.project = project;
  }

  static async create(storage: WritableStorage, name: string, timeZone: IanaZone): Promise<World> {
    const key = createHash('sha256').update(name).digest('hex');
    const project = await storage.projects.create(
      {
        name,
        publicKey: key.slice(0, 32),
        secretHash: key,
        allowedDomains: [SITE],
        timeZone,
        settings: DEFAULT_SETTINGS,
        createdAt: 0,
      },
      anAct(),
    );
    return new World(storage, project);
  }

  async send(events: readonly Sent[]): Promise<void> {
    if (events.length === 0) return;
    const queued = events.map((event) => queuedOf(event, this.project.id));
    await this.storage.ingest.transact((transaction) => applyBatch(transaction, queued, this.#memory));
  }

  async due(now: EpochMs): Promise<DueDay[]> {
    return (await this.storage.columns.due(now, null)).filter(({ project }) => project === this.project.id);
  }

  /** The first step of sealing; null when there is nothing to seal. */
  async encode(now: EpochMs): Promise<EncodedDays | null> {
    const days = (await this.due(now)).map(({ day }) => day);
    return days.length === 0 ? null : this.storage.columns.encode(this.project.id, days);
  }

  async seal(now: EpochMs): Promise<void> {
    for (let encoded = await this.encode(now); encoded; encoded = await this.encode(now)) {
      const stored = await this.storage.columns.store(encoded);
      if (stored.length === 0) throw new Error('Nobody changed anything, and yet nothing was sealed');
    }
  }

  /** Puts the days of months that are sealed as a whole side by side, and keeps what is asked of whole months. */
  async closeMonths(): Promise<void> {
    const { columns } = this.storage;
    for (const { project, month } of await columns.dueMonths(END_OF_TIME, null)) {
      if (project === this.project.id) await columns.joinMonth(project, month);
    }
    for (const due of await columns.dueGroups(END_OF_TIME, null)) {
      if (due.project !== this.project.id) continue;
      const encoded = await columns.encodeGroups(due);
      if (!encoded || !(await columns.storeGroups(encoded))) throw new Error('A sealed month could not be kept');
    }
  }

  async erase(visitor: string, now: EpochMs): Promise<void> {
    await this.storage.erasure.erase(this.project.id, visitorHash(visitor), now, anAct());
  }

  /** Removes what nobody needs any more. */
  async retire(now: EpochMs): Promise<void> {
    await this.storage.ingest.expire({ eventIds: now - IDS_KEPT_MS, engagements: now - IDS_KEPT_MS });
    while (await this.storage.columns.retire(this.project.id, now - RETIRED_AFTER_MS));
  }
}

function queuedOf(event: Sent, project: number): QueuedEvent {
  const { id, at, receivedAt } = event;
  const times = { receivedAt, ...(at === receivedAt ? {} : { occurredAt: at }) };
  if (event.kind === 'engagement') {
    const { of, engagedMs, scrollPct } = event;
    const body = { pageview_id: of, engaged_ms: engagedMs, scroll_pct: scrollPct };
    return { kind: 'engagement', project, id, idGiven: true, ...times, body };
  }
  const { visitor, token, url, title, referrer, device, place } = event;
  return {
    kind: 'pageview',
    project,
    id,
    idGiven: true,
    ...times,
    device,
    ...(place ? { place } : {}),
    body: { url, page_title: title, referrer, visitor_id: visitor, session_token: token },
  };
}
