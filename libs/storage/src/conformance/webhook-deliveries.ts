import { localDay, type WebhookEndpoint } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { Storage } from '../storage.ts';
import type { DueDelivery, WebhookAttempt } from '../webhook-store.ts';
import { anAct, aProject, aWebhookEndpoint, aWebhookEvent, NOON } from './builders.ts';
import type { Bench } from './target.ts';

const LATER = NOON + 1_000_000;

/** The way of an event to its endpoints. */
export function webhookDeliveryPromises(bench: Bench): void {
  const openWithEndpoint = async () => {
    const pair = await bench.openPair();
    const { storage } = pair;
    const { id: project } = await storage.projects.create(aProject(), anAct());
    const endpoint = await storage.webhooks.create(aWebhookEndpoint({ project }), anAct());
    return { ...pair, project, endpoint };
  };
  /** One delivery for each key, to all of these endpoints. */
  const deliver = async (
    storage: Storage,
    {
      endpoints,
      keys,
      at = NOON,
      isOnce = false,
    }: {
      endpoints: readonly Pick<WebhookEndpoint, 'id' | 'project'>[];
      keys: string[];
      at?: number;
      isOnce?: boolean;
    },
  ) => {
    const { project } = endpoints[0]!;
    await storage.webhooks.addEvents(keys.map((dedupeKey) => aWebhookEvent({ project, dedupeKey, createdAt: at })));
    const events = await storage.webhooks.undispatched(null, 100);
    const to = endpoints.map(({ id }) => ({ id, isOnce }));
    await storage.webhooks.dispatch(
      events.map(({ number }) => ({ event: number, endpoints: to })),
      at,
    );
    return events;
  };
  const due = (storage: Storage, given: Partial<Parameters<Storage['webhooks']['due']>[0]> = {}) =>
    storage.webhooks.due({ owner: null, now: NOON, except: [], limit: 100, ...given });
  const attemptAt = ({ delivery }: DueDelivery, given: Partial<WebhookAttempt> = {}): WebhookAttempt => ({
    id: delivery.id,
    attempt: delivery.attempts + 1,
    at: NOON + 5,
    durationMs: 12,
    status: 'delivered',
    nextAttemptAt: null,
    responseStatus: 200,
    responseBody: 'ok',
    error: '',
    ...given,
  });
  const FAILED = { status: 'pending', nextAttemptAt: LATER, responseStatus: 500, error: 'Answered 500' } as const;
  const log = (storage: Storage, project: number) => storage.webhooks.deliveries({ project, limit: 100 });

  it('[ST340] a dispatched event is due at once at each endpoint named, whole, and is dispatched once', async () => {
    const { storage, writable, project, endpoint } = await openWithEndpoint();
    const second = await storage.webhooks.create(aWebhookEndpoint({ project, url: 'https://two.test/' }), anAct());
    const [event] = await deliver(storage, { endpoints: [endpoint, second], keys: ['one'] });
    await storage.webhooks.dispatch([{ event: event!.number, endpoints: [{ id: endpoint.id, isOnce: false }] }], NOON);
    expect(await storage.webhooks.undispatched(null, 100)).toEqual([]);

    expect(await due(storage, { now: NOON - 1 })).toEqual([]);
    const found = await due(storage);
    expect(found.map((each) => each.endpoint)).toEqual([endpoint, second]);
    expect(found.map((each) => each.projectName)).toEqual(Array(2).fill(aProject().name));
    const { id, type, data, createdAt } = event!;
    expect(found[0]!.delivery).toEqual({
      id: found[0]!.delivery.id,
      project,
      endpoint: endpoint.id,
      event: { id, type, data, createdAt },
      status: 'pending',
      isOnce: false,
      attempts: 0,
      nextAttemptAt: NOON,
      createdAt: NOON,
      lastAttemptAt: null,
      durationMs: null,
      responseStatus: null,
      responseBody: '',
      error: '',
    });
    expect(await due(storage, { except: [endpoint.id] })).toEqual([found[1]]);
    expect(await due(storage, { except: [second.id, endpoint.id, 0] })).toEqual([]);
    expect(await due(storage, { limit: 1 })).toEqual([found[0]]);
    expect(await due(storage, { owner: 'me' })).toEqual([]);
    await writable.ingest.acquireLease('me', 60_000);
    expect(await due(storage, { owner: 'me' })).toEqual(found);
  });

  it('[ST341] nothing is delivered to endpoints of other projects, or that are gone or disabled', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const foreign = await storage.webhooks.create(aWebhookEndpoint({ project: other }), anAct());
    const [off, gone] = [
      await storage.webhooks.create(aWebhookEndpoint({ project }), anAct()),
      await storage.webhooks.create(aWebhookEndpoint({ project }), anAct()),
    ];
    await storage.webhooks.update(project, off.id, { isEnabled: false }, NOON, anAct());
    await storage.webhooks.delete(project, gone.id, anAct());
    await deliver(storage, { endpoints: [endpoint, foreign, off, gone], keys: ['one'] });
    expect((await due(storage)).map(({ delivery }) => delivery.endpoint)).toEqual([endpoint.id]);

    // But for what is tried once, such as a ping.
    await deliver(storage, { endpoints: [off, foreign, gone], keys: ['two'], isOnce: true });
    const once = await due(storage, { except: [endpoint.id] });
    expect(once.map(({ delivery }) => [delivery.endpoint, delivery.isOnce])).toEqual([[off.id, true]]);
  });

  it('[ST342] an attempt is recorded once, and says when the next is due or how it ended', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    await deliver(storage, { endpoints: [endpoint], keys: ['one'] });
    const [first] = await due(storage);
    const failed = attemptAt(first!, { ...FAILED, responseBody: 'Ærlig 😀' });
    await storage.webhooks.record(failed);
    await storage.webhooks.record({ ...failed, error: 'again', nextAttemptAt: NOON });
    expect(await due(storage, { now: LATER - 1 })).toEqual([]);
    const [second] = await due(storage, { now: LATER });
    const { attempt: attempts, at: lastAttemptAt, ...said } = failed;
    expect(second!.delivery).toEqual({ ...first!.delivery, ...said, attempts, lastAttemptAt });
    expect(second!.endpoint.failingSince).toBe(NOON + 5);

    await storage.webhooks.record(attemptAt(second!, { ...FAILED, at: NOON + 9 }));
    const [third] = await due(storage, { now: LATER });
    expect(third!.endpoint.failingSince).toBe(NOON + 5);
    await storage.webhooks.record(attemptAt(third!));
    await storage.webhooks.record(attemptAt(third!, { attempt: 4, status: 'failed' }));
    expect(await log(storage, project)).toMatchObject([{ status: 'delivered', attempts: 3, nextAttemptAt: null }]);
    expect((await storage.webhooks.get(project, endpoint.id))!.failingSince).toBeNull();
    expect(await due(storage, { now: LATER })).toEqual([]);
  });

  it('[ST343] what is tried once says nothing of an endpoint when it fails', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    await deliver(storage, { endpoints: [endpoint], keys: ['ping'], isOnce: true });
    const [ping] = await due(storage);
    await storage.webhooks.record(attemptAt(ping!, { status: 'failed', responseStatus: null, error: 'No answer' }));
    expect(await storage.webhooks.get(project, endpoint.id)).toEqual(endpoint);
  });

  it('[ST344] disabling ends what is pending, tells of it and is recorded, once; enabling begins anew', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    await deliver(storage, { endpoints: [endpoint], keys: ['one', 'two'] });
    await deliver(storage, { endpoints: [endpoint], keys: ['ping'], isOnce: true });
    const [one, two] = await due(storage);
    const notice = aWebhookEvent({ project, dedupeKey: 'notice', type: 'webhook.disabled' });
    const disable = {
      reason: 'gone' as const,
      act: anAct({ action: 'webhook.disabled', context: { why: 410 } }),
      notices: [notice],
    };
    const last = { status: 'failed', responseStatus: 410, error: 'Answered 410', disable } as const;
    await storage.webhooks.record(attemptAt(one!, last));
    await storage.webhooks.record(attemptAt(two!, last));
    const off = await storage.webhooks.get(project, endpoint.id);
    expect(off).toMatchObject({
      isEnabled: false,
      disabledReason: 'gone',
      updatedAt: NOON + 5,
      failingSince: NOON + 5,
    });
    const states = (await log(storage, project)).map(({ status, attempts, error }) => [status, attempts, error]);
    expect(states).toEqual([
      ['pending', 0, ''],
      ['failed', 0, 'Answered 410'],
      ['failed', 1, 'Answered 410'],
    ]);
    expect(await storage.webhooks.undispatched(null, 100)).toMatchObject([{ type: 'webhook.disabled', project }]);
    const day = localDay(NOON, 'UTC');
    const query = { from: 'auditEntries', project, days: { from: day, to: day }, limit: 100 } as const;
    const { entries } = await storage.facts.read({ entries: query });
    const acts = entries.filter(({ action }) => action === 'webhook.disabled');
    expect(acts.map(({ context }) => JSON.parse(context!))).toEqual([{ endpoint: endpoint.id, why: 410 }]);

    const on = await storage.webhooks.update(project, endpoint.id, { isEnabled: true }, NOON + 9, anAct());
    expect(on).toEqual({ ...endpoint, updatedAt: NOON + 9 });
    expect((await due(storage)).map(({ delivery }) => delivery.isOnce)).toEqual([true]);
  });

  it('[ST345] the log goes page by page, newest first, by endpoint and status, and to its own project', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const second = await storage.webhooks.create(aWebhookEndpoint({ project }), anAct());
    await deliver(storage, { endpoints: [endpoint], keys: ['a', 'b', 'c'] });
    await deliver(storage, { endpoints: [second], keys: ['d', 'e'] });
    const [a] = await due(storage);
    await storage.webhooks.record(attemptAt(a!));
    const all = await log(storage, project);
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((x, y) => y - x));
    expect(ids).toHaveLength(5);
    const deliveries: Storage['webhooks']['deliveries'] = (query) => storage.webhooks.deliveries(query);
    expect(await deliveries({ project, limit: 2 })).toEqual(all.slice(0, 2));
    expect(await deliveries({ project, before: ids[1], limit: 2 })).toEqual(all.slice(2, 4));
    expect(await deliveries({ project, endpoint: second.id, limit: 9 })).toEqual(all.slice(0, 2));
    expect(await deliveries({ project, status: 'delivered', limit: 9 })).toEqual([all[4]]);
    expect(await deliveries({ project, status: 'failed', limit: 9 })).toEqual([]);
    expect(await deliveries({ project: other, limit: 9 })).toEqual([]);
    expect(await storage.webhooks.delivery(project, ids[0]!)).toEqual(all[0]);
    expect(await storage.webhooks.delivery(other, ids[0]!)).toBeNull();
    expect(await storage.webhooks.delete(project, second.id, anAct())).toBe(true);
    expect(await log(storage, project)).toEqual(all.slice(2));
  });

  it('[ST346] a replay delivers ended deliveries again under their old event, one or a range, and none twice', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const keys = ['a', 'b', 'c'];
    const events: { id: string }[] = [];
    for (const [i, key] of keys.entries()) {
      events.push(...(await deliver(storage, { endpoints: [endpoint], keys: [key], at: NOON + i * 10 })));
    }
    const [a, b] = await due(storage, { now: LATER });
    await storage.webhooks.record(attemptAt(a!));
    await storage.webhooks.record(attemptAt(b!, { ...FAILED, status: 'failed', nextAttemptAt: null }));
    const replay = (what: Parameters<Storage['webhooks']['replay']>[1], of = project) =>
      storage.webhooks.replay(of, what, LATER, anAct({ action: 'webhook.replayed', context: { by: 'test' } }));
    const pending = async () =>
      (await storage.webhooks.deliveries({ project, status: 'pending', limit: 99 })).map(({ event }) => event.id);
    const one = { endpoint: endpoint.id, delivery: a!.delivery.id };
    expect(await replay({ ...one, endpoint: endpoint.id + 1 })).toBe(0);
    expect(await replay(one, other)).toBe(0);
    expect(await replay(one)).toBe(1);
    expect(await replay(one)).toBe(0);
    expect(await pending()).toEqual([events[0]!.id, events[2]!.id]);

    const range = { endpoint: endpoint.id, from: NOON, to: NOON + 20 };
    expect(await replay({ ...range, status: 'delivered' })).toBe(0);
    expect(await replay({ ...range, to: NOON + 10 })).toBe(0);
    expect(await replay({ ...range, status: 'failed' })).toBe(1);
    expect(await pending()).toEqual([events[1]!.id, events[0]!.id, events[2]!.id]);
    for (const each of await due(storage, { now: LATER })) await storage.webhooks.record(attemptAt(each));
    // Every event of the range once, though two of them were delivered twice.
    expect(await replay({ ...range, to: LATER + 1 })).toBe(3);

    const day = localDay(NOON, 'UTC');
    const query = { from: 'auditEntries', project, days: { from: day, to: day }, limit: 100 } as const;
    const { entries } = await storage.facts.read({ entries: query });
    const acts = entries.filter(({ action }) => action === 'webhook.replayed');
    expect(acts.map(({ context }) => JSON.parse(context!))).toEqual(
      [3, 1, 1].map((deliveries) => ({ endpoint: endpoint.id, by: 'test', deliveries })),
    );

    await storage.webhooks.update(project, endpoint.id, { isEnabled: false }, NOON, anAct());
    expect(await replay(one)).toBe(0);
  });

  it('[ST347] what ended is forgotten after its time; what is pending or not dispatched is kept', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    await deliver(storage, { endpoints: [endpoint], keys: ['ended', 'pending'] });
    await deliver(storage, { endpoints: [endpoint], keys: ['later'], at: LATER });
    const [ended] = await due(storage);
    await storage.webhooks.record(attemptAt(ended!));
    await storage.webhooks.addEvents([aWebhookEvent({ project, dedupeKey: 'waiting' })]);
    const before = await log(storage, project);
    await storage.webhooks.expire(NOON);
    expect(await log(storage, project)).toEqual(before);
    await storage.webhooks.expire(LATER);
    expect(await log(storage, project)).toEqual(before.slice(0, 2));
    const add = (key: string) => storage.webhooks.addEvents([aWebhookEvent({ project, dedupeKey: key })]);
    expect(await add('waiting')).toEqual([]);
    expect(await add('pending')).toEqual([]);
    expect(await add('ended')).toEqual(['ended']);
  });

  it('[ST348] a deleted project takes its endpoints, events and deliveries along', async () => {
    const { storage, project, endpoint } = await openWithEndpoint();
    await deliver(storage, { endpoints: [endpoint], keys: ['one'] });
    expect(await bench.database.tablesWith(project)).toContain('webhook_deliveries');
    await storage.projects.delete(project, anAct());
    expect(await bench.database.tablesWith(project)).toEqual([]);
    expect(await due(storage)).toEqual([]);
  });
}
