import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_SETTINGS,
  type DropReason,
  type EpochMs,
  type Project,
  type ProjectSettings,
  type QueuedEngagement,
  type QueuedEvent,
  type QueuedPageview,
  UNKNOWN_DEVICE,
} from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { applyBatch, type VisitorMemory } from '../src/index.ts';

export const NOON: EpochMs = Date.UTC(2026, 2, 10, 12);

/** A real store in a temporary folder, and short ways to fill and read it. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'micrologs-pipeline-'));
  readonly databaseFile = join(this.folder, 'micrologs.db');
  store!: WritableStorage;
  project!: Project;
  #events = 0;

  static async create(settings: Partial<ProjectSettings> = {}, timeZone = 'UTC'): Promise<World> {
    const world = new World();
    world.store = await openSqliteInThread({ file: world.databaseFile, mode: 'writer', busyTimeoutMs: 50 });
    world.project = await world.addProject(settings, timeZone);
    return world;
  }

  addProject(settings: Partial<ProjectSettings> = {}, timeZone = 'UTC'): Promise<Project> {
    return this.store.projects.create(
      {
        name: 'Shop',
        publicKey: randomUUID(),
        secretHash: randomUUID(),
        allowedDomains: ['shop.test'],
        timeZone,
        settings: { ...DEFAULT_SETTINGS, ...settings },
        createdAt: NOON,
      },
      anAct(),
    );
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }

  view(
    at: EpochMs,
    values: Omit<Partial<QueuedPageview>, 'body'> & { body?: Partial<QueuedPageview['body']> } = {},
  ): QueuedPageview {
    const number = ++this.#events;
    return {
      kind: 'pageview',
      project: this.project.id,
      receivedAt: at,
      id: `view-${number}`,
      idGiven: true,
      device: UNKNOWN_DEVICE,
      ...values,
      body: {
        url: `https://shop.test/${number}`,
        visitor_id: 'visitor-1',
        session_token: 'token-1',
        ...values.body,
      },
    };
  }

  engagement(at: EpochMs, pageviewId: string, engagedMs: number, scrollPct: number | null = null): QueuedEngagement {
    return {
      kind: 'engagement',
      project: this.project.id,
      receivedAt: at,
      id: `engagement-${++this.#events}`,
      idGiven: false,
      body: { pageview_id: pageviewId, engaged_ms: engagedMs, scroll_pct: scrollPct },
    };
  }

  /** Set to let batches remember visitors, as the pipeline does. */
  memory: VisitorMemory | null = null;

  async apply(...events: QueuedEvent[]): Promise<void> {
    await this.store.ingest.transact((transaction) => applyBatch(transaction, events, this.memory));
  }

  /** Every session of the first visitors, as rows that read well. */
  sessions(visitors = [1, 2, 3, 4, 5]) {
    return this.store.ingest.transact(async (transaction) => {
      const keys = visitors.map((visitor) => ({
        project: this.project.id,
        visitor,
        from: 0,
        to: Number.MAX_SAFE_INTEGER,
      }));
      const sessions = await transaction.findSessions(keys);
      return sessions.sort((a, b) => a.startedAt - b.startedAt || a.number - b.number);
    });
  }

  /** Every view, without its texts. */
  views() {
    return this.store.ingest.transact(async (transaction) => {
      const { pageview } = (await transaction.counters([this.project.id])).get(this.project.id)!;
      const keys = Array.from({ length: pageview }, (_, index) => ({ project: this.project.id, number: index + 1 }));
      const views = await transaction.getPageviews(keys);
      return views.sort((a, b) => a.occurredAt - b.occurredAt || a.number - b.number);
    });
  }

  async counts(): Promise<{ stored: number } & Partial<Record<DropReason, number>>> {
    const { projects } = await this.store.ledger('none');
    const counts = projects.get(this.project.id);
    return { stored: counts?.stored ?? 0, ...counts?.dropped };
  }
}
