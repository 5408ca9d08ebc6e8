import { EMPTY_CHAIN, INSTALLATION_CHAIN, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConflictError } from '../audit-store.ts';
import type { WritableStorage } from '../storage.ts';
import { aRecord, chained, storeRecords, wholeChain } from './audit-chains.ts';
import { anAct, aProject, hashOf, NOON } from './builders.ts';
import type { Bench } from './target.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function auditPromises(bench: Bench): void {
  it('[ST150] acts follow each other in the chain of their project, and come back as they were recorded', async () => {
    const { storage } = await bench.openPair();
    const project = await storage.projects.create(
      aProject({ timeZone: 'Pacific/Auckland' }),
      anAct({ action: 'project.created' }),
    );
    const act = anAct({ action: 'line\nbreak', actor: '', ipHash: '', context: { via: 'ø', n: [1] }, at: NOON + 5 });
    const entry = await storage.audit.record(project.id, act);
    expect(entry).toMatchObject({
      project: project.id,
      sequence: 2,
      occurredAt: NOON + 5,
      receivedAt: NOON + 5,
      day: localDay(NOON + 5, 'Pacific/Auckland'),
      action: 'line\nbreak',
      actor: '',
      source: 'server',
      keyType: 'secret',
      ipHash: '',
      context: '{"via":"ø","n":[1]}',
    });
    const entries = await wholeChain(storage, project.id);
    expect(entries.map(({ action }) => action)).toEqual(['project.created', 'line\nbreak']);
    expect(entries[1]).toEqual(entry);
    expect(await storage.audit.read(project.id, 1, 10)).toEqual([entry]);
    expect(await storage.audit.read(project.id, 0, 1)).toEqual([entries[0]]);
    await expect(storage.audit.record(project.id + 1, act)).rejects.toThrow('Project not found');
  });

  it('[ST151] the installation has a chain of its own, which outlives the projects', async () => {
    const { storage } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    await storage.audit.record(INSTALLATION_CHAIN, anAct({ action: 'something' }));
    expect((await storage.audit.chains()).map(({ project }) => project)).toEqual([INSTALLATION_CHAIN, id]);
    await storage.projects.delete(id, anAct({ action: 'project.deleted' }));
    expect((await storage.audit.chains()).map(({ project }) => project)).toEqual([INSTALLATION_CHAIN]);
    const entries = await wholeChain(storage, INSTALLATION_CHAIN);
    expect(entries.map(({ action }) => action)).toEqual(['something', 'project.deleted']);
    expect(await storage.audit.read(id, 0, 10)).toEqual([]);
  });

  it('[ST152] openers that write at once leave one chain without gap or fork', async () => {
    const { storage } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    const writers = [storage, await bench.open(), await bench.open()];
    await Promise.all(
      writers.map(async (writer, w) => {
        for (let i = 0; i < 30; i++) {
          if (i % 10 === 9) {
            await writer.projects.update(id, { name: `${w} ${i}` }, NOON, anAct({ action: `${w} ${i}` }));
          } else await writer.audit.record(id, anAct({ action: `${w} ${i}` }));
        }
      }),
    );
    const actions = (await wholeChain(storage, id)).slice(1).map(({ action }) => action);
    expect(actions).toHaveLength(90);
    for (const w of writers.keys()) {
      const own = actions.filter((action) => action.startsWith(`${w} `));
      expect(own).toEqual(Array.from({ length: 30 }, (_, i) => `${w} ${i}`));
    }
  });

  it('[ST153] pruning removes the oldest up to the first that is to stay, and tells of itself in the chain', async () => {
    const { storage } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct({ at: NOON }));
    for (const hours of [1, 2, 30, 3, 40]) await storage.audit.record(id, anAct({ at: NOON + hours * HOUR }));
    const before = await wholeChain(storage, id);
    const act = anAct({ action: 'audit.pruned', context: { via: 'cli' }, at: NOON + 50 * HOUR });

    const { removed, anchor } = await storage.audit.prune(id, NOON + DAY, act);
    expect(removed).toBe(3);
    expect(anchor).toEqual({ sequence: 3, hash: before[2]!.hash });
    const after = await wholeChain(storage, id);
    expect(after.slice(0, -1)).toEqual(before.slice(3));
    expect(after.at(-1)).toMatchObject({ action: 'audit.pruned', context: '{"via":"cli","removed":3,"through":3}' });
    expect((await storage.audit.chains()).find(({ project }) => project === id)!.anchor).toEqual(anchor);

    expect(await storage.audit.prune(id, NOON + DAY, act)).toEqual({ removed: 0, anchor });
    expect(await wholeChain(storage, id)).toEqual(after);

    const all = await storage.audit.prune(id, NOON + 60 * HOUR, act);
    expect(all).toEqual({ removed: 4, anchor: { sequence: 7, hash: after.at(-1)!.hash } });
    expect((await wholeChain(storage, id)).map(({ sequence }) => sequence)).toEqual([8]);
    expect(await storage.audit.prune(id + 1, NOON, act)).toEqual({ removed: 0, anchor: EMPTY_CHAIN });
  });

  it('[ST154] an act whose change fails is not recorded', async () => {
    const { storage } = await bench.openPair();
    const first = await storage.projects.create(aProject(), anAct());
    const second = await storage.projects.create(aProject(), anAct());
    const chains = await storage.audit.chains();
    await expect(storage.projects.create(aProject({ publicKey: first.publicKey }), anAct())).rejects.toThrow();
    await expect(storage.projects.update(second.id, { publicKey: first.publicKey }, NOON, anAct())).rejects.toThrow();
    expect(await storage.projects.update(77, { name: 'x' }, NOON, anAct())).toBeNull();
    expect(await storage.projects.delete(77, anAct())).toBe(false);
    expect(await storage.audit.chains()).toEqual(chains);
  });

  it('[ST155] a batch of entries is appended as a whole, or not at all when the chain has gone on', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    const empty = await writable.ingest.transact((t) => t.audit.heads([id, id + 1]));
    expect(empty.get(id + 1)).toEqual(EMPTY_CHAIN);
    await storeRecords(writable, id, [aRecord({ project: id }), aRecord({ project: id, action: 'second' })]);
    const chain = await wholeChain(storage, id);
    expect(chain.map(({ action }) => action)).toEqual(['something.done', 'invoice.paid', 'second']);

    const stale = empty.get(id)!;
    for (const after of [
      stale,
      EMPTY_CHAIN,
      { ...stale, hash: hashOf('another') },
      { sequence: 9, hash: stale.hash },
    ]) {
      const append = writable.ingest.transact(async (t) => {
        await t.count([{ project: id, outcome: 'stored', count: 1 }]);
        await t.audit.append(id, after, chained(after, [aRecord({ project: id })]));
      });
      await expect(append).rejects.toThrow(ConflictError);
    }
    await writable.ingest.transact((t) => t.audit.append(id, stale, []));
    expect(await wholeChain(storage, id)).toEqual(chain);
    expect((await storage.ledger('any')).projects.get(id)).toBeUndefined();
  });

  it('[ST156] batches and acts of several openers at once leave one chain without gap or fork', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    const others = [await bench.open(), await bench.open()];
    const batches = async (opener: WritableStorage, name: string) => {
      for (let i = 0; i < 15; i++) {
        await storeRecords(
          opener,
          id,
          [0, 1].map((n) => aRecord({ project: id, action: `${name} ${i * 2 + n}` })),
        );
      }
    };
    const acts = async () => {
      for (let i = 0; i < 15; i++) await others[1]!.audit.record(id, anAct({ action: `act ${i}` }));
    };
    await Promise.all([batches(writable, 'a'), batches(others[0]!, 'b'), acts()]);
    const actions = (await wholeChain(storage, id)).slice(1).map(({ action }) => action);
    expect(actions).toHaveLength(75);
    for (const [name, length] of [
      ['a', 30],
      ['b', 30],
      ['act', 15],
    ] as const) {
      const own = actions.filter((action) => action.startsWith(`${name} `));
      expect(own).toEqual(Array.from({ length }, (_, i) => `${name} ${i}`));
    }
  });

  it('[ST157] any text is chained as it will be read', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    const text = fc
      .array(fc.oneof(fc.constantFrom(0, 0xd800, 0xdfff, 0x22, 0x5c), fc.integer({ min: 0, max: 0xffff })))
      .map((units) => String.fromCharCode(...units));
    const property = fc.asyncProperty(text, text, async (action, actor) => {
      await storeRecords(writable, id, [aRecord({ project: id, action, actor, context: action })]);
      await storage.audit.record(id, anAct({ action: actor, actor: action, context: { [action]: actor } }));
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
    expect(await wholeChain(storage, id)).toHaveLength(81);
  });
}
