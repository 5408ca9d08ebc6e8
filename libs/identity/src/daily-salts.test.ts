import { randomBytes } from 'node:crypto';
import { DAY_MS, dayStart, HOUR_MS, localDay, MINUTE_MS } from '@micrologs/domain';
import { beforeEach, expect, it } from 'vitest';
import { DailySalts, type SaltSource } from './daily-salts.ts';

/** Keeps salts in memory, counts what it was asked, and can be made to fail. */
class MemorySalts implements SaltSource {
  readonly salts = new Map<string, Uint8Array>();
  asked = 0;
  failing = false;

  async saltFor(project: number, day: number): Promise<Uint8Array | null> {
    this.asked++;
    if (this.failing) throw new Error('the store is down');
    return this.salts.get(`${project}:${day}`) ?? null;
  }

  async create(project: number, day: number): Promise<Uint8Array> {
    await this.saltFor(project, day);
    // Whoever comes second gets what the first has drawn.
    const salt = this.salts.get(`${project}:${day}`) ?? randomBytes(32);
    this.salts.set(`${project}:${day}`, salt);
    return salt;
  }
}

const ZONE = 'Europe/Oslo';
const DAY = localDay(Date.UTC(2026, 4, 17, 12), ZONE);
const NOON = dayStart(DAY, ZONE) + 12 * HOUR_MS;
const IP = '203.0.113.9';
const AGENT = 'Mozilla/5.0';

let source: MemorySalts;
let salts: DailySalts;
const identify = (at: number, project = 1, by = salts) => by.identify(project, ZONE, IP, AGENT, at);

beforeEach(() => {
  source = new MemorySalts();
  salts = new DailySalts(source);
});

it('gives one visitor one hash on one day, and different ones to other addresses, agents and projects', async () => {
  const first = await identify(NOON);
  expect(first.today).toMatch(/^[0-9a-f]{64}$/);
  expect(first.yesterday).toBeNull();
  expect(await identify(NOON + HOUR_MS)).toEqual(first);
  const others = await Promise.all([
    salts.identify(1, ZONE, '203.0.113.8', AGENT, NOON),
    salts.identify(1, ZONE, IP, 'Mozilla/4.0', NOON),
    salts.identify(2, ZONE, IP, AGENT, NOON),
  ]);
  expect(new Set([first, ...others].map(({ today }) => today)).size).toBe(4);
});

it('tells yesterday by its own salt, so that the two days meet at midnight of the zone', async () => {
  const midnight = dayStart(DAY + 1, ZONE);
  const before = await identify(midnight - 1);
  const after = await identify(midnight);
  expect(after.today).not.toBe(before.today);
  expect(after.yesterday).toBe(before.today);
  const dayAfter = await identify(dayStart(DAY + 2, ZONE));
  expect(dayAfter.yesterday).toBe(after.today);
  expect((await identify(dayStart(DAY + 4, ZONE))).yesterday).toBeNull();
});

it('agrees with every other node, and goes on after a restart', async () => {
  const midnight = dayStart(DAY + 1, ZONE);
  const [here, there] = await Promise.all([identify(NOON), identify(NOON, 1, new DailySalts(source))]);
  expect(there.today).toBe(here.today);
  expect((await identify(midnight, 1, new DailySalts(source))).yesterday).toBe(here.today);
});

it('asks the source once per salt, also when many requests come at once', async () => {
  await Promise.all(Array.from({ length: 50 }, () => identify(NOON)));
  expect(source.asked).toBe(2);
  await identify(NOON + 30_000);
  expect(source.asked).toBe(2);
});

it('finds a salt of yesterday that another node draws late', async () => {
  const midnight = dayStart(DAY + 1, ZONE);
  expect((await identify(midnight)).yesterday).toBeNull();
  const late = await identify(midnight - 1, 1, new DailySalts(source));
  expect((await identify(midnight + 2 * MINUTE_MS)).yesterday).toBe(late.today);
});

it('draws a salt for an event of yesterday that is identified after one of today', async () => {
  const midnight = dayStart(DAY + 1, ZONE);
  await identify(midnight);
  const late = await identify(midnight - 1);
  expect(late.today).toMatch(/^[0-9a-f]{64}$/);
  expect((await identify(midnight + 2 * MINUTE_MS)).yesterday).toBe(late.today);
});

it('lets go of salts older than yesterday, for every project', async () => {
  for (let project = 1; project <= 20; project++) await identify(NOON, project);
  expect(salts.size).toBe(40);
  salts.forgetExpired(NOON + DAY_MS);
  expect(salts.size).toBe(20);
  salts.forgetExpired(dayStart(DAY + 2, ZONE) - 1);
  expect(salts.size).toBe(20);
  await identify(dayStart(DAY + 2, ZONE) + MINUTE_MS);
  expect(salts.size).toBe(2);
});

it('passes on a failure of the source and asks again', async () => {
  source.failing = true;
  await expect(identify(NOON)).rejects.toThrow('the store is down');
  source.failing = false;
  expect((await identify(NOON)).today).toMatch(/^[0-9a-f]{64}$/);
});
