import { INSTALLATION_CHAIN, type ProjectId, SECOND_MS } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { Storage, WritableStorage } from '../storage.ts';
import { wholeChain } from './audit-chains.ts';
import { anAct, aProject, NOON } from './builders.ts';
import type { Bench } from './target.ts';

const act = anAct({ action: 'dead_letters.dropped', context: { via: 'cli' } });

/** Letters of a project, told apart by their reasons. */
function addLetters({ ingest }: WritableStorage, project: ProjectId, reasons: readonly string[]): Promise<void> {
  return ingest.transact((t) =>
    t.addDeadLetters(
      reasons.map((reason) => ({ project, kind: 'pageview', receivedAt: NOON, reason, event: `{"of":"${reason}"}` })),
    ),
  );
}

const reasonsOf = async ({ deadLetters }: Storage, project: ProjectId | null = null) =>
  (await deadLetters.page(project, null, 100)).map(({ reason }) => reason);

/** Listing and dropping dead letters. */
export function deadLetterPromises(bench: Bench): void {
  const openWithTwo = async () => {
    const { storage, writable } = await bench.openPair();
    const one = (await storage.projects.create(aProject(), anAct())).id;
    const two = (await storage.projects.create(aProject(), anAct())).id;
    await addLetters(writable, one, ['a', 'b', 'c']);
    await addLetters(writable, two, ['d']);
    return { storage, writable, one, two };
  };

  it('[ST324] dead letters are listed newest first, page by page, of one project or all', async () => {
    const { storage, one, two } = await openWithTwo();
    expect(await reasonsOf(storage)).toEqual(['d', 'c', 'b', 'a']);
    expect(await reasonsOf(storage, one)).toEqual(['c', 'b', 'a']);
    const [first] = await storage.deadLetters.page(two, null, 1);
    const { id, ...rest } = first!;
    expect(rest).toEqual({ project: two, kind: 'pageview', receivedAt: NOON, reason: 'd' });
    const [next, last] = await storage.deadLetters.page(null, id, 2);
    expect([next?.reason, last?.reason]).toEqual(['c', 'b']);
    expect(await storage.deadLetters.page(one, 1, 10)).toEqual([]);
  });

  it('[ST325] they are read with their events in the order of their numbers', async () => {
    const { storage, one, two } = await openWithTwo();
    const all = await storage.deadLetters.read({}, 0, 100);
    expect(all.map(({ event }) => event)).toEqual(['a', 'b', 'c', 'd'].map((reason) => `{"of":"${reason}"}`));
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const read = async (...args: Parameters<typeof storage.deadLetters.read>) =>
      (await storage.deadLetters.read(...args)).map(({ reason }) => reason);
    expect(await read({ project: one }, ids[0]!, 1)).toEqual(['b']);
    expect(await read({ id: ids[3] }, 0, 10)).toEqual(['d']);
    expect(await read({ id: ids[3], project: two }, 0, 10)).toEqual(['d']);
    expect(await read({ id: ids[3], project: one }, 0, 10)).toEqual([]);
  });

  it('[ST326] those that are dropped are counted as dropped, with the act in the log of their project', async () => {
    const { storage, one, two } = await openWithTwo();
    const [newest] = await storage.deadLetters.page(one, null, 1);
    expect(await storage.deadLetters.drop({ id: newest!.id, project: two }, act)).toBe(0);
    expect(await storage.deadLetters.drop({ id: newest!.id }, act)).toBe(1);
    expect(await storage.deadLetters.drop({ id: newest!.id }, act)).toBe(0);
    expect(await reasonsOf(storage)).toEqual(['d', 'b', 'a']);
    expect(await storage.deadLetters.drop({ project: one }, act)).toBe(2);
    expect(await reasonsOf(storage)).toEqual(['d']);
    const counts = (await storage.ledger('any')).projects.get(one);
    expect(counts).toMatchObject({ stored: 0, dropped: { dead_letter_dropped: 3 }, deadLetters: 0 });
    const acts = (await wholeChain(storage, one)).filter(({ action }) => action === act.action);
    expect(acts.map(({ context }) => JSON.parse(context!))).toEqual(
      [1, 2].map((count) => ({ via: 'cli', project: one, count })),
    );
    expect(await storage.deadLetters.drop({}, act)).toBe(1);
    expect((await wholeChain(storage, two)).at(-1)).toMatchObject({ action: act.action });
  });

  it('[ST327] one whose project is gone can be dropped too, which the log of the installation tells', async () => {
    const { storage, writable, two } = await openWithTwo();
    await addLetters(writable, two + 1, ['late']);
    expect(await storage.deadLetters.drop({ project: two + 1 }, act)).toBe(1);
    const last = (await wholeChain(storage, INSTALLATION_CHAIN)).at(-1)!;
    expect(JSON.parse(last.context!)).toEqual({ via: 'cli', project: two + 1, count: 1 });
    expect((await storage.ledger('any')).projects.get(two + 1)?.dropped).toEqual({ dead_letter_dropped: 1 });
  });
}

/** What a replay does with dead letters in its transaction. */
export function deadLetterTransactionPromises(bench: Bench): void {
  it('[ST328] a transaction finds those that are left, takes some and gives others a new reason, or does nothing', async () => {
    const storage = await bench.open();
    const { id: project } = await storage.projects.create(aProject(), anAct());
    await addLetters(storage, project, ['a', 'b', 'c']);
    const [c, b, a] = (await storage.deadLetters.page(null, null, 3)).map(({ id }) => id) as [number, number, number];
    const work = storage.ingest.transact(async ({ deadLetters }) => {
      await deadLetters.remove([a, b, c]);
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    await storage.ingest.transact(async ({ deadLetters, audit }) => {
      expect(await deadLetters.lock([c, a, c + 1])).toEqual(new Set([a, c]));
      await deadLetters.remove([a]);
      await deadLetters.setReasons([{ id: c, reason: 'still' }]);
      await audit.record(project, anAct({ action: 'dead_letters.replayed' }));
    });
    expect(await reasonsOf(storage)).toEqual(['still', 'b']);
    expect((await wholeChain(storage, project)).at(-1)).toMatchObject({ action: 'dead_letters.replayed' });
  });

  it('[ST329] a project can be made to look edited, also at the very instant of its last edit', async () => {
    const storage = await bench.open();
    const project = await storage.projects.create(aProject(), anAct());
    const other = await storage.projects.create(aProject(), anAct());
    for (const [now, expected] of [
      [project.updatedAt, project.updatedAt + 1],
      [NOON - SECOND_MS, project.updatedAt + 2],
      [NOON + SECOND_MS, NOON + SECOND_MS],
    ] as const) {
      await storage.ingest.transact((t) => t.touchProjects([project.id], now));
      const found = await storage.projects.all();
      expect(found.map(({ updatedAt }) => updatedAt)).toEqual([expected, other.updatedAt]);
    }
  });
}
