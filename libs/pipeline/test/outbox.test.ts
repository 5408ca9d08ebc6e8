import {
  HOUR_MS,
  type QueuedAudit,
  type QueuedClick,
  type QueuedEvent,
  UNKNOWN_DEVICE,
  type WebhookEvent,
  type WebhookTrigger,
} from '@micrologs/domain';
import { aLink, anAct, aWebhookEndpoint } from '@micrologs/storage/conformance';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { storeBatch } from '../src/store-batch.ts';
import { VisitorMemory } from '../src/visitor-memory.ts';
import { anError, groupsOf } from './error-events.ts';
import { NOON, World } from './world.ts';

const ALL = { environments: [], severities: [] };

let world: World;
beforeEach(async () => {
  world = await World.create();
});
afterEach(() => world.close());

const listen = (...triggers: WebhookTrigger[]) =>
  world.store.webhooks.create(aWebhookEndpoint({ project: world.project.id, triggers }), anAct());

/** What is in the outbox, oldest first, with its data read. */
async function outbox(): Promise<(Omit<WebhookEvent, 'data'> & { data: Record<string, unknown> })[]> {
  const events = await world.store.webhooks.undispatched(null, 1000);
  return events.map((event) => ({ ...event, data: JSON.parse(event.data) }));
}

const resolve = (groups: number[]) => setStatus(groups, 'resolved', NOON + 10);
const setStatus = (groups: number[], status: 'resolved' | 'ignored' | 'open' | 'investigating', at: number) =>
  world.store.errors.setStatus({
    project: world.project.id,
    groups,
    status,
    note: '',
    act: anAct({ action: 'errors.status', at }),
  });

function anAudit(action: string): QueuedAudit {
  return {
    kind: 'audit',
    project: world.project.id,
    receivedAt: NOON,
    id: 'not-given',
    idGiven: false,
    keyType: 'secret',
    ipHash: 'ab'.repeat(32),
    body: { action, actor: 'kim@shop.test', context: '{"card":"…"}' },
  };
}

/** An event that no batch can hold. */
const aBadEvent = () => ({ ...anError(world), kind: 'no such kind' }) as unknown as QueuedEvent;

const store = (events: QueuedEvent[], now: number) =>
  storeBatch({
    store: world.store.ingest,
    events: () => events,
    now,
    memory: new VisitorMemory(),
    advance: async () => {},
  });

it('tells of a new group once, whatever else occurs in it', async () => {
  await listen({ type: 'error_group.created', ...ALL });
  await world.apply(anError(world), anError(world));
  await world.apply(anError(world), anError(world, { body: { message: 'another', release: '1.2' } }));
  expect(await outbox()).toMatchObject([
    {
      type: 'error_group.created',
      endpoint: null,
      project: world.project.id,
      createdAt: NOON,
      data: {
        summary: 'New error in production: TypeError: x is undefined',
        group_id: 1,
        error_type: 'TypeError',
        severity: 'error',
        environment: 'production',
        first_seen: '2026-03-10T12:00:00.000Z',
        occurrences: 2,
      },
    },
    { type: 'error_group.created', data: { group_id: 2, message: 'another', release: '1.2' } },
  ]);
});

it('tells of a fault that is back: by an occurrence after it was resolved, or by whoever opens it again', async () => {
  await world.apply(anError(world), anError(world, { body: { message: 'another' } }));
  await listen({ type: 'error_group.reopened', ...ALL });
  await resolve([1, 2]);
  const back = {
    receivedAt: NOON + 20,
    body: { environment: 'staging', severity: 'critical', release: '2.0' },
  } as const;
  await world.apply(anError(world, back), anError(world, back));
  await setStatus([1, 2], 'open', NOON + 30);
  await setStatus([1], 'investigating', NOON + 40);
  await setStatus([1], 'open', NOON + 50);
  expect((await groupsOf(world)).map(({ status }) => status)).toEqual(['open', 'open']);
  expect(await outbox()).toMatchObject([
    {
      type: 'error_group.reopened',
      createdAt: NOON + 20,
      data: { group_id: 1, environment: 'staging', severity: 'critical', was: 'resolved', reason: 'regression' },
    },
    { createdAt: NOON + 30, data: { group_id: 2, environment: 'production', was: 'resolved', reason: 'api' } },
  ]);
});

it('tells a group that is opened again as often as it is', async () => {
  await world.apply(anError(world));
  await listen({ type: 'error_group.reopened', ...ALL });
  for (const at of [NOON + 10, NOON + 20]) {
    await setStatus([1], 'ignored', at);
    await setStatus([1], 'open', at + 1);
  }
  expect((await outbox()).map(({ data }) => data.was)).toEqual(['ignored', 'ignored']);
});

it('tells of every multiple of the count that a link has reached, and only of the last of several', async () => {
  const project = world.project.id;
  const [sale, other] = await world.store.links.create(
    [aLink({ project, code: 'sale', label: 'Sale' }), aLink({ project, code: 'other' })],
    anAct(),
  );
  const { id } = await listen(
    { type: 'link.milestone', codes: ['sale'], count: 5 },
    { type: 'link.milestone', codes: [], count: 7 },
  );
  const clicks = (link: number, count: number, values: Partial<QueuedClick> = {}): QueuedClick[] =>
    Array.from({ length: count }, () => ({
      kind: 'click',
      project,
      receivedAt: NOON,
      link,
      referrer: '',
      device: UNKNOWN_DEVICE,
      ipHash: 'ab'.repeat(32),
      ...values,
    }));
  await world.apply(...clicks(sale!.id, 4), ...clicks(other!.id, 6));
  await world.apply(...clicks(sale!.id, 9, { uncounted: 'bot' }));
  expect(await outbox()).toEqual([]);
  await world.apply(...clicks(sale!.id, 1));
  await world.apply(...clicks(sale!.id, 1));
  await world.apply(...clicks(sale!.id, 9), ...clicks(other!.id, 1));
  expect(await outbox()).toMatchObject([
    { type: 'link.milestone', endpoint: id, data: { code: 'sale', label: 'Sale', clicks: 5, every: 5 } },
    { data: { code: 'sale', clicks: 15, every: 5 } },
    { data: { code: 'sale', clicks: 14, every: 7 } },
    { data: { code: 'other', clicks: 7, every: 7 } },
  ]);
});

it('tells of audit entries whose action matches, those of clients and those of the server', async () => {
  await listen({ type: 'audit.matched', actions: ['user.*', 'link.created'] });
  await world.apply(anAudit('user.deleted'), anAudit('users.listed'), anAudit('invoice.paid'), anAudit('user.'));
  await world.store.links.create([aLink({ project: world.project.id, code: 'a' })], anAct({ action: 'link.created' }));
  const told = await outbox();
  expect(told.map(({ data }) => data.action)).toEqual(['user.deleted', 'user.', 'link.created']);
  expect(told[0]!.data).toMatchObject({ summary: 'user.deleted by kim@shop.test', source: 'client', sequence: 3 });
  expect(told[0]!.data).not.toHaveProperty('context');
});

it('tells of dead letters once in an hour', async () => {
  await listen({ type: 'dead_letters.added' });
  await store([aBadEvent(), aBadEvent()], NOON);
  await store([aBadEvent()], NOON + 1);
  await store([aBadEvent()], NOON + HOUR_MS);
  expect((await outbox()).map(({ type, data }) => [type, data.count])).toEqual([
    ['dead_letters.added', 2],
    ['dead_letters.added', 1],
  ]);
});

it('puts nothing into the outbox that no enabled endpoint of the project wants', async () => {
  const disabled = await listen({ type: 'error_group.created', ...ALL });
  await world.store.webhooks.update(world.project.id, disabled.id, { isEnabled: false }, NOON, anAct());
  await listen(
    { type: 'traffic.spike', factor: 3 },
    { type: 'error_group.created', environments: ['staging'], severities: [] },
    { type: 'error_group.created', environments: [], severities: ['critical'] },
  );
  const other = await world.addProject();
  await world.store.webhooks.create(
    aWebhookEndpoint({ project: other.id, triggers: [{ type: 'audit.matched', actions: [] }] }),
    anAct(),
  );
  await world.apply(anError(world), anAudit('user.deleted'));
  expect((await outbox()).filter(({ project }) => project === world.project.id)).toEqual([]);
});

it('leaves nothing in the outbox of a transaction that is undone', async () => {
  await listen({ type: 'error_group.created', ...ALL });
  expect(await store([anError(world), aBadEvent()], NOON)).toMatchObject({ stored: 1, deadLetters: [{}] });
  expect((await outbox()).map(({ data }) => data.message)).toEqual(['x is undefined']);
});
