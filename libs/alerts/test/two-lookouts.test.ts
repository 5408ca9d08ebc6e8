import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EpochMs, HOUR_MS, type WebhookEvent } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { aGroup, anAct, anErrorEvent, aProject, aWebhookEndpoint } from '@micrologs/storage/conformance';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { startMariaDb } from '@micrologs/testing';
import { afterEach, expect, it } from 'vitest';
import { Lookout } from '../src/lookout.ts';
import { NOON } from './world.ts';

const HOURS = 12;
const GROUPS = [1, 2, 3];

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Opens one more store on a new database, as another process would. */
const engines: Record<string, () => Promise<() => Promise<WritableStorage>>> = {
  SQLite: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'micrologs-alerts-'));
    undo.push(() => rmSync(folder, { recursive: true }));
    return () => openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  },
  MariaDB: async () => {
    const mariaDb = await startMariaDb();
    undo.push(() => mariaDb.stop());
    const address = parseMysqlUrl(await mariaDb.createDatabase());
    return () => openMysqlInThread({ address, mode: 'writer' });
  },
};

it.each(Object.keys(engines))(
  'of two who look at once, one tells, in every interval and of each group; two endpoints make it one alert (%s)',
  async (engine) => {
    const open = await engines[engine]!();
    let now: EpochMs = NOON;
    const stores: WritableStorage[] = [];
    for (let i = 0; i < 2; i++) {
      const storage = await open();
      undo.push(() => storage.close());
      stores.push(storage);
    }
    const [store] = stores as [WritableStorage, WritableStorage];
    const { id: project } = await store.projects.create(aProject(), anAct());
    const filter = { environments: [], severities: [] };
    const trigger = {
      type: 'errors.threshold' as const,
      groups: [],
      per: 'group' as const,
      count: 1,
      windowMinutes: 60,
    };
    const endpoint = aWebhookEndpoint({ project, triggers: [{ ...trigger, ...filter }] });
    const { id: one } = await store.webhooks.create(endpoint, anAct());
    const { id: two } = await store.webhooks.create(endpoint, anAct());

    const lookouts = stores.map(
      (storage) => new Lookout({ storage, owner: null, clock: () => now, lagMs: async () => 0 }),
    );
    const look = (lookout: Lookout) =>
      lookout.look((error) => {
        throw error;
      });
    for (let hour = 0; hour < HOURS; hour++) {
      await store.ingest.transact(async (t) => {
        await t.errors.putGroups(GROUPS.map((number) => aGroup({ project, number, lastSeen: now })));
        await t.errors.addEvents(
          GROUPS.map((group) =>
            anErrorEvent({ project, number: hour * GROUPS.length + group, group, occurredAt: now }),
          ),
        );
        await t.setSequences([{ project, name: 'error_event', value: (hour + 1) * GROUPS.length }]);
      });
      await Promise.all([...lookouts, ...lookouts].map(look));
      now += HOUR_MS;
    }
    const events = await store.webhooks.undispatched(null, 1000);
    const about = ({ data, createdAt }: Pick<WebhookEvent, 'data' | 'createdAt'>) =>
      `${(createdAt - NOON) / HOUR_MS} ${JSON.parse(data).group_id}`;
    const once = Array.from({ length: HOURS }, (_, hour) => GROUPS.map((group) => `${hour} ${group}`))
      .flat()
      .sort();
    for (const id of [one, two]) {
      const told = events.filter((event) => event.endpoint === id);
      expect(told.map(about).sort()).toEqual(once);
    }
    const { last, facts: alerts } = await store.feeds.read('alerts', project, 1, 1000);
    expect(alerts.map(about).sort()).toEqual(once);
    expect(alerts.map(({ number }) => number)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  },
);
