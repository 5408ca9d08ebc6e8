import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NewWebhookEvent } from '../webhook-store.ts';
import { anAct, aProject, aWebhookEvent, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Events of one transaction, and whether it is undone. An endpoint is told of an alert of its own, null of one for all. */
const TRANSACTIONS = fc.array(
  fc.record({
    isUndone: fc.boolean(),
    events: fc.array(fc.record({ endpoint: fc.constantFrom(null, 1, 2), alert: fc.constantFrom('a', 'b', 'c', 'd') }), {
      maxLength: 5,
    }),
  }),
  { maxLength: 8 },
);

/** Alerts in the order in which they were put into the outbox. */
export function alertPromises(bench: Bench): void {
  const openWithProjects = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct());
    const { id: other } = await pair.storage.projects.create(aProject(), anAct());
    return { ...pair, project, other };
  };

  it('[ST354] alerts are numbered per project as they are put into the outbox: each once, however many endpoints have it', async () => {
    const { storage, writable, project, other } = await openWithProjects();
    const event = (name: string, given: Partial<NewWebhookEvent> = {}) =>
      aWebhookEvent({ project, dedupeKey: name, data: JSON.stringify({ name }), ...given });
    const toOne = (endpoint: number, alertKey: string) => event(`${endpoint} ${alertKey}`, { endpoint, alertKey });
    // In the order given, whatever the keys are, and those of the other project among them.
    await writable.ingest.transact((t) =>
      t.webhooks.addEvents([event('z'), event('else', { project: other }), event('y'), event('z')]),
    );
    const failing = writable.ingest.transact(async (t) => {
      await t.webhooks.addEvents([event('never')]);
      throw new Error('a failure');
    });
    await expect(failing).rejects.toThrow('a failure');
    // One alert, of which an endpoint more is told later; and what was told already.
    expect(await storage.webhooks.addEvents([toOne(1, 'spike'), toOne(2, 'spike'), event('y')])).toEqual([
      '1 spike',
      '2 spike',
    ]);
    expect(await storage.webhooks.addEvents([toOne(3, 'spike'), event('x', { type: 'ping', id: 'given' })])).toEqual([
      '3 spike',
      'x',
    ]);
    expect(await storage.webhooks.undispatched(null, 100)).toHaveLength(7);

    const { last, facts } = await storage.feeds.read('alerts', project, 1, 10);
    expect([last, facts.map(({ number, data }) => [number, JSON.parse(data).name])]).toEqual([
      4,
      [
        [1, 'z'],
        [2, 'y'],
        [3, '1 spike'],
        [4, 'x'],
      ],
    ]);
    expect(facts[3]).toEqual({ project, number: 4, id: 'given', type: 'ping', data: '{"name":"x"}', createdAt: NOON });
    const numbers = async (from: number | null, limit: number) =>
      (await storage.feeds.read('alerts', project, from, limit)).facts.map(({ number }) => number);
    expect(await numbers(2, 2)).toEqual([2, 3]);
    expect(await numbers(null, 2)).toEqual([3, 4]);
    expect(await numbers(5, 10)).toEqual([]);
    expect((await storage.feeds.read('alerts', other, 1, 10)).facts).toMatchObject([{ number: 1, project: other }]);
    expect((await storage.feeds.last([project, other])).get(other)).toMatchObject({ alerts: 1 });
    // What is forgotten leaves a hole; its number is given to nothing else.
    const [first] = await storage.webhooks.undispatched(null, 1);
    await storage.webhooks.dispatch([{ event: first!.number, endpoints: [] }], NOON);
    await storage.webhooks.expire(NOON + 1);
    await storage.webhooks.addEvents([event('w')]);
    expect(await numbers(1, 10)).toEqual([2, 3, 4, 5]);
  });

  it('[ST355] of openers that store alerts at once, none leaves a gap between their numbers, and each alert has one', async () => {
    const { storage, project } = await openWithProjects();
    const openers = [storage, await bench.open(), await bench.open()];
    const rounds = 10;
    for (let round = 0; round < rounds; round++) {
      // An endpoint for each of them, and one alert that all of them have besides.
      await Promise.all(
        openers.map((opener, endpoint) =>
          opener.webhooks.addEvents([
            aWebhookEvent({ project, endpoint, dedupeKey: `${endpoint} ${round}`, alertKey: `all ${round}` }),
            aWebhookEvent({ project, endpoint, dedupeKey: `own ${endpoint} ${round}` }),
          ]),
        ),
      );
    }
    const count = rounds * (openers.length + 1);
    const { last, facts } = await storage.feeds.read('alerts', project, 1, 1000);
    expect(last).toBe(count);
    expect(facts.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(await storage.webhooks.undispatched(null, 1000)).toHaveLength(rounds * openers.length * 2);
  });

  it('[ST357] whatever is put into the outbox in whatever transactions, alerts are numbered as they first came', async () => {
    const { storage, writable } = await openWithProjects();
    const story = fc.asyncProperty(TRANSACTIONS, async (transactions) => {
      const { id: project } = await storage.projects.create(aProject(), anAct());
      const stored = new Set<string>();
      const alerts = new Map<string, string>();
      for (const { isUndone, events } of transactions) {
        const given = events.map(({ endpoint, alert }) => {
          const dedupeKey = `${endpoint} ${alert}`;
          const alertKey = endpoint === null ? undefined : alert;
          return { project, endpoint, dedupeKey, ...(alertKey && { alertKey }), data: JSON.stringify({ dedupeKey }) };
        });
        const work = writable.ingest.transact(async (t) => {
          await t.webhooks.addEvents(given.map(aWebhookEvent));
          if (isUndone) throw new Error('undone');
        });
        if (isUndone) await expect(work).rejects.toThrow('undone');
        else await work;
        for (const { dedupeKey, alertKey = dedupeKey } of isUndone ? [] : given) {
          if (!stored.has(dedupeKey) && !alerts.has(alertKey)) alerts.set(alertKey, dedupeKey);
          stored.add(dedupeKey);
        }
      }
      const { last, facts } = await storage.feeds.read('alerts', project, 1, 1000);
      const expected = [...alerts.values()].map((dedupeKey, index) => [index + 1, dedupeKey]);
      expect(facts.map(({ number, data }) => [number, JSON.parse(data).dedupeKey])).toEqual(expected);
      expect(last).toBe(expected.length);
      const outbox = await storage.webhooks.undispatched(null, 10_000);
      const own = outbox.filter((event) => event.project === project).map(({ data }) => JSON.parse(data).dedupeKey);
      expect(own.sort()).toEqual([...stored].sort());
    });
    await fc.assert(story, { numRuns: 25 });
  });
}
