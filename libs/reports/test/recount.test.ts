import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type IanaZone, parseDay } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from './asked-facts.ts';
import { factsOf, store, visitsAround } from './facts.ts';
import { A_DAY, answersTo, NOTHING, type Question, randomQuestion, recountOf, viewReports } from './questions.ts';
import { requestFor } from './request.ts';

const RUNS_PER_ZONE = 30;

/** Days around which visits crowd: each zone's clock changes, and ordinary days beside them. */
const ZONES: [IanaZone, string[]][] = [
  ['UTC', ['2026-02-28', '2026-03-01']],
  ['Europe/Oslo', ['2026-03-28', '2026-03-29', '2026-03-30', '2025-10-26']],
  ['America/New_York', ['2026-03-08', '2026-03-09', '2025-11-02']],
  ['Asia/Kolkata', ['2026-03-01', '2026-03-02']],
  ['Pacific/Chatham', ['2026-04-05', '2026-04-06', '2025-09-28']],
  ['America/Santiago', ['2025-09-07', '2026-04-04', '2026-04-05']],
];

let folder: string;
let storage: WritableStorage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-reports-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
});

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

let projectsMade = 0;

function newProject(timeZone: IanaZone, cookieless: boolean) {
  projectsMade += 1;
  return storage.projects.create(
    {
      name: `Project ${projectsMade}`,
      publicKey: projectsMade.toString(16).padStart(32, '0'),
      secretHash: projectsMade.toString(16).padStart(64, '0'),
      allowedDomains: ['a.test'],
      timeZone,
      settings: { ...DEFAULT_SETTINGS, cookieless },
      createdAt: 0,
    },
    anAct(),
  );
}

describe('every report equals a recount of the single facts', () => {
  it.each(ZONES)('in %s', async (zone, dates) => {
    const days = dates.map((date) => parseDay(date)!);
    const question = randomQuestion(zone, days);
    await fc.assert(
      fc.asyncProperty(
        visitsAround(zone, days),
        fc.integer({ min: 1, max: 7 }),
        fc.boolean(),
        fc.array(question, { minLength: 3, maxLength: 3 }),
        async (visits, batch, cookieless, questions) => {
          const project = await newProject(zone, cookieless);
          const facts = factsOf(visits, project.id, zone);
          await store(storage.ingest, facts, batch);
          for (const asked of questions) {
            expect(await answersTo(storage.facts, project, asked), JSON.stringify(asked)).toEqual(
              recountOf(facts, asked, cookieless),
            );
          }
        },
      ),
      { numRuns: RUNS_PER_ZONE },
    );
  });
});

describe('a report', () => {
  it('echoes its range first, in whole days of the project zone', async () => {
    const project = await newProject('Pacific/Chatham', false);
    const days = { from: parseDay('2026-03-01')!, to: parseDay('2026-03-08')! };
    for (const report of viewReports) {
      const data = await report.run(storage.facts, requestFor(report.operationId, project, days));
      expect(Object.keys(data)[0]).toBe('range');
      expect(data.range).toEqual({
        from: '2026-03-01 00:00:00',
        to: '2026-03-08 23:59:59',
        timezone: 'Pacific/Chatham',
        from_iso: '2026-03-01T00:00:00+13:45',
        to_iso: '2026-03-08T23:59:59+13:45',
      });
    }
  });

  it('echoes the zone that was asked for, and the range that it is compared with', async () => {
    const project = await newProject('Pacific/Chatham', false);
    const days = { from: parseDay('2026-03-02')!, to: parseDay('2026-03-08')! };
    for (const report of viewReports) {
      const asked = requestFor(report.operationId, project, days, {
        timezone: 'America/New_York',
        compare: 'previous',
      });
      const data = (await report.run(storage.facts, asked)) as { range: object; comparison?: { range: object } };
      expect(data.range).toEqual({
        from: '2026-03-02 00:00:00',
        to: '2026-03-08 23:59:59',
        timezone: 'America/New_York',
        from_iso: '2026-03-02T00:00:00-05:00',
        to_iso: '2026-03-08T23:59:59-04:00',
      });
      expect(data.comparison!.range).toMatchObject({ from: '2026-02-23 00:00:00', to: '2026-03-01 23:59:59' });
      expect(Object.keys(data.comparison!)[0]).toBe('range');
    }
  });

  it('has nothing on a day that its zone never had', async () => {
    const project = await newProject('UTC', false);
    const [visits] = fc.sample(visitsAround('UTC', [parseDay('2011-12-30')!]), { numRuns: 1, seed: 7 });
    await store(storage.ingest, factsOf(visits!, project.id, 'UTC'), 5);
    const asked: Question = { ...A_DAY, from: '2011-12-30', to: '2011-12-30', zone: 'Pacific/Apia', fill: true };
    for (const filters of [[], [['is', 'device_type', 'mobile']] as Condition[]]) {
      const answers = await answersTo(storage.facts, project, { ...asked, filters });
      expect(answers).toEqual(recountOf(NOTHING, { ...asked, fill: false }, false));
    }
  });

  it('never contains the facts of another project', async () => {
    const [mine, other] = [await newProject('UTC', false), await newProject('UTC', false)];
    const day = parseDay('2026-03-01')!;
    const [visits] = fc.sample(visitsAround('UTC', [day]), { numRuns: 1, seed: 7 });
    await store(storage.ingest, factsOf(visits!, other.id, 'UTC'), 5);
    const asked: Question = { ...A_DAY, from: '2025-03-01', to: '2027-03-01' };
    expect(visits!.length).toBeGreaterThan(0);
    expect(await answersTo(storage.facts, mine, asked)).toEqual(recountOf(NOTHING, asked, false));
    expect(await answersTo(storage.facts, other, asked)).not.toEqual(recountOf(NOTHING, asked, false));
  });
});
