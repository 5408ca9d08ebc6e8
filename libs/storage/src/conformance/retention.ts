import {
  DAY_MS,
  type EpochMs,
  HOUR_MS,
  KEEP_FOR_EVER,
  localDay,
  type ProjectId,
  type RetentionSettings,
} from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { RetentionCounts } from '../retention-store.ts';
import type { Storage, WritableStorage } from '../storage.ts';
import { aRecord, storeRecords, wholeChain } from './audit-chains.ts';
import { aClick, aLink, anAct, aProject, hashOf, NOON } from './builders.ts';
import { aGroup, anEnvironment, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const ZONE = 'Pacific/Auckland';
const KEPT_DAYS = 30;
/** The first instant of the first day that is kept. */
const KEPT_FROM = Date.UTC(2026, 0, 31, 11);
const ACT = anAct({ action: 'retention.applied', context: { via: 'retention' }, at: NOON });
const PRUNED = { ...ACT, action: 'audit.pruned' };
const KEEP_SOME: RetentionSettings = {
  ...KEEP_FOR_EVER,
  errorsDays: KEPT_DAYS,
  clicksDays: KEPT_DAYS,
  auditDays: KEPT_DAYS,
};

/** Takes every step there is. @returns how many */
async function applyAll({ retention }: WritableStorage, project: ProjectId, owner: string | null = null) {
  let steps = 0;
  while (await retention.step(project, NOON, PRUNED, owner)) steps += 1;
  return steps;
}

/** One error group, click and audit entry for each of these times; the numbers of what is stored are those of the times. */
async function storeAt(storage: WritableStorage, project: ProjectId, link: number, times: readonly EpochMs[]) {
  await storage.ingest.transact(async ({ errors, clicks }) => {
    for (const [i, at] of times.entries()) {
      const number = i + 1;
      const day = localDay(at, ZONE);
      await errors.putGroups([aGroup({ project, number, firstSeen: at, lastSeen: at, occurrences: 7 })]);
      await errors.addFingerprints([{ project, fingerprint: hashOf(`print ${number}`), version: 1, group: number }]);
      await errors.addEnvironments([anEnvironment({ project, group: number })]);
      await errors.addTransitions([
        { project, group: number, at, actor: 'kim', from: 'open', to: 'resolved', reason: 'api', note: '' },
      ]);
      await errors.addEvents([anErrorEvent({ project, number, group: number, occurredAt: at, day })]);
      await clicks.addClicks([aClick({ project, number, link, occurredAt: at, day })]);
    }
    await clicks.countClicks([{ link, clicks: times.length }]);
  });
  for (const at of times) await storeRecords(storage, project, [aRecord({ project, occurredAt: at })]);
}

/** The numbers of groups, occurrences and clicks that are left, and how often the link was followed in all. */
async function whatIsLeft(storage: Storage, project: ProjectId, code: string) {
  const days = { from: 0, to: 100_000 };
  const { groups } = await storage.facts.read({ groups: { from: 'errorGroups', project, limit: 100 } });
  const events = await storage.exports.page('errors', project, days, null, 100);
  const clicks = await storage.exports.page('clicks', project, days, null, 100);
  return {
    groups: groups.map(({ number }) => number).sort((a, b) => a - b),
    events: events.map(({ number }) => number),
    clicks: clicks.map(({ number }) => number),
    total: (await storage.links.get(project, code))!.totalClicks,
  };
}

export function retentionPromises(bench: Bench): void {
  const openWith = async (retention = KEEP_SOME, code = 'sale') => {
    const storage = await bench.open();
    const { settings } = aProject();
    const project = await storage.projects.create(
      aProject({ timeZone: ZONE, settings: { ...settings, retention } }),
      anAct({ at: KEPT_FROM - DAY_MS }),
    );
    const [link] = await storage.links.create([aLink({ project: project.id, code })], anAct({ at: KEPT_FROM }));
    return { storage, project: project.id, link: link!.id };
  };
  const TIMES = [KEPT_FROM - DAY_MS, KEPT_FROM - 1, KEPT_FROM, NOON];

  it('[ST300] what is older than the days that a project keeps goes, by the day of its zone, and nothing else', async () => {
    const { storage, project, link } = await openWith();
    const other = await openWith(KEEP_FOR_EVER, 'other');
    await storeAt(storage, project, link, TIMES);
    await storeAt(other.storage, other.project, other.link, TIMES);

    // Two groups with their occurrences, two clicks, and the creation of the project.
    const expected: RetentionCounts = { errors: 2, errorGroups: 2, clicks: 2, auditEntries: 1 };
    expect(await storage.retention.plan(project, NOON)).toEqual(expected);
    expect(await whatIsLeft(storage, project, 'sale')).toMatchObject({ events: [1, 2, 3, 4] });
    expect(await applyAll(storage, project)).toBeGreaterThan(0);

    const left = { groups: [3, 4], events: [3, 4], clicks: [3, 4], total: 4 };
    expect(await whatIsLeft(storage, project, 'sale')).toEqual(left);
    expect(await whatIsLeft(storage, other.project, 'other')).toMatchObject({
      groups: [1, 2, 3, 4],
      clicks: [1, 2, 3, 4],
    });
    expect(await storage.retention.plan(project, NOON)).toEqual({});
    expect(await storage.retention.plan(other.project, NOON)).toEqual({});
    expect(await applyAll(storage, project)).toBe(0);
    const prints = await storage.ingest.transact((t) =>
      t.errors.findGroups([1, 2, 3].map((n) => ({ project, fingerprint: hashOf(`print ${n}`) }))),
    );
    expect(prints.map(({ group }) => group)).toEqual([3]);
    const { environments, transitions } = await storage.facts.read({
      environments: { from: 'errorEnvironments', project, groups: [1, 2, 3, 4] },
      transitions: { from: 'errorTransitions', project, group: 1, limit: 10 },
    });
    expect([environments.length, transitions.length]).toEqual([2, 0]);
  });

  it('[ST301] a group that was seen lately stays with its counts, whatever of its occurrences goes', async () => {
    const { storage, project } = await openWith();
    await storage.ingest.transact(async ({ errors }) => {
      await errors.putGroups([aGroup({ project, number: 1, firstSeen: 1, lastSeen: KEPT_FROM, occurrences: 50 })]);
      await errors.addEvents(
        [KEPT_FROM - 1, KEPT_FROM].map((at, i) =>
          anErrorEvent({ project, number: i + 1, group: 1, occurredAt: at, day: localDay(at, ZONE) }),
        ),
      );
    });
    await applyAll(storage, project);
    const { groups, counts } = await storage.facts.read({
      groups: { from: 'errorGroups', project, limit: 10 },
      counts: { from: 'errorCounts', project, days: { from: 0, to: 100_000 }, by: [] },
    });
    expect(groups).toMatchObject([{ number: 1, occurrences: 50, firstSeen: 1 }]);
    expect(counts[0]!.occurrences).toBe(1);
  });

  it('[ST302] the audit log tells once what a run removed, also where several openers had a part in it', async () => {
    const { storage, project, link } = await openWith({ ...KEEP_SOME, auditDays: null });
    await storeAt(storage, project, link, TIMES);
    const before = await wholeChain(storage, project);
    expect(await storage.retention.step(project, NOON, PRUNED, null)).toBe(true);
    await storage.close();

    const next = await bench.open();
    await applyAll(next, project);
    const removed = { errors: 2, errorGroups: 2, clicks: 2 };
    expect(await next.retention.finish(project, ACT)).toEqual(removed);
    expect(await next.retention.finish(project, ACT)).toEqual({});
    const added = (await wholeChain(next, project)).slice(before.length);
    expect(added).toMatchObject([{ action: 'retention.applied', source: 'server' }]);
    expect(JSON.parse(added[0]!.context!)).toEqual({ via: 'retention', removed });
  });

  it('[ST303] old audit entries leave an anchor and an act, step by step', async () => {
    const { storage, project } = await openWith({ ...KEEP_FOR_EVER, auditDays: KEPT_DAYS - 1 });
    const occurredAt = NOON - 40 * DAY_MS;
    const old = Array.from({ length: 2500 }, (_, i) => aRecord({ project, action: `old ${i}`, occurredAt }));
    await storeRecords(storage, project, [...old, aRecord({ project, action: 'kept' })]);
    // With the creation of the project and of its link.
    expect(await storage.retention.plan(project, NOON)).toEqual({ auditEntries: 2502 });
    expect(await applyAll(storage, project)).toBe(2);
    const chain = await wholeChain(storage, project);
    expect(chain.map(({ action }) => action)).toEqual(['kept', 'audit.pruned', 'audit.pruned']);
    const contexts = chain.slice(1).map(({ context }) => JSON.parse(context!));
    expect(contexts).toEqual([
      { via: 'retention', removed: 2000, through: 2000 },
      { via: 'retention', removed: 502, through: 2502 },
    ]);
    const { anchor } = (await storage.audit.chains()).find((found) => found.project === project)!;
    expect(anchor).toMatchObject({ sequence: 2502, hash: chain[0]!.previousHash });
    expect(await storage.retention.finish(project, ACT)).toEqual({ auditEntries: 2502 });
    expect(await wholeChain(storage, project)).toEqual(chain);
  });

  it('[ST304] a step obeys the settings as they are, and leaves the projects of other owners alone', async () => {
    const { storage, project, link } = await openWith();
    await storeAt(storage, project, link, TIMES);
    await storage.ingest.acquireLease('somebody', HOUR_MS);
    expect(await applyAll(storage, project, 'me')).toBe(0);
    await storage.projects.update(project, { settings: { retention: KEEP_FOR_EVER } }, NOON, anAct());
    expect(await applyAll(storage, project, 'somebody')).toBe(0);
    await storage.projects.update(project, { settings: { retention: { clicksDays: KEPT_DAYS } } }, NOON, anAct());
    expect(await applyAll(storage, project, 'somebody')).toBe(1);
    expect(await whatIsLeft(storage, project, 'sale')).toMatchObject({ events: [1, 2, 3, 4], clicks: [3, 4] });

    expect(await storage.retention.plan(project + 1, NOON)).toBeNull();
    expect(await storage.retention.step(project + 1, NOON, PRUNED, null)).toBe(false);
    expect(await storage.retention.finish(project + 1, ACT)).toEqual({});
    await storage.projects.delete(project, anAct());
    expect(await storage.retention.finish(project, ACT)).toEqual({});
  });
}
