import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type EpochMs,
  type ErrorEvent,
  localDay,
  type Project,
  type WebhookEndpoint,
  type WebhookTrigger,
} from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import {
  aGroup,
  anAct,
  anErrorEvent,
  aPageview,
  aProject,
  aSession,
  aVisitor,
  aWebhookEndpoint,
} from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { Lookout } from '../src/lookout.ts';

/** A Monday; the project is a month old. */
export const NOON: EpochMs = Date.UTC(2026, 2, 2, 12);
export const ZONE = 'Asia/Kolkata';

/** A store with one project, a clock that stands still, and one who looks. */
export class World {
  now = NOON;
  lagMs: number | null = 0;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'micrologs-alerts-'));
  #views = 0;
  #errors = 0;
  readonly #lastSeen = new Map<number, EpochMs>();
  store!: WritableStorage;
  project!: Project;
  lookout!: Lookout;

  static async create(): Promise<World> {
    const world = new World();
    world.store = await openSqliteInThread({ file: path.join(world.#folder, 'micrologs.db'), mode: 'writer' });
    const createdAt = NOON - 31 * 86_400_000;
    world.project = await world.store.projects.create(aProject({ timeZone: ZONE, createdAt }), anAct());
    world.lookout = world.newLookout();
    return world;
  }

  /** As another process would have it, without a memory of what was told. */
  newLookout(): Lookout {
    return new Lookout({
      storage: this.store,
      owner: null,
      clock: () => this.now,
      lagMs: async () => this.lagMs,
    });
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true });
  }

  listen(...triggers: WebhookTrigger[]): Promise<WebhookEndpoint> {
    return this.store.webhooks.create(
      aWebhookEndpoint({ project: this.project.id, triggers, createdAt: this.now }),
      anAct(),
    );
  }

  /** Looks, and takes what was told out of the outbox: type and data, oldest first. */
  async look(
    lookout = this.lookout,
  ): Promise<{ type: string; endpoint: number | null; data: Record<string, unknown> }[]> {
    await lookout.look((error) => {
      throw error;
    });
    const events = await this.store.webhooks.undispatched(null, 1000);
    await this.store.webhooks.dispatch(
      events.map(({ number }) => ({ event: number, endpoints: [] })),
      this.now,
    );
    return events.map(({ type, endpoint, data }) => ({ type, endpoint, data: JSON.parse(data) }));
  }

  /** Stores occurrences of a group, which is made with the first. */
  async errors(group: number, times: readonly EpochMs[], values: Partial<ErrorEvent> = {}): Promise<void> {
    const project = this.project.id;
    const lastSeen = Math.max(this.#lastSeen.get(group) ?? 0, ...times);
    this.#lastSeen.set(group, lastSeen);
    await this.store.ingest.transact(async (t) => {
      await t.errors.putGroups([aGroup({ project, number: group, message: `fault ${group}`, lastSeen })]);
      await t.errors.addEvents(
        times.map((occurredAt) => anErrorEvent({ project, number: ++this.#errors, group, occurredAt, ...values })),
      );
      await t.setSequences([{ project, name: 'error_event', value: this.#errors }]);
    });
  }

  async views(times: readonly EpochMs[]): Promise<void> {
    const project = this.project.id;
    const day = (at: EpochMs) => localDay(at, ZONE);
    const isFirst = this.#views === 0;
    await this.store.ingest.transact(async (t) => {
      if (isFirst) {
        await t.addVisitors([aVisitor({ project, number: 1 })]);
        await t.putSessions([aSession({ project, number: 1 })]);
      }
      await t.addPageviews(
        times.map((occurredAt) => aPageview({ project, number: ++this.#views, occurredAt, day: day(occurredAt) })),
      );
      await t.setCounters([{ project, counters: { visitor: 1, session: 1, pageview: this.#views } }]);
      await t.bumpDays([...new Set(times.map(day))].map((each) => ({ project, day: each })));
    });
  }
}

/** So many instants, a second apart. */
export function seconds(count: number, from: EpochMs): EpochMs[] {
  return Array.from({ length: count }, (_, i) => from + i * 1000);
}
