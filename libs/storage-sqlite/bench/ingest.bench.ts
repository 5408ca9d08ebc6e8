/**
 * What the calls of an ingest transaction cost, by hand: `npm run bench -w @micrologs/storage-sqlite`.
 * Batches of 1,000 pageviews from 5,000 visitors, in the order of calls that a batch of events takes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Pageview, type Session, uuidv7 } from '@micrologs/domain';
import type { IngestTransaction } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '../src/index.ts';

const BATCH = 1000;
const BATCHES = Number(process.argv[2] ?? 100);
const VISITORS = Number(process.argv[3] ?? 5000);
const DAY_MS = 86_400_000;

const folder = mkdtempSync(join(tmpdir(), 'micrologs-bench-'));
const file = join(folder, 'bench.db');
const storage = await openSqliteInThread({ file, mode: 'writer' });
const { id: project } = await storage.projects.create(
  {
    name: 'bench',
    publicKey: 'public',
    secretHash: 'secret',
    allowedDomains: ['example.org'],
    timeZone: 'UTC',
    settings: DEFAULT_SETTINGS,
    createdAt: Date.now(),
  },
  anAct(),
);
const lease = await storage.ingest.acquireLease('bench', 60_000);
const partition = project % 64;

const hashes = Array.from({ length: VISITORS }, (_, i) => createHash('sha256').update(`visitor ${i}`).digest('hex'));
const fingerprints = Array.from({ length: VISITORS }, (_, i) => createHash('sha256').update(`f${i}`).digest('hex'));
const spent = new Map<string, number>();

/** Times every call by its name. */
function timed(transaction: IngestTransaction): IngestTransaction {
  return new Proxy(transaction, {
    get(target, name: keyof IngestTransaction) {
      return async (...args: unknown[]) => {
        const start = performance.now();
        const result = await (target[name] as (...args: unknown[]) => Promise<unknown>).apply(target, args);
        spent.set(name, (spent.get(name) ?? 0) + performance.now() - start);
        return result;
      };
    },
  });
}

let now = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const began = performance.now();
const cpu = process.cpuUsage();
for (let batch = 1; batch <= BATCHES; batch++) {
  const events = Array.from({ length: BATCH }, (_, i) => {
    now += 50;
    const visitor = Math.floor(Math.random() * VISITORS);
    return {
      id: i % 10 === 0 ? randomUUID() : uuidv7(now),
      visitor,
      url: `https://example.org/page/${i % 300}`,
      at: now,
    };
  });
  const distinct = [...new Set(events.map((event) => event.visitor))];
  const transactBegan = performance.now();
  let inside = 0;
  await storage.ingest.transact(async (raw) => {
    const insideBegan = performance.now();
    const t = timed(raw);
    await t.advance('bench', lease, new Map([[partition, batch]]));
    await t.projects([project]);
    await t.findEventIds(events.map(({ id }) => ({ project, kind: 'pageview' as const, id })));
    const found = new Map(
      (await t.findVisitors(distinct.map((visitor) => ({ project, hash: hashes[visitor]! })))).map((row) => [
        row.hash,
        row,
      ]),
    );
    const counters = (await t.counters([project])).get(project)!;
    const fresh = distinct.filter((visitor) => !found.has(hashes[visitor]!));
    const seen = { firstSeen: now, firstDay: Math.floor(now / DAY_MS), lastSeen: now };
    const added = fresh.map((visitor) => ({
      project,
      number: ++counters.visitor,
      hash: hashes[visitor]!,
      fingerprintHash: fingerprints[visitor]!,
      ...seen,
    }));
    const numbers = new Map<number, number>();
    for (const visitor of distinct) numbers.set(visitor, found.get(hashes[visitor]!)?.number ?? 0);
    for (const [i, visitor] of fresh.entries()) numbers.set(visitor, added[i]!.number);
    const range = { from: events[0]!.at - 1_800_000, to: now + 1_800_000 };
    const sessions = new Map<number, Session>();
    for (const session of await t.findSessions(
      distinct.map((visitor) => ({ project, visitor: numbers.get(visitor)!, ...range })),
    )) {
      sessions.set(session.visitor, session);
    }
    await t.findViews(
      events.map(({ visitor, url, at }) => ({
        project,
        visitor: numbers.get(visitor)!,
        url,
        from: at - 300_000,
        to: at + 300_000,
      })),
    );
    await t.takeWaitingEngagements(events.map(({ id }) => ({ project, pageviewId: id })));
    const rows: Pageview[] = [];
    const ids: { project: number; kind: 'pageview'; id: string; pageview: number; receivedAt: number }[] = [];
    const touched = new Map<number, Session>();
    for (const event of events) {
      const visitor = numbers.get(event.visitor)!;
      let session = sessions.get(visitor);
      if (!session) {
        session = {
          project,
          number: ++counters.session,
          visitor,
          tokenHash: hashes[event.visitor]!,
          startedAt: event.at,
          startDay: Math.floor(event.at / DAY_MS),
          lastActivity: event.at,
          views: 0,
          engagedMs: 0,
          entryUrl: event.url,
          exitUrl: event.url,
          entryAt: event.at,
          exitAt: event.at,
        };
        sessions.set(visitor, session);
      }
      session.views += 1;
      session.lastActivity = event.at;
      session.exitAt = event.at;
      session.exitUrl = event.url;
      touched.set(session.number, session);
      const number = ++counters.pageview;
      ids.push({ project, kind: 'pageview', id: event.id, pageview: number, receivedAt: event.at });
      rows.push({
        project,
        number,
        visitor,
        session: session.number,
        occurredAt: event.at,
        day: Math.floor(event.at / DAY_MS),
        url: event.url,
        title: 'A page of the bench with a title of some length',
        referrer: 'https://www.google.com/',
        referrerCategory: 'organic_search',
        utm: { source: '', medium: '', campaign: '', content: '', term: '' },
        device: { deviceType: 'desktop', os: 'Windows', browser: 'Chrome', browserVersion: '142.0.0.0' },
        place: { country: 'Norway', countryCode: 'NO', region: 'Oslo County', city: 'Oslo' },
        screen: '1920x1080',
        browserZone: 'Europe/Oslo',
        engagedMs: 0,
        scrollPct: null,
      });
    }
    await t.addVisitors(added);
    await t.updateVisitors(
      [...found.values()].map((row) => ({ ...row, lastSeen: now, fingerprintHash: fingerprints[0]! })),
    );
    await t.putSessions([...touched.values()]);
    await t.addPageviews(rows);
    await t.addEventIds(ids);
    await t.setCounters([{ project, counters }]);
    await t.bumpDays([{ project, day: Math.floor(now / DAY_MS) }]);
    await t.count([{ project, outcome: 'stored', count: BATCH }]);
    inside = performance.now() - insideBegan;
  });
  spent.set('begin and commit', (spent.get('begin and commit') ?? 0) + performance.now() - transactBegan - inside);
}
const wall = performance.now() - began;
const used = process.cpuUsage(cpu);
const events = BATCH * BATCHES;
const perEvent = (ms: number) => ((ms * 1000) / events).toFixed(2).padStart(7);
for (const [name, ms] of [...spent].sort((a, b) => b[1] - a[1])) console.log(`${perEvent(ms)} µs  ${name}`);
console.log(`${perEvent([...spent.values()].reduce((sum, ms) => sum + ms, 0))} µs  store in all`);
console.log(`${perEvent((used.user + used.system) / 1000)} µs  CPU, this bench's own work included`);
console.log(`${Math.round(events / (wall / 1000)).toLocaleString('en')} events/s wall`);
await storage.close();
console.log(`${Math.round(statSync(file).size / events)} bytes per event on disk`);
rmSync(folder, { recursive: true });
