import { DAY_MS, HOUR_MS, MINUTE_MS } from '@micrologs/domain';
import { legacyFingerprint } from '@micrologs/errors';
import { sessionTokenHash, visitorHash } from '@micrologs/identity';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeBatch } from '../src/store-batch.ts';
import { VisitorMemory } from '../src/visitor-memory.ts';
import { anError, environmentsOf, eventsOf, groupsOf, setStatus, transitionsOf } from './error-events.ts';
import { NOON, World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await World.create({}, 'Europe/Oslo');
});
afterEach(() => world.close());

const HASH = 'ab'.repeat(32);

it('stores an occurrence with its day, its number and who met it, in a new open group', async () => {
  const occurredAt = Date.UTC(2026, 2, 10, 23, 30);
  const device = { deviceType: 'mobile', os: 'iOS', browser: 'Safari', browserVersion: '18.1' } as const;
  const place = { country: 'Norway', countryCode: 'NO', region: 'Oslo', city: 'Oslo' };
  const body = { visitor_id: 'visitor-1', session_token: 'token-1', context: '{"a":{}}', release: '1.4.0' };
  await world.apply(anError(world, { id: 'one', idGiven: true, occurredAt, device, place, body }));
  await world.apply(anError(world, { keyType: 'secret', body: { stack: 'at buy (app.js:1:1)' } }));
  const [group] = await groupsOf(world);
  expect(group).toMatchObject({
    number: 1,
    errorType: 'TypeError',
    message: 'x is undefined',
    file: 'https://shop.test/app.js',
    line: 10,
    status: 'open',
    occurrences: 1,
    firstSeen: occurredAt,
    lastSeen: occurredAt,
    firstRelease: '1.4.0',
    lastRelease: '1.4.0',
  });
  expect(JSON.parse(group!.grouping)).toMatchObject({ version: 1, method: 'message' });
  expect(await eventsOf(world, 1)).toEqual([
    {
      project: world.project.id,
      number: 1,
      group: 1,
      eventId: 'one',
      occurredAt,
      receivedAt: NOON,
      // Half past midnight in Oslo.
      day: Math.floor(NOON / DAY_MS) + 1,
      message: 'x is undefined',
      stack: null,
      url: 'https://shop.test/',
      severity: 'error',
      environment: 'production',
      release: '1.4.0',
      context: '{"a":{}}',
      keyType: 'public',
      visitorHash: visitorHash('visitor-1'),
      sessionHash: sessionTokenHash('token-1'),
      device,
      place,
      effect: 'created',
    },
  ]);
  expect(await eventsOf(world, 2)).toMatchObject([
    { number: 2, keyType: 'secret', visitorHash: '', sessionHash: '', device: null, place: null },
  ]);
  expect(await world.counts()).toEqual({ stored: 2 });
});

it('knows the visitor of a cookieless project by the hash of the day, and no session', async () => {
  await world.apply(
    anError(world, { visitorHashes: [HASH, 'cd'.repeat(32)], body: { visitor_id: 'v', session_token: 't' } }),
  );
  expect(await eventsOf(world, 1)).toMatchObject([{ visitorHash: HASH, sessionHash: '' }]);
});

it('puts errors into one group that are alike for the server, of one project', async () => {
  const other = await world.addProject();
  const stack = (line: number, hash: string, name = 'buy') =>
    `TypeError: x is undefined\n    at ${name} (https://shop.test/cart.${hash}.js:${line}:7)`;
  await world.apply(
    anError(world, { body: { stack: stack(10, '3f2a9c1b') } }),
    anError(world, { body: { stack: stack(99, '77aa01fe') } }),
    anError(world, { body: { stack: stack(10, '3f2a9c1b', 'sell') } }),
    anError(world, { project: other.id, body: { stack: stack(10, '3f2a9c1b') } }),
    anError(world, { body: { fingerprint: ['mine'] } }),
  );
  await world.apply(anError(world, { body: { fingerprint: ['mine'], message: 'something else' } }));
  const countsOf = async (project?: number) => (await groupsOf(world, project)).map((group) => group.occurrences);
  expect(await countsOf()).toEqual([2, 1, 2]);
  expect(await countsOf(other.id)).toEqual([1]);
});

it('E6: queries and fragments of the page do not make groups of their own', async () => {
  const page = (query: string) => ({ file: `https://shop.test/cart${query}`, url: `https://shop.test/cart${query}` });
  await world.apply(
    ...['', '?id=1', '?id=2&utm_source=x', '#top'].map((query) => anError(world, { body: page(query) })),
  );
  expect((await groupsOf(world)).map((group) => group.occurrences)).toEqual([4]);
});

it('E2: keeps the first environment and counts each', async () => {
  await world.apply(anError(world, { body: { environment: 'staging' } }), anError(world));
  await world.apply(anError(world, { receivedAt: NOON + 5 }), anError(world, { receivedAt: NOON - 5 }));
  expect(await groupsOf(world)).toMatchObject([{ environment: 'staging', occurrences: 4 }]);
  expect(await environmentsOf(world, [1])).toMatchObject([
    { environment: 'production', occurrences: 3, firstSeen: NOON - 5, lastSeen: NOON + 5 },
    { environment: 'staging', occurrences: 1, firstSeen: NOON, lastSeen: NOON },
  ]);
});

it('D10: severity and releases follow when errors happened, not when they came', async () => {
  const at = (minutes: number, severity: 'info' | 'warning' | 'critical', release: string) =>
    anError(world, { occurredAt: NOON + minutes * MINUTE_MS, body: { severity, release } });
  await world.apply(at(50, 'warning', ''));
  await world.apply(at(30, 'info', '2.0'), at(20, 'info', '1.0'));
  expect(await groupsOf(world)).toMatchObject([
    {
      severity: 'warning',
      firstRelease: '1.0',
      lastRelease: '2.0',
      firstSeen: NOON + 20 * MINUTE_MS,
      lastSeen: NOON + 50 * MINUTE_MS,
    },
  ]);
  // Later than every release told, but not than every occurrence.
  await world.apply(at(40, 'info', '3.0'), at(10, 'info', ''));
  await world.apply(at(60, 'critical', ''));
  expect(await groupsOf(world)).toMatchObject([
    { severity: 'critical', firstRelease: '1.0', lastRelease: '3.0', firstSeen: NOON + 10 * MINUTE_MS, occurrences: 6 },
  ]);
});

describe('E7: a resolved group', () => {
  beforeEach(async () => {
    await world.apply(anError(world));
    await setStatus(world, 1, 'resolved', NOON + HOUR_MS);
  });

  const later = (minutes: number, release = '') =>
    anError(world, { receivedAt: NOON + HOUR_MS + minutes * MINUTE_MS, body: { release } });

  it('is opened by the next occurrence, once, with a mark', async () => {
    await world.apply(later(1, '1.5.0'), later(2, '1.5.1'));
    await world.apply(later(3));
    expect(await groupsOf(world)).toMatchObject([{ status: 'open', reopened: 1, occurrences: 4 }]);
    expect((await transitionsOf(world, 1))[1]).toEqual({
      project: world.project.id,
      group: 1,
      at: NOON + HOUR_MS + MINUTE_MS,
      actor: 'micrologs:pipeline',
      from: 'resolved',
      to: 'open',
      reason: 'regression',
      note: '1.5.0',
    });
    await setStatus(world, 1, 'resolved', NOON + 2 * HOUR_MS);
    await world.apply(later(61));
    expect(await groupsOf(world)).toMatchObject([{ status: 'open', reopened: 2 }]);
    expect((await transitionsOf(world, 1)).map(({ to }) => to)).toEqual(['resolved', 'open', 'resolved', 'open']);
  });

  it('stays resolved when an error comes late that happened before', async () => {
    await world.apply({ ...later(5), occurredAt: NOON + HOUR_MS }, { ...later(5), occurredAt: NOON + MINUTE_MS });
    expect(await groupsOf(world)).toMatchObject([
      { status: 'resolved', reopened: 0, occurrences: 3, lastSeen: NOON + HOUR_MS },
    ]);
    expect(await transitionsOf(world, 1)).toHaveLength(1);
  });

  it('is not opened by a clock that is ahead: what was received before it was resolved happened before', async () => {
    await world.apply({ ...later(-1), occurredAt: NOON + HOUR_MS + MINUTE_MS });
    expect(await groupsOf(world)).toMatchObject([{ status: 'resolved', occurrences: 2 }]);
  });

  it.each(['open', 'investigating', 'ignored'] as const)('stays %s once it was made so', async (status) => {
    await setStatus(world, 1, status, NOON + HOUR_MS + 1);
    await world.apply(later(1), later(2));
    expect(await groupsOf(world)).toMatchObject([{ status, reopened: 0, occurrences: 3 }]);
    expect(await transitionsOf(world, 1)).toHaveLength(2);
  });
});

describe('a group of the PHP engine', () => {
  const old = { errorType: 'TypeError', message: 'x is undefined', file: 'https://shop.test/app.js', line: 10 };

  async function importGroup(status: 'open' | 'resolved'): Promise<void> {
    const project = world.project.id;
    await world.store.ingest.transact(async (t) => {
      await t.setSequences([{ project, name: 'error_group', value: 7 }]);
      await t.errors.putGroups([
        {
          ...old,
          project,
          number: 7,
          severity: 'info',
          environment: 'staging',
          status,
          occurrences: 40,
          reopened: 0,
          firstSeen: NOON - DAY_MS,
          lastSeen: NOON,
          firstRelease: '',
          lastRelease: '',
          grouping: '',
          resolvedAt: null,
          firstReleaseAt: null,
          lastReleaseAt: null,
        },
      ]);
      await t.errors.addFingerprints([{ project, fingerprint: legacyFingerprint(project, old), version: 0, group: 7 }]);
    });
  }

  it('goes on with the errors that it would have counted, and with all that are like them', async () => {
    await importGroup('open');
    const stack = 'TypeError: x is undefined\n    at buy (https://shop.test/app.js:10:7)';
    await world.apply(anError(world, { body: { stack } }), anError(world, { body: { stack, line: 11 } }));
    await world.apply(anError(world, { body: { stack, line: 12 } }), anError(world, { body: { message: 'other' } }));
    expect(await groupsOf(world)).toMatchObject([
      { number: 7, occurrences: 43, severity: 'error', environment: 'staging', grouping: '' },
      { number: 8, occurrences: 1 },
    ]);
  });

  it('is opened again, if it was resolved, by what happened after all that it had seen', async () => {
    await importGroup('resolved');
    await world.apply(anError(world, { receivedAt: NOON }));
    expect(await groupsOf(world)).toMatchObject([{ status: 'resolved', occurrences: 41 }]);
    await world.apply(anError(world, { receivedAt: NOON + 1 }));
    expect(await groupsOf(world)).toMatchObject([{ status: 'open', occurrences: 42, reopened: 1 }]);
  });
});

it('stores an error once whose client sends it again, and drops those of deleted projects', async () => {
  const given = (id: string) => anError(world, { id, idGiven: true });
  await world.apply(given('a'), given('b'), given('a'));
  await world.apply(given('b'), given('c'), { ...given('d'), project: 99 });
  expect(await groupsOf(world)).toMatchObject([{ occurrences: 3 }]);
  expect((await eventsOf(world, 1)).map((event) => event.eventId)).toEqual(['a', 'b', 'c']);
  expect(await world.counts()).toEqual({ stored: 3, duplicate: 2 });
  expect((await world.store.ledger('none')).projects.get(99)).toMatchObject({ dropped: { project_deleted: 1 } });
});

it('D8: an error that cannot be stored is counted nowhere, and the others of its batch are stored once', async () => {
  const events = [
    anError(world, { id: 'a', idGiven: true }),
    anError(world, { visitorHashes: ['no hash'], body: { environment: 'staging', severity: 'critical' } }),
    world.view(NOON),
    anError(world, { body: { message: 'another' }, visitorHashes: ['no hash either'] }),
    anError(world, { id: 'b', idGiven: true }),
  ];
  const { deadLetters } = await storeBatch({
    store: world.store.ingest,
    events: () => events,
    now: NOON,
    memory: new VisitorMemory(),
    advance: async () => {},
  });
  expect(deadLetters.map(({ kind, reason }) => [kind, reason])).toEqual([
    ['error', expect.stringContaining('Not hex')],
    ['error', expect.stringContaining('Not hex')],
  ]);
  expect(await groupsOf(world)).toMatchObject([{ occurrences: 2, severity: 'error' }]);
  expect(await environmentsOf(world, [1])).toMatchObject([{ environment: 'production', occurrences: 2 }]);
  expect((await eventsOf(world, 1)).map(({ number, eventId }) => [number, eventId])).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(await world.counts()).toEqual({ stored: 3 });
});
