import { DAY_MS, localDay, type ProjectId } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { FactKind, FactStates } from '../fact-states.ts';
import { aClick, aLink, anAct, aPageview, aProject, aVisitor, hashOf, NOON } from './builders.ts';
import { aGroup, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const KINDS: readonly FactKind[] = ['views', 'errors', 'links', 'audits'];
const TODAY = localDay(NOON, 'UTC');
const RETENTION = anAct({ action: 'retention.applied', context: { via: 'retention' } });

/** What tells states of facts apart. */
export function factStatePromises(bench: Bench): void {
  const open = async () => {
    const storage = await bench.open();
    const { settings } = aProject();
    const retention = { ...settings.retention, errorsDays: 30, clicksDays: 30 };
    const { id: project } = await storage.projects.create(aProject({ settings: { ...settings, retention } }), anAct());
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const seen: FactStates[] = [];
    const look = async (of: ProjectId) => (await storage.feeds.states([of])).get(of)!;
    let before = await look(project);
    const others = await look(other);
    return {
      storage,
      project,
      /** The kinds whose states something changed; each of them into one that was not there before. */
      async changedBy(change: () => Promise<unknown>): Promise<FactKind[]> {
        await change();
        const now = await look(project);
        const changed = KINDS.filter((kind) => now[kind] !== before[kind]);
        seen.push(before);
        for (const kind of changed) expect(seen.map((state) => state[kind])).not.toContain(now[kind]);
        expect(await look(other)).toEqual(others);
        before = now;
        return changed;
      },
    };
  };

  it('[ST360] whatever is stored changes the state of what it is about, and of nothing else of any project', async () => {
    const { storage, project, changedBy } = await open();
    const { ingest, links, errors } = storage;
    const [link] = await links.create([aLink({ project, code: 'sale' })], anAct());
    await changedBy(async () => undefined);
    expect(await changedBy(async () => undefined)).toEqual([]);
    const view = () =>
      ingest.transact(async (t) => {
        await t.addVisitors([aVisitor({ project, number: 1 })]);
        await t.addPageviews([aPageview({ project, number: 1, visitor: 1 })]);
        await t.bumpDays([{ project, day: TODAY }]);
      });
    expect(await changedBy(view)).toEqual(['views']);
    // An engagement has no number of its own.
    const engage = () => ingest.transact((t) => t.bumpDays([{ project, day: TODAY }]));
    expect(await changedBy(engage)).toEqual(['views']);
    const fail = () =>
      ingest.transact(async (t) => {
        await t.errors.putGroups([aGroup({ project, number: 1 })]);
        await t.errors.addEvents([anErrorEvent({ project, number: 1, group: 1 })]);
        await t.setSequences([{ project, name: 'error_event', value: 1 }]);
      });
    expect(await changedBy(fail)).toEqual(['errors']);
    const click = () =>
      ingest.transact(async (t) => {
        await t.clicks.addClicks([aClick({ project, number: 1, link: link!.id })]);
        await t.setSequences([{ project, name: 'click', value: 1 }]);
      });
    expect(await changedBy(click)).toEqual(['links']);
    // Acts are entered in the audit log, which tells of those on links and groups.
    const ofActs = ['errors', 'links', 'audits'];
    const resolve = () => errors.setStatus({ project, groups: [1], status: 'resolved', note: '', act: anAct() });
    expect(await changedBy(resolve)).toEqual(ofActs);
    expect(await changedBy(() => links.update(project, 'sale', { label: 'b' }, NOON, anAct()))).toEqual(ofActs);
    expect(await changedBy(() => links.delete(project, 'sale', anAct()))).toEqual(ofActs);
    const edit = () => storage.projects.update(project, { timeZone: 'Asia/Tokyo' }, NOON + 1, anAct());
    expect(await changedBy(edit)).toEqual(KINDS);
  });

  it('[ST361] so does what goes: by retention, step by step and at its end, and by the erasure of somebody', async () => {
    const { storage, project, changedBy } = await open();
    const { ingest, links, retention, erasure } = storage;
    const [link] = await links.create([aLink({ project, code: 'sale' })], anAct());
    const old = { occurredAt: NOON - 40 * DAY_MS, day: TODAY - 40 };
    await ingest.transact(async (t) => {
      await t.errors.putGroups([aGroup({ project, number: 1 })]);
      await t.errors.addEvents([
        anErrorEvent({ project, number: 1, group: 1, ...old }),
        anErrorEvent({ project, number: 2, group: 1, visitorHash: hashOf('kim') }),
      ]);
      await t.clicks.addClicks([aClick({ project, number: 1, link: link!.id, ...old })]);
    });
    await changedBy(async () => undefined);
    for (const removed of ['errors', 'clicks']) {
      const changed = await changedBy(() => retention.step(project, NOON, RETENTION, null));
      expect(changed, removed).toEqual(['errors', 'links', 'audits']);
    }
    expect(await retention.step(project, NOON, RETENTION, null)).toBe(false);
    expect(await changedBy(() => retention.finish(project, RETENTION))).toContain('errors');
    // Known by errors alone, so that nobody is erased otherwise.
    expect(await changedBy(() => erasure.unlinkErrors(project, hashOf('kim')))).toContain('errors');
  });
}
