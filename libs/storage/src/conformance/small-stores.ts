import { HOUR_MS } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { Node } from '../nodes.ts';
import { anAct, aProject, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Salts, facts about the installation, the ledger, the status. */
export function smallStorePromises(bench: Bench): void {
  it('[ST10] a salt is made once per project and day: 32 random bytes, the same for every opener', async () => {
    const { storage } = await bench.openPair();
    const other = await bench.open();
    expect(await storage.salts.get(1, 20_000)).toBeNull();
    const [one, two] = await Promise.all([
      storage.salts.getOrCreate(1, 20_000, NOON),
      other.salts.getOrCreate(1, 20_000, NOON),
    ]);
    expect(one).toHaveLength(32);
    expect(Buffer.from(two)).toEqual(Buffer.from(one));
    expect(Buffer.from((await storage.salts.get(1, 20_000))!)).toEqual(Buffer.from(one));
    const others = [await storage.salts.getOrCreate(1, 20_001, NOON), await storage.salts.getOrCreate(2, 20_000, NOON)];
    expect(new Set([one, ...others].map((salt) => Buffer.from(salt).toString('hex'))).size).toBe(3);
  });

  it('[ST11] what is known of the installation is set once', async () => {
    const { storage } = await bench.openPair();
    expect(await storage.installation.get('salt')).toBeNull();
    expect(await storage.installation.setOnce('salt', 'first')).toBe('first');
    expect(await storage.installation.setOnce('salt', 'second')).toBe('first');
    expect(await storage.installation.setOnce('Salt', 'another name')).toBe('another name');
    expect(await storage.installation.get('salt')).toBe('first');
  });

  it('[ST12] the ledger adds up what was counted, with the positions of one source', async () => {
    const { storage, writable } = await bench.openPair();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const lease = await writable.ingest.acquireLease('me', 1000);
    await writable.ingest.transact(async (t) => {
      await t.advance(
        'queue',
        lease,
        new Map([
          [3, 10],
          [4, 10],
        ]),
      );
      await t.count([
        { project, outcome: 'stored', count: 5 },
        { project, outcome: 'duplicate', count: 1 },
        { project, outcome: 'stored', count: 2 },
      ]);
    });
    await writable.ingest.transact(async (t) => {
      await t.advance('queue', lease, new Map([[4, 12]]));
      await t.count([{ project, outcome: 'duplicate', count: 3 }]);
      await t.addDeadLetters([
        { project, kind: 'pageview', receivedAt: NOON, reason: 'one', event: '{}' },
        { project, kind: 'pageview', receivedAt: NOON, reason: 'two', event: '{}' },
      ]);
    });
    const ledger = await storage.ledger('queue');
    expect(ledger.projects).toEqual(
      new Map([[project, { stored: 7, dropped: { duplicate: 4 }, deadLetters: 2, receivedElsewhere: 0 }]]),
    );
    expect([...ledger.positions].filter(([, position]) => position > 0)).toEqual([
      [3, 10],
      [4, 12],
    ]);
    expect([...(await storage.ledger('another')).positions.values()].every((position) => position === 0)).toBe(true);
  });

  it('[ST13] the status names the engine and says that a commit is durable', async () => {
    const { storage } = await bench.openPair();
    const status = await storage.status();
    expect(status).toMatchObject({ ok: true, message: '', durability: 'full' });
    expect(status.engine).toMatch(/^\w+ \d+\.\d+/);
  });

  it('[ST14] a closed store refuses every call', async () => {
    const storage = await bench.open();
    const other = await bench.open();
    await storage.close();
    await expect(storage.projects.all()).rejects.toThrow();
    await expect(storage.ingest.transact(async () => undefined)).rejects.toThrow();
    expect(await storage.status()).toMatchObject({ ok: false });
    expect(await other.projects.all()).toEqual([]);
  });

  it('[ST15] processes are known by their heartbeats, and forgotten after an hour of silence', async () => {
    let now = NOON;
    const storage = await bench.open({ clock: () => now });
    const node = (id: string, host: string): Node => ({
      id,
      role: 'worker',
      host,
      pid: 7,
      version: '1.2.3',
      startedAt: NOON - 5,
      details: { url: null, pipelines: [{ state: 'waiting', message: '', partitions: 64, processed: 0 }] },
    });
    expect(await storage.nodes.all()).toEqual([]);
    await storage.nodes.beat(node('b', 'beta'));
    await storage.nodes.beat(node('a', 'alpha'));
    now += 3000;
    const again = { ...node('b', 'beta'), details: { url: 'http://beta:1', pipelines: [] } };
    await storage.nodes.beat(again);
    expect(await storage.nodes.all()).toEqual([
      { ...node('a', 'alpha'), silentMs: 3000 },
      { ...again, silentMs: 0 },
    ]);
    await storage.nodes.leave('b');
    expect((await storage.nodes.all()).map(({ id }) => id)).toEqual(['a']);
    now += HOUR_MS;
    await storage.nodes.beat(node('b', 'beta'));
    expect((await storage.nodes.all()).map(({ id }) => id)).toEqual(['b']);
  });

  it('[ST16] a heartbeat is timed by the database, whichever thread asks', async () => {
    const { storage } = await bench.openPair();
    const startedAt = Date.now();
    const details = { url: null, pipelines: [] };
    await storage.nodes.beat({ id: 'a', role: 'api', host: 'alpha', pid: 7, version: '1', startedAt, details });
    const [node] = await storage.nodes.all();
    expect(node!.silentMs).toBeGreaterThanOrEqual(0);
    expect(node!.silentMs).toBeLessThan(60_000);
  });
}
