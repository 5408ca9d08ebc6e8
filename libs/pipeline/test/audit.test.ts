import { type AuditEntry, auditHash, EMPTY_CHAIN, type QueuedAudit, type QueuedEvent } from '@micrologs/domain';
import { ConflictError, type IngestStore } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeBatch } from '../src/store-batch.ts';
import { VisitorMemory } from '../src/visitor-memory.ts';
import { NOON, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.create({}, 'Asia/Tokyo');
});
afterEach(() => world.close());

function audit(values: Omit<Partial<QueuedAudit>, 'body'> & { body?: Partial<QueuedAudit['body']> } = {}): QueuedAudit {
  return {
    kind: 'audit',
    project: world.project.id,
    receivedAt: NOON,
    id: 'not-given',
    idGiven: false,
    keyType: 'secret',
    ipHash: 'ab'.repeat(32),
    ...values,
    body: { action: 'invoice.paid', actor: 'kim@shop.test', context: '{"invoice":"A-1"}', ...values.body },
  };
}

/** What clients told, without the acts of the server itself. */
async function entries(project = world.project.id): Promise<AuditEntry[]> {
  const all = await world.store.audit.read(project, 0, 1000);
  let before = EMPTY_CHAIN;
  for (const entry of all) {
    expect(entry).toMatchObject({ sequence: before.sequence + 1, previousHash: before.hash, hash: auditHash(entry) });
    before = entry;
  }
  const chains = await world.store.audit.chains();
  expect(chains.find((chain) => chain.project === project)!.head).toEqual({
    sequence: before.sequence,
    hash: before.hash,
  });
  return all.filter((entry) => entry.source === 'client');
}

it('stores what an entry says, with the day of the project’s zone', async () => {
  const occurredAt = Date.UTC(2026, 2, 9, 15, 30);
  await world.apply(audit({ id: 'one', occurredAt }));
  expect(await entries()).toMatchObject([
    {
      project: world.project.id,
      sequence: 2,
      eventId: 'one',
      occurredAt,
      receivedAt: NOON,
      day: Date.UTC(2026, 2, 10) / 86_400_000,
      action: 'invoice.paid',
      actor: 'kim@shop.test',
      source: 'client',
      keyType: 'secret',
      ipHash: 'ab'.repeat(32),
      context: '{"invoice":"A-1"}',
    },
  ]);
  expect(await world.counts()).toEqual({ stored: 1 });
});

it('X4: an entry made with the public key is told from one made with the secret key, and no actor passes for the server', async () => {
  await world.apply(
    audit({ keyType: 'public', body: { action: 'project.deleted', actor: 'micrologs:admin' } }),
    audit({ keyType: 'secret' }),
  );
  expect(await entries()).toMatchObject([
    { keyType: 'public', source: 'client', actor: 'micrologs:admin' },
    { keyType: 'secret', source: 'client' },
  ]);
});

it('counts an entry once that comes again with its id, in the same batch or later', async () => {
  await world.apply(audit({ id: 'same', idGiven: true }), audit({ id: 'same', idGiven: true }));
  await world.apply(audit({ id: 'same', idGiven: true }), audit({ id: 'other', idGiven: true }));
  await world.apply(world.view(NOON, { id: 'same', idGiven: true }));
  expect((await entries()).map((entry) => entry.eventId)).toEqual(['same', 'other']);
  expect(await world.counts()).toEqual({ stored: 3, duplicate: 2 });
});

it('keeps the order in which entries came, whatever their times, and a chain for each project', async () => {
  const other = await world.addProject();
  const at = (occurredAt: number, project = world.project.id) => audit({ occurredAt, project, id: `at-${occurredAt}` });
  await world.apply(at(NOON), at(NOON - 5), at(NOON - 1, other.id), at(NOON - 2));
  await world.apply(at(NOON - 9, other.id), at(NOON + 1));
  const times = async (id: number) => (await entries(id)).map((entry) => entry.occurredAt - NOON);
  expect(await times(world.project.id)).toEqual([0, -5, -2, 1]);
  expect(await times(other.id)).toEqual([-1, -9]);
});

it('makes the same chain however events are cut into batches, with acts of the server in between', async () => {
  const plan = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      given: fc.boolean(),
      action: fc.string({ unit: 'binary', maxLength: 8 }),
      lone: fc.boolean(),
      view: fc.boolean(),
    }),
    { maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(
      plan,
      fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 20, maxLength: 20 }),
      async (steps, cuts) => {
        const outcome = async (sizes: readonly number[]) => {
          const { id: project } = await world.addProject();
          const events: QueuedEvent[] = steps.flatMap(({ id, given, action, lone, view }) => [
            audit({ project, id: `id-${id}`, idGiven: given, body: { action: lone ? `${action}\ud800` : action } }),
            ...(view ? [{ ...world.view(NOON), project }] : []),
          ]);
          for (const size of sizes) {
            if (events.length === 0) break;
            await world.apply(...events.splice(0, size));
            await world.store.audit.record(project, anAct());
          }
          return (await entries(project)).map(({ eventId, action }) => [eventId, action]);
        };
        expect(await outcome(cuts)).toEqual(await outcome([1000]));
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
});

it('drops entries of a project that is gone', async () => {
  await world.apply(audit({ project: 77 }));
  expect((await world.store.ledger('none')).projects.get(77)).toEqual({
    stored: 0,
    dropped: { project_deleted: 1 },
    deadLetters: 0,
    receivedElsewhere: 0,
  });
  expect((await world.store.audit.chains()).map((chain) => chain.project)).toEqual([world.project.id]);
});

describe('a chain that went on meanwhile', () => {
  /** A store whose appends meet another writer so many times. */
  function contested(times: number): { store: IngestStore; attempts: () => number } {
    let attempts = 0;
    const store: IngestStore = {
      ...world.store.ingest,
      transact: (work) =>
        world.store.ingest.transact((transaction) => {
          attempts += 1;
          if (attempts > times) return work(transaction);
          return work(
            new Proxy(transaction, {
              get(target, name) {
                if (name === 'audit') {
                  return {
                    heads: (ids: number[]) => target.audit.heads(ids),
                    append: () => Promise.reject(new ConflictError('the chain has gone on')),
                  };
                }
                const value = Reflect.get(target, name, target) as unknown;
                return typeof value === 'function' ? value.bind(target) : value;
              },
            }),
          );
        }),
    };
    return { store, attempts: () => attempts };
  }

  const batch = (store: IngestStore, events: QueuedEvent[]) =>
    storeBatch({ store, events: () => events, now: NOON, memory: new VisitorMemory(), advance: async () => {} });

  it('is no fault of the events: the batch is the caller’s to try again, and nothing becomes a dead letter', async () => {
    const { store, attempts } = contested(1);
    const events = [audit({ id: 'a' }), world.view(NOON), audit({ id: 'b' })];
    await expect(batch(store, events)).rejects.toThrow(ConflictError);
    expect(attempts()).toBe(1);
    expect(await world.counts()).toEqual({ stored: 0 });
    expect(await batch(store, events)).toEqual({ stored: 3, deadLetters: [] });
    expect((await entries()).map((entry) => entry.eventId)).toEqual(['a', 'b']);
  });
});
