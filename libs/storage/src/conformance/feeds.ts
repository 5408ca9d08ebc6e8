import { DAY_MS, type ErrorEvent, type ErrorTransition, type ProjectId } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { FeedRows } from '../feeds.ts';
import { aClick, aLink, anAct, aPageview, aProject, aVisitor, aWebhookEvent, hashOf, NOON } from './builders.ts';
import { aGroup, anErrorEvent } from './error-builders.ts';
import type { Bench } from './target.ts';

const NONE = { pageviews: 0, errors: 0, clicks: 0, audits: 0, alerts: 0 };

/** What the pipeline notes of an occurrence that opens a group again. */
const aRegression = (project: ProjectId): ErrorTransition => ({
  project,
  group: 1,
  at: NOON,
  actor: 'micrologs:pipeline',
  from: 'resolved',
  to: 'open',
  reason: 'regression',
  note: '',
});

/** Facts in the order in which they were stored. */
export function feedPromises(bench: Bench): void {
  const open = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct());
    const { id: other } = await pair.storage.projects.create(aProject(), anAct());
    return { ...pair, project, other };
  };

  it('[ST350] pageviews are read by number, whatever their days, with the last number of the same snapshot', async () => {
    const { storage, writable, project, other } = await open();
    expect(await storage.feeds.last([project, other])).toEqual(
      new Map([
        [project, { ...NONE, audits: 1 }],
        [other, { ...NONE, audits: 1 }],
      ]),
    );
    expect(await storage.feeds.read('pageviews', project, null, 10)).toEqual({ last: 0, facts: [] });

    // Those of the other project lie among them; days run backwards.
    const views = [1, 2, 3, 4, 5].map((number) =>
      aPageview({
        project,
        number,
        visitor: 1,
        occurredAt: NOON - number * DAY_MS,
        url: `https://example.org/${number}`,
      }),
    );
    await writable.ingest.transact(async (t) => {
      await t.addVisitors([
        aVisitor({ project, number: 1, hash: hashOf('kim') }),
        aVisitor({ project: other, number: 1 }),
      ]);
      await t.addPageviews([...views, aPageview({ project: other, number: 3 })]);
      await t.setCounters([
        { project, counters: { visitor: 1, session: 1, pageview: 5 } },
        { project: other, counters: { visitor: 1, session: 1, pageview: 3 } },
      ]);
    });
    expect(await storage.feeds.last([other, project])).toEqual(
      new Map([
        [other, { ...NONE, audits: 1, pageviews: 3 }],
        [project, { ...NONE, audits: 1, pageviews: 5 }],
      ]),
    );
    const told = (numbers: number[]): FeedRows['pageviews'][] =>
      numbers.map((number) => ({ ...views[number - 1]!, visitorHash: hashOf('kim') }));
    expect(await storage.feeds.read('pageviews', project, 1, 10)).toEqual({ last: 5, facts: told([1, 2, 3, 4, 5]) });
    expect(await storage.feeds.read('pageviews', project, 2, 2)).toEqual({ last: 5, facts: told([2, 3]) });
    expect(await storage.feeds.read('pageviews', project, null, 2)).toEqual({ last: 5, facts: told([4, 5]) });
    expect(await storage.feeds.read('pageviews', project, 6, 10)).toEqual({ last: 5, facts: [] });
    // What is gone leaves a hole, which shows in the numbers.
    const { last, facts } = await storage.feeds.read('pageviews', other, null, 10);
    expect([last, facts.map(({ number }) => number)]).toEqual([3, [3]]);
  });

  it('[ST352] changes of a status that somebody asked for stand between occurrences, in one series', async () => {
    const { storage, writable, project, other } = await open();
    const occurrence = (number: number, effect: ErrorEvent['effect']) =>
      anErrorEvent({ project, number, group: 1, effect, occurredAt: NOON - number * DAY_MS });
    const store = (...events: ErrorEvent[]) =>
      writable.ingest.transact(async (t) => {
        await t.errors.putGroups([aGroup({ project, number: 1 }), aGroup({ project, number: 2 })]);
        await t.errors.addEvents(events);
        await t.setSequences([{ project, name: 'error_event', value: events.at(-1)!.number }]);
      });
    const setStatus = (status: 'resolved' | 'ignored', groups: number[], note = '') =>
      storage.errors.setStatus({ project, groups, status, note, act: anAct({ actor: 'kim', at: NOON + 7 }) });
    await store(occurrence(1, 'created'), occurrence(2, null));
    await setStatus('resolved', [1, 2], 'done');
    // Nothing changes, so nothing is told.
    await setStatus('resolved', [1, 9]);
    await writable.ingest.transact((t) => t.errors.addTransitions([aRegression(project)]));
    await store(occurrence(5, 'reopened'));
    await setStatus('ignored', [2]);
    const { last, facts } = await storage.feeds.read('errors', project, 1, 10);
    expect(last).toBe(6);
    expect(
      facts.map((fact) => ('from' in fact ? [fact.number, fact.group, fact.to] : [fact.number, fact.effect])),
    ).toEqual([
      [1, 'created'],
      [2, null],
      [3, 1, 'resolved'],
      [4, 2, 'resolved'],
      [5, 'reopened'],
      [6, 2, 'ignored'],
    ]);
    expect(facts[2]).toEqual({
      project,
      number: 3,
      group: 1,
      at: NOON + 7,
      actor: 'kim',
      from: 'open',
      to: 'resolved',
      reason: 'api',
      note: 'done',
      errorType: 'TypeError',
      message: 'x is undefined',
      environment: 'production',
      severity: 'error',
    });
    expect((await storage.feeds.read('errors', project, 2, 3)).facts.map(({ number }) => number)).toEqual([2, 3, 4]);
    expect((await storage.feeds.read('errors', project, null, 2)).facts.map(({ number }) => number)).toEqual([5, 6]);
    expect((await storage.feeds.read('errors', other, 1, 10)).facts).toEqual([]);
    expect((await storage.feeds.last([project])).get(project)).toMatchObject({ errors: 6 });
  });

  it('[ST353] clicks and audit entries are read by number, whatever their links and days', async () => {
    const { storage, writable, project } = await open();
    const created = await storage.links.create(
      ['aaaaaaaa', 'bbbbbbbb'].map((code) => aLink({ project, code })),
      anAct(),
    );
    const links = created.map((link) => link!);
    const clicks = [1, 2, 3].map((number) =>
      aClick({ project, number, link: links[number % 2]!.id, occurredAt: NOON - number * DAY_MS }),
    );
    await writable.ingest.transact(async (t) => {
      await t.clicks.addClicks(clicks);
      await t.setSequences([{ project, name: 'click', value: 3 }]);
    });
    expect(await storage.feeds.read('clicks', project, 1, 10)).toEqual({
      last: 3,
      facts: clicks.map((click) => ({ ...click, code: links.find(({ id }) => id === click.link)!.code })),
    });
    const { last, facts } = await storage.feeds.read('audits', project, 2, 10);
    expect([last, facts.map(({ sequence, action }) => [sequence, action])]).toEqual([2, [[2, 'something.done']]]);
    expect((await storage.feeds.last([project])).get(project)).toMatchObject({ clicks: 3, audits: 2 });
  });

  it('[ST351] of a project without facts there is nothing to tell', async () => {
    const { storage } = await open();
    expect(await storage.feeds.last([])).toEqual(new Map());
    expect(await storage.feeds.read('pageviews', 999, 1, 10)).toEqual({ last: 0, facts: [] });
  });

  it('[ST356] whoever opened the store is told of acts and alerts when they are committed, and not of others', async () => {
    const told: ProjectId[][] = [];
    const storage = await bench.open({ onNews: (projects) => told.push([...projects]) });
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const { id: other } = await storage.projects.create(aProject(), anAct());
    await storage.ingest.transact((t) => t.errors.putGroups([aGroup({ project, number: 1 })]));
    expect(told.splice(0)).toEqual([[project], [other]]);
    const note = '';
    await storage.errors.setStatus({ project, groups: [1], status: 'resolved', note, act: anAct() });
    await storage.audit.record(other, anAct());
    await storage.ingest.transact((t) => t.webhooks.addEvents([aWebhookEvent({ project, dedupeKey: 'a' })]));
    expect(told.splice(0)).toEqual([[project], [other], [project]]);
    const failing = storage.ingest.transact(async (t) => {
      await t.audit.record(project, anAct());
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await storage.ingest.transact((t) => t.errors.putGroups([aGroup({ project, number: 2 })]));
    expect(told).toEqual([]);
  });
}
