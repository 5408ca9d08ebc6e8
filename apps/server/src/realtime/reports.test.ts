import { DEFAULT_SETTINGS, HOUR_MS, NotFoundError, type Project } from '@micrologs/domain';
import type { ReportChannel, ReportSource } from '@micrologs/realtime';
import { type FactReader, type FactStates, StorageUnavailableError } from '@micrologs/storage';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { reportSource } from './reports.ts';

/** An hour before midnight in Oslo; in Tokyo it is the next day already. */
const EVENING = Date.UTC(2026, 0, 20, 22);
const STATES: FactStates = { views: 'v', errors: 'e', links: 'l', audits: 'a' };
const KINDS = Object.keys(STATES) as (keyof FactStates)[];

let now: number;
let project: Project | null;
let failure: Error;
let logged: string[];
let source: ReportSource;

beforeEach(() => {
  now = EVENING;
  project = {
    id: 1,
    name: 'Shop',
    publicKey: '',
    secretHash: '',
    allowedDomains: [],
    isActive: true,
    timeZone: 'Europe/Oslo',
    settings: DEFAULT_SETTINGS,
    createdAt: 0,
    updatedAt: 0,
  };
  failure = new StorageUnavailableError('away');
  logged = [];
  const facts: FactReader = {
    read: () => Promise.reject(failure),
  };
  source = reportSource({
    facts,
    // Asked only for the ledger, and for states.
    storage: {} as never,
    queue: {} as never,
    keyRing: { byId: () => project },
    logger: pino({ level: 'error' }, { write: (line) => logged.push(line) }),
    clock: () => now,
  });
});

const ask = (channel: ReportChannel, linkUrl = 'https://l.test') => source.ask({ project: 1, channel, linkUrl });

describe('what a report is made of', () => {
  it.each<[ReportChannel, keyof FactStates]>([
    ['report:visitors', 'views'],
    ['report:entry-pages', 'views'],
    ['report:errors-trend', 'errors'],
    ['report:error-detail?id=1', 'errors'],
    ['report:links', 'links'],
    ['report:link-detail?code=x', 'links'],
    ['report:audits', 'audits'],
  ])('[R18] of %s are %s', (channel, kind) => {
    const report = ask(channel);
    const changed = KINDS.filter((each) => report.version({ ...STATES, [each]: 'new' }) !== report.version(STATES));
    expect(changed).toEqual([kind]);
  });

  it('[R18] are the days that are meant, which move on at midnight in the zone, and the settings of the project', () => {
    const relative = ask('report:visitors?range=7d');
    const tokyo = ask('report:visitors?range=7d&timezone=Asia/Tokyo');
    const fixed = ask('report:visitors?range=custom&from=2026-01-01&to=2026-01-20');
    const all = [relative, tokyo, fixed];
    const versions = () => all.map((report) => report.version(STATES));
    const changed = (before: (string | null)[]) => versions().map((version, i) => version !== before[i]);
    const inTheEvening = versions();
    now += HOUR_MS - 1;
    expect(versions()).toEqual(inTheEvening);
    now += 1;
    expect(changed(inTheEvening)).toEqual([true, false, false]);
    const atNight = versions();
    project = { ...project!, updatedAt: 1 };
    expect(changed(atNight)).toEqual([true, true, true]);
  });

  it('[R18] are, of the ledger, the counts themselves', () => {
    expect(ask('report:ledger').version(STATES)).toBeNull();
  });
});

it('[R18] who asks the same asks for one report, however it is written', () => {
  const { key } = ask('report:pages?limit=50&range=30d');
  expect(ask('report:pages?x=y&range=30d&limit=7&limit=50').key).toBe(key);
  expect(ask('report:pages?limit=50').key).toBe(key);
  expect(ask('report:pages?limit=51').key).not.toBe(key);
  expect(ask('report:entry-pages?limit=50').key).not.toBe(key);
  // Links are told as they are reached.
  expect(ask('report:links').key).not.toBe(ask('report:links', 'https://other.test').key);
});

it('[R18] what HTTP refuses is refused; what a report fails of besides is logged', async () => {
  const report = ask('report:link-detail?code=x');
  await expect(report.read()).rejects.toBe(failure);
  failure = new NotFoundError('Link not found');
  await expect(report.read()).rejects.toMatchObject({ code: 'not_found', message: 'Link not found' });
  expect(logged).toEqual([]);
  failure = new TypeError('a fault');
  await expect(report.read()).rejects.toBe(failure);
  expect(logged).toEqual([expect.stringContaining('a fault')]);
});

it('[R18] of a project that is gone is no failure for those whose connection is about to be closed', () => {
  const report = ask('report:visitors');
  const before = report.version(STATES);
  project = null;
  expect(report.version(STATES)).toBe(before);
  expect(() => ask('report:visitors')).toThrow(expect.objectContaining({ code: 'not_found' }));
});
