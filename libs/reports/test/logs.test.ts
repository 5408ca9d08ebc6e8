import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringifyJson } from '@micrologs/contract';
import { assertAnswer } from '@micrologs/contract/answers';
import {
  type DayRange,
  formatLocal,
  type IanaZone,
  type LocalDay,
  localDay,
  type Project,
  parseDay,
} from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct, aProject } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ReportId, reports } from '../src/index.ts';
import { randomLogs, storeLogs } from './logs.ts';
import { LogsRecount } from './logs-recount.ts';
import { requestFor } from './request.ts';

const RUNS_PER_ZONE = 60;

const ZONES: [IanaZone, string][] = [
  ['UTC', '2026-02-28'],
  ['Europe/Oslo', '2026-03-29'],
  ['America/New_York', '2025-11-02'],
  ['Pacific/Chatham', '2026-04-05'],
  ['America/Santiago', '2025-09-07'],
];

/** An answer of any of the reports, as a client reads it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
type Data = any;

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

class Asker {
  readonly #project: Project;
  readonly #days: DayRange;

  constructor(project: Project, days: DayRange) {
    this.#project = project;
    this.#days = days;
  }

  async ask(operationId: ReportId, parameters: Record<string, string> = {}): Promise<Data> {
    const report = reports.find((candidate) => candidate.operationId === operationId)!;
    const request = requestFor(operationId, this.#project, this.#days, parameters);
    const data = JSON.parse(stringifyJson(await report.run(storage.facts, request)));
    assertAnswer(operationId, 200, { success: true, message: report.message, data });
    return data;
  }

  /** The answer with the list of all its pages; each page says the same of everything else. */
  async pages(
    operationId: ReportId,
    list: string,
    limit: number,
    parameters: Record<string, string> = {},
  ): Promise<Data> {
    const rows: object[] = [];
    const others = new Set<string>();
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Data = await this.ask(operationId, { ...parameters, limit: String(limit), cursor });
      const { [list]: found, next_cursor, count = found.length, ...rest } = page;
      expect(count).toBe(found.length);
      expect(found.length).toBeLessThanOrEqual(limit);
      rows.push(...found);
      others.add(JSON.stringify(rest));
      cursor = next_cursor;
    }
    expect(others.size).toBe(1);
    return { ...JSON.parse([...others][0]!), [list]: rows };
  }
}

/** Takes the ISO times out, once each was found to be its local sibling. */
function withoutIso(value: Data, zone: IanaZone): Data {
  if (Array.isArray(value)) return value.map((entry) => withoutIso(entry, zone));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, text]) => {
    if (!name.endsWith('_iso')) return true;
    expect(formatLocal(Date.parse(String(text)), zone)).toBe(value[name.slice(0, -'_iso'.length)]);
    return false;
  });
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutIso(member, zone)]));
}

const filter = <T extends string>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

it.each(ZONES)('A4, E5: every report on logs equals a recount, page by page, in %s', async (zone, date) => {
  const middle = parseDay(date)!;
  const day = fc.constantFrom<LocalDay>(middle - 1, middle, middle + 1);
  await fc.assert(
    fc.asyncProperty(
      randomLogs(zone, [middle - 1, middle]),
      fc.tuple(day, day),
      fc.integer({ min: 1, max: 4 }),
      fc.record({
        status: filter('open', 'resolved'),
        severity: filter('error', 'critical'),
        environment: filter('production', 'unknown'),
        action: filter('login', 'invoice.paid'),
        actor: filter('kim', 'Kim'),
      }),
      async (random, ends, limit, { action, actor, ...errorFilters }) => {
        const project = await storage.projects.create(aProject({ timeZone: zone, createdAt: 0 }), anAct({ at: 0 }));
        const logs = await storeLogs(storage, project.id, zone, random);
        const days = { from: Math.min(...ends), to: Math.max(...ends) };
        const asker = new Asker(project, days);
        const recount = new LogsRecount(logs, zone, days);
        const found = async (answer: Promise<Data>) => {
          const { range, ...data } = await answer;
          expect(localDay(Date.parse(range.from_iso), zone)).toBe(days.from);
          expect(localDay(Date.parse(range.to_iso), zone)).toBe(days.to);
          return withoutIso(data, zone);
        };
        const given = (filters: object) => JSON.parse(JSON.stringify(filters)) as Record<string, string>;

        expect(await found(asker.pages('getErrors', 'errors', limit, given(errorFilters)))).toEqual(
          recount.errors(errorFilters),
        );
        expect(await found(asker.ask('getErrorTrend'))).toEqual(recount.trend(null));
        expect(await found(asker.ask('getErrorTrend', { group_id: '2' }))).toEqual(recount.trend(2));
        for (const { number } of logs.groups) {
          const detail = asker.pages('getErrorDetail', 'events', limit, { id: String(number) });
          expect(await found(detail)).toEqual(recount.detail(number));
        }
        expect(await found(asker.pages('getAudits', 'logs', limit, given({ action, actor })))).toEqual(
          recount.audits({ action, actor }),
        );
        expect(await found(asker.pages('getLinkAnalytics', 'links', limit))).toEqual({ links: recount.links() });
        for (const { code } of logs.links) {
          expect(await found(asker.ask('getLinkDetail', { code }))).toEqual(recount.link(code));
        }
      },
    ),
    { numRuns: RUNS_PER_ZONE },
  );
});
