import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectId, QueuedEvent } from '@micrologs/domain';
import { MINUTE_MS, UNKNOWN_DEVICE } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct, aProject } from '@micrologs/storage/conformance';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replayDeadLetters, VisitorMemory } from '../src/index.ts';
import { storeBatch } from '../src/store-batch.ts';
import { NOON } from './world.ts';

const act = anAct({ action: 'dead_letters.replayed', context: { via: 'cli' } });
const OPTIONS = { now: NOON, act };

let mariaDb: MariaDb;
beforeAll(async () => {
  mariaDb = await startMariaDb();
});
afterAll(() => mariaDb.stop());

/** A new database, and how to open it; further openers are as other processes. */
const ENGINES = {
  sqlite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'micrologs-replay-'));
    return {
      open: () => openSqliteInThread({ file: join(folder, 'micrologs.db'), mode: 'writer' }),
      remove: async () => rmSync(folder, { recursive: true }),
    };
  },
  mariadb: async () => {
    const url = await mariaDb.createDatabase();
    return {
      open: () => openMysqlInThread({ address: parseMysqlUrl(url), mode: 'writer' }),
      remove: () => mariaDb.dropDatabase(url),
    };
  },
};

let project: ProjectId;
let views = 0;

function aView(at = NOON, values: object = {}): QueuedEvent {
  const body = { url: `https://shop.test/${++views}`, visitor_id: 'visitor-1', session_token: 'token-1' };
  const id = `view-${views}`;
  const view = { kind: 'pageview', project, receivedAt: at, id, idGiven: true, device: UNKNOWN_DEVICE, body };
  return { ...view, ...values } as QueuedEvent;
}

const unstorable = () => aView(NOON, { kind: 'nonsense' });

describe.each(Object.entries(ENGINES))('%s', (_, create) => {
  let database: Awaited<ReturnType<typeof create>>;
  let storage: WritableStorage;
  const opened: WritableStorage[] = [];
  const open = async () => {
    const opener = await database.open();
    opened.push(opener);
    return opener;
  };

  beforeEach(async () => {
    database = await create();
    storage = await open();
    project = (await storage.projects.create(aProject(), anAct())).id;
  });
  afterEach(async () => {
    for (const opener of opened.splice(0)) await opener.close();
    await database.remove();
  });

  const addLetters = (...events: QueuedEvent[]) =>
    storage.ingest.transact((t) =>
      t.addDeadLetters(
        events.map((event) => ({
          project: event.project,
          kind: event.kind,
          receivedAt: event.receivedAt,
          reason: 'a fault that is mended',
          event: JSON.stringify(event),
        })),
      ),
    );
  const counts = async (of = project) => {
    const { stored, dropped, deadLetters } = (await storage.ledger('none')).projects.get(of)!;
    return { stored, dropped, deadLetters };
  };
  const countViews = async () => (await storage.projects.stats()).get(project)!.pageviews;
  const acts = async (of = project) =>
    (await storage.audit.read(of, 0, 1000))
      .filter(({ action }) => action === act.action)
      .map(({ context }) => JSON.parse(context!));

  it('stores them as the queue would have, in any number, and tells the log', async () => {
    const view = aView();
    await addLetters(view, ...Array.from({ length: 450 }, () => aView()), { ...view, receivedAt: NOON + 1 });
    expect(await counts()).toEqual({ stored: 0, dropped: {}, deadLetters: 452 });
    expect(await replayDeadLetters(storage, {}, OPTIONS)).toEqual({ replayed: 452, failed: 0, failures: [] });
    expect(await counts()).toEqual({ stored: 451, dropped: { duplicate: 1 }, deadLetters: 0 });
    expect(await countViews()).toBe(451);
    expect(await acts()).toEqual([200, 200, 52].map((count) => ({ via: 'cli', project, count })));
    expect(await replayDeadLetters(storage, {}, OPTIONS)).toEqual({ replayed: 0, failed: 0, failures: [] });
    expect(await acts()).toHaveLength(3);
  });

  it('takes one, or those of one project, and leaves the others', async () => {
    const other = (await storage.projects.create(aProject(), anAct())).id;
    await addLetters(aView(), aView(), aView(NOON, { project: other }), aView(NOON, { project: other + 1 }));
    const [first] = await storage.deadLetters.read({}, 0, 1);
    expect(await replayDeadLetters(storage, { id: first!.id }, OPTIONS)).toMatchObject({ replayed: 1 });
    expect(await counts()).toEqual({ stored: 1, dropped: {}, deadLetters: 1 });
    expect(await replayDeadLetters(storage, { id: first!.id }, OPTIONS)).toMatchObject({ replayed: 0 });
    expect(await replayDeadLetters(storage, { project }, OPTIONS)).toMatchObject({ replayed: 1 });
    expect(await counts(other)).toEqual({ stored: 0, dropped: {}, deadLetters: 1 });
    // The project of the last one is gone.
    expect(await replayDeadLetters(storage, {}, OPTIONS)).toMatchObject({ replayed: 2, failed: 0 });
    expect(await counts(other + 1)).toEqual({ stored: 0, dropped: { project_deleted: 1 }, deadLetters: 0 });
    expect(await acts(0)).toEqual([{ via: 'cli', project: other + 1, count: 1 }]);
  });

  it('keeps those that fail again, with the reason of this time, and stores the others', async () => {
    await addLetters(aView(), unstorable(), aView(), unstorable());
    const ids = (await storage.deadLetters.read({}, 0, 10)).map(({ id }) => id);
    const reason = 'Unknown kind of event: nonsense';
    expect(await replayDeadLetters(storage, {}, OPTIONS)).toEqual({
      replayed: 2,
      failed: 2,
      failures: [
        { id: ids[1], reason },
        { id: ids[3], reason },
      ],
    });
    expect(await counts()).toEqual({ stored: 2, dropped: {}, deadLetters: 2 });
    const left = await storage.deadLetters.read({}, 0, 10);
    expect(left.map((letter) => [letter.id, letter.reason])).toEqual([
      [ids[1], reason],
      [ids[3], reason],
    ]);
  });

  it('stores each once, however many replay at the same time', async () => {
    // Without ids of their own, so that nothing else would tell a repetition.
    await addLetters(...Array.from({ length: 600 }, () => aView(NOON, { idGiven: false })));
    const openers = [storage, await open(), await open()];
    const outcomes = await Promise.all(openers.map((opener) => replayDeadLetters(opener, {}, OPTIONS)));
    expect(outcomes.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(600);
    expect(await counts()).toEqual({ stored: 600, dropped: {}, deadLetters: 0 });
    expect(await countViews()).toBe(600);
  });

  it('leaves no writer with a visitor in mind as it was before', async () => {
    const memory = new VisitorMemory();
    const store = (event: QueuedEvent) =>
      storeBatch({ store: storage.ingest, events: () => [event], now: NOON, memory, advance: async () => undefined });
    await store(aView(NOON));
    await addLetters(aView(NOON + 10 * MINUTE_MS));
    await replayDeadLetters(await open(), {}, OPTIONS);
    await store(aView(NOON + 20 * MINUTE_MS));
    const sessions = await storage.ingest.transact((t) =>
      t.findSessions([{ project, visitor: 1, from: 0, to: Number.MAX_SAFE_INTEGER }]),
    );
    expect(sessions.map(({ views: viewed, lastActivity }) => [viewed, lastActivity])).toEqual([
      [3, NOON + 20 * MINUTE_MS],
    ]);
  });
});
