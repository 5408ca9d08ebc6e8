import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DayRange,
  DEFAULT_SETTINGS,
  type IanaZone,
  type LocalDay,
  type Project,
  parseDay,
} from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportId, reports } from '../src/index.ts';
import { factsOf, store, visitsAround } from './facts.ts';
import { recount } from './recount.ts';
import { requestFor } from './request.ts';

const RUNS_PER_ZONE = 100;

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

/** The reports on pageviews and sessions. */
const viewReports = reports.filter(
  ({ operationId }) => operationId in recount({ sessions: [], pageviews: [] }, { from: 0, to: 0 }, 1, false),
);

function requestOf(operationId: ReportId, project: Project, days: DayRange, limit: number) {
  return requestFor(operationId, project, days, operationId === 'getPages' ? { limit: String(limit) } : {});
}

function withoutCursor(answer: object): object {
  const { next_cursor: _, ...data } = answer as { next_cursor?: unknown };
  return data;
}

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
    const day = fc.constantFrom<LocalDay>(...days.flatMap((day) => [day - 1, day, day + 1]));
    await fc.assert(
      fc.asyncProperty(
        visitsAround(zone, days),
        fc.integer({ min: 1, max: 7 }),
        fc.tuple(day, day),
        fc.integer({ min: 1, max: 6 }),
        fc.boolean(),
        async (visits, batch, ends, limit, cookieless) => {
          const project = await newProject(zone, cookieless);
          const facts = factsOf(visits, project.id, zone);
          await store(storage.ingest, facts, batch);
          const range = { from: Math.min(...ends), to: Math.max(...ends) };
          const answers = await Promise.all(
            viewReports.map(async (report) => {
              const { range: _, ...data } = await report.run(
                storage.facts,
                requestOf(report.operationId, project, range, limit),
              );
              return [report.operationId, withoutCursor(data)];
            }),
          );
          expect(Object.fromEntries(answers)).toEqual(recount(facts, range, limit, cookieless));
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
      const data = await report.run(storage.facts, requestOf(report.operationId, project, days, 20));
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

  it('never contains the facts of another project', async () => {
    const [mine, other] = [await newProject('UTC', false), await newProject('UTC', false)];
    const day = parseDay('2026-03-01')!;
    const [visits] = fc.sample(visitsAround('UTC', [day]), { numRuns: 1, seed: 7 });
    await store(storage.ingest, factsOf(visits!, other.id, 'UTC'), 5);
    const days = { from: day - 400, to: day + 400 };
    const empty = recount({ sessions: [], pageviews: [] }, days, 100, false);
    expect(visits!.length).toBeGreaterThan(0);
    for (const report of viewReports) {
      const { range: _, ...data } = await report.run(storage.facts, requestOf(report.operationId, mine, days, 100));
      expect(withoutCursor(data)).toEqual(empty[report.operationId as keyof typeof empty]);
    }
  });
});
