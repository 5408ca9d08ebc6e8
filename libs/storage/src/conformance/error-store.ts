import { type ErrorTransition, localDay, type ProjectId } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { Storage, WritableStorage } from '../storage.ts';
import { anAct, aProject, hashOf, NOON } from './builders.ts';
import { aGroup, anEnvironment, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const ALL_DAYS = { from: 0, to: 100_000 };

function aTransition(given: Partial<ErrorTransition> & Pick<ErrorTransition, 'project' | 'group'>): ErrorTransition {
  return { at: NOON, actor: 'somebody', from: 'open', to: 'resolved', reason: 'api', note: '', ...given };
}

/** Something of everything that is kept of errors. */
function storeErrors(writable: Pick<WritableStorage, 'ingest'>, project: ProjectId, numbers = [1]): Promise<void> {
  return writable.ingest.transact(async ({ errors }) => {
    await errors.putGroups(numbers.map((number) => aGroup({ project, number })));
    await errors.addFingerprints(
      numbers.map((group) => ({ project, fingerprint: hashOf(`print ${group}`), version: 1, group })),
    );
    await errors.addEvents(numbers.map((number) => anErrorEvent({ project, number, group: number })));
    await errors.addEnvironments(numbers.map((group) => anEnvironment({ project, group })));
    await errors.addTransitions(numbers.map((group) => aTransition({ project, group })));
  });
}

/** How many rows of each kind a project's errors have. */
async function countRows({ storage, writable }: { storage: Storage; writable: WritableStorage }, project: ProjectId) {
  const { groups, counts, environments, transitions } = await storage.facts.read({
    groups: { from: 'errorGroups', project, limit: 100 },
    counts: { from: 'errorCounts', project, days: ALL_DAYS, by: [] },
    environments: { from: 'errorEnvironments', project, groups: [1, 2, 3] },
    transitions: { from: 'errorTransitions', project, group: 1, limit: 100 },
  });
  const prints = await writable.ingest.transact((t) =>
    t.errors.findGroups([1, 2, 3].map((number) => ({ project, fingerprint: hashOf(`print ${number}`) }))),
  );
  const events = counts[0]!.occurrences;
  return [groups.length, events, environments.length, transitions.length, prints.length];
}

export function errorStorePromises(bench: Bench): void {
  const openWithProject = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct({ action: 'project.created' }));
    return { ...pair, project };
  };
  const setStatus = (
    storage: Storage,
    project: ProjectId,
    groups: number[],
    status: ErrorTransition['to'],
    at: number,
  ) => storage.errors.setStatus({ project, groups, status, note: 'a note', act: anAct({ action: 'changed', at }) });

  it('[ST76] groups are found by any of their fingerprints, and overwritten as a whole', async () => {
    const { storage, writable, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const group = aGroup({
      project,
      number: 1,
      line: null,
      errorType: '',
      firstRelease: '1.0',
      firstReleaseAt: NOON,
      lastRelease: '1.1',
      lastReleaseAt: NOON + 1,
      grouping: '',
    });
    const second = aGroup({ project, number: 2, line: 0, status: 'resolved', resolvedAt: NOON });
    const key = (owner: ProjectId, text: string) => ({ project: owner, fingerprint: hashOf(text) });
    await writable.ingest.transact(async ({ errors }) => {
      await errors.putGroups([group, second, aGroup({ project: other, number: 1 })]);
      await errors.addFingerprints([
        { ...key(project, 'old'), version: 0, group: 1 },
        { ...key(project, 'new'), version: 1, group: 1 },
        { ...key(project, 'second'), version: 1, group: 2 },
        { ...key(other, 'new'), version: 1, group: 7 },
      ]);
    });
    const changed = { ...group, status: 'ignored' as const, occurrences: 9, reopened: 2, lastSeen: NOON + 9 };
    await writable.ingest.transact(async ({ errors }) => {
      const asked = [key(project, 'new'), key(project, 'unknown'), key(project, 'old'), key(other, 'new')];
      const found = await errors.findGroups(asked);
      expect(found).toHaveLength(3);
      expect(new Set(found.map((row) => `${row.project} ${row.fingerprint} ${row.group}`))).toEqual(
        new Set([`${project} ${hashOf('new')} 1`, `${project} ${hashOf('old')} 1`, `${other} ${hashOf('new')} 7`]),
      );
      expect(await errors.getGroups([{ project, number: 1 }])).toEqual([group]);
      expect(await errors.getGroups([{ project, number: 3 }])).toEqual([]);
      await errors.putGroups([changed]);
      expect(await errors.getGroups([{ project, number: 1 }])).toEqual([changed]);
    });
    const { rows } = await storage.facts.read({ rows: { from: 'errorGroups', project, limit: 10 } });
    expect(rows.map(({ number, line, occurrences }) => [number, line, occurrences])).toEqual([
      [1, null, 9],
      // E4: a line 0 is a line.
      [2, 0, 1],
    ]);
  });

  it('[ST77] D8: errors are stored with everything that counts them, or not at all', async () => {
    const { storage, writable, project } = await openWithProject();
    await storeErrors(writable, project);
    const failed = writable.ingest.transact(async (t) => {
      await t.setSequences([{ project, name: 'error_event', value: 2 }]);
      await t.errors.putGroups([aGroup({ project, number: 1, occurrences: 2 }), aGroup({ project, number: 2 })]);
      await t.errors.addFingerprints([{ project, fingerprint: hashOf('print 2'), version: 1, group: 2 }]);
      await t.errors.addEnvironments([anEnvironment({ project, group: 1 }), anEnvironment({ project, group: 2 })]);
      await t.errors.addTransitions([aTransition({ project, group: 1 })]);
      // The same number twice.
      await t.errors.addEvents([2, 1].map((number) => anErrorEvent({ project, number, group: 1 })));
    });
    await expect(failed).rejects.toThrow();
    expect(await countRows({ storage, writable }, project)).toEqual([1, 1, 1, 1, 1]);
    const { rows } = await storage.facts.read({ rows: { from: 'errorGroups', project, limit: 10 } });
    expect(rows[0]!.occurrences).toBe(1);
  });

  it('[ST78] E7, E9: a status is set where the group exists, noted where it changes, and the act recorded', async () => {
    const { storage, writable, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    await storeErrors(writable, project, [1, 2, 3]);
    await storeErrors(writable, other, [4]);
    expect(await setStatus(storage, project, [3, 99, 1, 4, 3], 'resolved', NOON + 1)).toEqual([1, 3]);
    expect(await setStatus(storage, project, [1, 2, 3], 'resolved', NOON + 2)).toEqual([1, 2, 3]);
    expect(await setStatus(storage, project, [1], 'investigating', NOON + 3)).toEqual([1]);
    expect(await setStatus(storage, project, [99, 4], 'ignored', NOON + 4)).toEqual([]);

    const { first, second, groups, foreign } = await storage.facts.read({
      first: { from: 'errorTransitions', project, group: 1, limit: 2 },
      second: { from: 'errorTransitions', project, group: 2, limit: 1 },
      groups: { from: 'errorGroups', project, limit: 10 },
      foreign: { from: 'errorGroups', project: other, limit: 10 },
    });
    const noted = { project, actor: 'micrologs:secret', reason: 'api', note: 'a note' };
    expect(first).toEqual([
      { ...noted, group: 1, at: NOON + 3, from: 'resolved', to: 'investigating' },
      { ...noted, group: 1, at: NOON + 1, from: 'open', to: 'resolved' },
    ]);
    expect(second).toEqual([{ ...noted, group: 2, at: NOON + 2, from: 'open', to: 'resolved' }]);
    expect(groups.map(({ number, status }) => [number, status])).toEqual([
      [3, 'resolved'],
      [2, 'resolved'],
      [1, 'investigating'],
    ]);
    expect(foreign.map(({ status }) => status)).toEqual(['open']);
    // Three times groups were there; the fourth time none was.
    const entries = await storage.audit.read(project, 0, 100);
    expect(entries.map(({ action, occurredAt }) => [action, occurredAt - NOON])).toEqual([
      ['project.created', 0],
      ['changed', 1],
      ['changed', 2],
      ['changed', 3],
    ]);
    // Only groups of the project that exist are told.
    expect(entries.slice(1).map(({ context }) => JSON.parse(context!).ids)).toEqual([[1, 3], [1, 2, 3], [1]]);
    // When it was resolved is known as long as it is.
    const states = await writable.ingest.transact((t) =>
      t.errors.getGroups([1, 2, 3].map((number) => ({ project, number }))),
    );
    expect(new Map(states.map((state) => [state.number, state.resolvedAt]))).toEqual(
      new Map([
        [1, null],
        [2, NOON + 2],
        [3, NOON + 1],
      ]),
    );
  });

  it('[ST79] where the act cannot be recorded, no status changes', async () => {
    const { storage, writable, project } = await openWithProject();
    await storeErrors(writable, project);
    const act = anAct({ context: { tooLarge: 1n } });
    const failed = storage.errors.setStatus({ project, groups: [1], status: 'ignored', note: '', act });
    await expect(failed).rejects.toThrow('BigInt');
    const { groups, transitions } = await storage.facts.read({
      groups: { from: 'errorGroups', project, limit: 10 },
      transitions: { from: 'errorTransitions', project, group: 1, limit: 10 },
    });
    expect(groups.map(({ status }) => status)).toEqual(['open']);
    expect(transitions).toHaveLength(1);
    expect(await storage.audit.read(project, 0, 100)).toHaveLength(1);
  });

  it('[ST80] changes of status at one instant are told in the order in which they were made', async () => {
    const { storage, writable, project } = await openWithProject();
    const notes = ['first', 'second', 'third'];
    const transitions = notes.map((note) => aTransition({ project, group: 1, note, reason: 'regression' }));
    await writable.ingest.transact((t) =>
      t.errors.addTransitions([...transitions, aTransition({ project, group: 2 })]),
    );
    const earlier = aTransition({ project, group: 1, at: NOON - 1 });
    await writable.ingest.transact((t) => t.errors.addTransitions([earlier]));
    const { rows } = await storage.facts.read({ rows: { from: 'errorTransitions', project, group: 1, limit: 10 } });
    expect(rows).toEqual([...transitions.reverse(), earlier]);
  });

  it('[ST81] a change of zone gives every error its new day', async () => {
    const { storage, writable, project } = await openWithProject();
    const begin = Date.UTC(2026, 2, 27);
    const times = Array.from({ length: 200 }, (_, i) => begin + i * 1_800_000);
    await writable.ingest.transact((t) =>
      t.errors.addEvents(times.map((occurredAt, i) => anErrorEvent({ project, number: i + 1, group: 1, occurredAt }))),
    );
    const zone = 'Europe/Oslo';
    await storage.projects.update(project, { timeZone: zone }, NOON, anAct());
    const expected = new Map<number, number>();
    for (const time of times) expected.set(localDay(time, zone), (expected.get(localDay(time, zone)) ?? 0) + 1);
    const { series } = await storage.facts.read({
      series: { from: 'errorCounts', project, days: ALL_DAYS, by: ['day'] },
    });
    expect(new Map(series.map((row) => [row.day, row.occurrences]))).toEqual(expected);
  });

  it('[ST82] a deleted project takes its errors along, and statistics count the groups of each', async () => {
    const { storage, writable, project: gone } = await openWithProject();
    const { id: kept } = await storage.projects.create(aProject(), anAct());
    await storeErrors(writable, gone, [1, 2]);
    await storeErrors(writable, kept, [1, 2, 3]);
    const groupsOf = async (project: number) => (await storage.projects.stats()).get(project)?.errors;
    expect([await groupsOf(gone), await groupsOf(kept)]).toEqual([2, 3]);
    await storage.projects.delete(gone, anAct());
    expect([await groupsOf(gone), await groupsOf(kept)]).toEqual([undefined, 3]);
    expect(await countRows({ storage, writable }, gone)).toEqual([0, 0, 0, 0, 0]);
    expect(await countRows({ storage, writable }, kept)).toEqual([3, 3, 3, 1, 3]);
  });
}
