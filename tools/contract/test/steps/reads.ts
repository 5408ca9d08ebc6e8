import { describe, expect, it, vi } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import type { Operation } from '../../src/openapi.ts';
import { newLink } from '../../src/seeds.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';

type Row = Record<string, unknown>;

/** The list that is paged, where an answer has several and not all of them are. */
const PAGED: Record<string, string> = {
  getErrors: 'errors',
  getErrorDetail: 'events',
  getAudits: 'logs',
  getLinkAnalytics: 'links',
  listLinks: 'links',
  listProjects: 'projects',
  listDeadLetters: 'dead_letters',
  listWebhookDeliveries: 'deliveries',
};
const MANY_PAGES = 50;
const PAGING = { timeout: 60_000, interval: 200 };

/** What reports and lists share: pages, days without anything, and tables. */
export function readsStep(walk: Walk): void {
  const takes = (name: string) =>
    walk.operations(({ parameters, isStream }) => !isStream && parameters.some((one) => one.name === name));

  async function read(operation: Operation, search: Record<string, string>, headers = {}) {
    const [good] = (await exampleRequests(operation, walk.world, walk.project)) as [ExampleRequest];
    const query = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(good.query)), ...search }).toString();
    return walk.send(operation, walk.project, { query, headers }, query);
  }

  async function dataOf(operation: Operation, search: Record<string, string> = {}): Promise<Row> {
    const answer = await read(operation, search);
    expect(answer.status, text(answer)).toBe(200);
    return json(answer).data as Row;
  }

  describe('pages of a list', () => {
    it.each(takes('cursor'))('%s: one row at a time gives every row once, in order', async (id, operation) => {
      // Events of other tests may still be on their way into the list.
      await vi.waitFor(async () => {
        const whole = listsOf(await dataOf(operation), id);
        for (const [name, rows] of Object.entries(whole)) expect(rows.length, name).toBeGreaterThan(1);
        const pages: Record<string, Row[]>[] = [];
        let cursor: string | null = '';
        while (cursor !== null && pages.length < MANY_PAGES) {
          const data: Row = await dataOf(operation, { limit: '1', ...(cursor ? { cursor } : {}) });
          pages.push(listsOf(data, id));
          cursor = data.next_cursor as string | null;
        }
        for (const [name, rows] of Object.entries(whole)) {
          expect(pages.flatMap((page) => page[name]!)).toEqual(rows.slice(0, MANY_PAGES));
        }
      }, PAGING);
    });

    it.each(takes('cursor'))('%s: a cursor of another list is refused', async (id, operation) => {
      const other = walk.contract.operation(id === 'listLinks' ? 'getErrors' : 'listLinks');
      await newLink(walk.world, walk.project);
      const { next_cursor: cursor } = await dataOf(other, { limit: '1' });
      const answer = await read(operation, { cursor: cursor as string });
      expect([answer.status, json(answer).message]).toEqual([400, 'cursor is not valid']);
    });
  });

  describe('what reports on pageviews and sessions share', () => {
    const EMPTY = { filters: '["is","hostname","nowhere.test"]' };

    it.each(takes('filters'))('%s: filters choose what is counted', async (id, operation) => {
      // Events of other tests may still be on their way into the report.
      await vi.waitFor(async () => {
        const all = await dataOf(operation);
        for (const filters of ['["is","hostname","shop.test"]', '["is_not","hostname","nowhere.test"]']) {
          expect(await dataOf(operation, { filters })).toEqual(all);
        }
      }, 60_000);
      for (const rows of Object.values(listsOf(await dataOf(operation, EMPTY), id))) expect(rows).toEqual([]);
    });

    it.each(takes('compare'))(
      '%s: a comparison is what the same question about its range answers',
      async (_, operation) => {
        const range = { range: 'custom', from: '2024-02-29', to: '2024-03-01' };
        for (const [compare, from, to] of [
          ['previous', '2024-02-27', '2024-02-28'],
          ['year', '2023-02-28', '2023-03-01'],
        ] as const) {
          const { comparison } = await dataOf(operation, { ...range, compare });
          expect(comparison).toEqual(await dataOf(operation, { ...range, from, to }));
        }
        // The other way round: the visits are in what is compared with.
        await vi.waitFor(async () => {
          const today = await dataOf(operation, { range: '1d' });
          const tomorrow = { range: 'custom', from: nextDay(today, 1), to: nextDay(today, 2), compare: 'previous' };
          expect((await dataOf(operation, tomorrow)).comparison).toEqual(today);
        }, 60_000);
      },
    );

    it.each(takes('timezone'))('%s: a zone has its own days', async (_, operation) => {
      const timezone = 'Pacific/Chatham';
      const { range } = await dataOf(operation, { timezone, range: 'custom', from: '2026-01-01', to: '2026-01-02' });
      expect(range).toMatchObject({ timezone, from_iso: '2026-01-01T00:00:00+13:45', to: '2026-01-02 23:59:59' });
    });

    it.each(takes('interval'))('%s: a row for every interval', async (_, operation) => {
      const range = { range: 'custom', from: '2026-03-28', to: '2026-04-02', timezone: 'Europe/Oslo', fill: 'true' };
      const dates = async (interval: string) =>
        ((await dataOf(operation, { ...range, interval })).over_time as Row[]).map(({ date }) => date);
      expect(await dates('week')).toEqual(['2026-03-28', '2026-03-30']);
      expect(await dates('month')).toEqual(['2026-03-28', '2026-04-01']);
      expect(await dates('day')).toHaveLength(6);
      // The second of these days has 23 hours.
      const hours = await dates('hour');
      expect(hours).toHaveLength(6 * 24 - 1);
      expect(hours.slice(25, 27)).toEqual(['2026-03-29T01:00:00+01:00', '2026-03-29T03:00:00+02:00']);
    });
  });

  it.each(takes('fill'))('%s: A7: fill gives every day of the range', async (_, operation) => {
    const range = { range: 'custom', from: '2026-03-01', to: '2026-03-08' };
    const days = async (more: Record<string, string>) =>
      ((await dataOf(operation, { ...range, ...more })).over_time as Row[]).map(({ date }) => date);
    const all = Array.from({ length: 8 }, (__, i) => `2026-03-0${i + 1}`);
    expect(await days({})).toEqual([]);
    for (const fill of ['true', '1']) expect(await days({ fill })).toEqual(all);
  });

  it.each(walk.operations(({ tag }) => tag === 'Exports'))('%s: has every fact of the range', async (_, operation) => {
    const answer = await read(operation, { range: '7d' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const rows = answer.body.toString('utf8').trimEnd().split('\n');
    const ids = rows.map((row) => (JSON.parse(row) as { id: number }).id);
    expect(new Set(ids).size).toBe(ids.length);
    const none = await read(operation, { range: 'custom', from: '2026-03-01', to: '2026-03-08' });
    expect([none.status, none.body.length]).toEqual([200, 0]);
  });

  describe('tables', () => {
    const asCsv = walk.operations((operation) =>
      Boolean(operation.answers.get(200)?.contents.some(({ type }) => type === 'text/csv')),
    );

    it.each(asCsv)('%s: every list of the answer as CSV', async (id, operation) => {
      const data = await dataOf(operation);
      const lists = Object.entries(data).filter(([, value]) => Array.isArray(value)) as [string, Row[]][];
      expect(lists.length).toBeGreaterThan(0);
      for (const [table, rows] of lists) {
        const answer = await read(operation, { table }, { Accept: 'application/json;q=0.5, text/csv' });
        expect(answer.headers['content-type'], `${id} ${table}`).toBe('text/csv; charset=utf-8');
        const [header = ''] = answer.body.toString('utf8').split('\r\n');
        const columns = header.split(',').map((column) => column.split('.')[0]);
        expect(new Set(columns), `${id} ${table}`).toEqual(new Set(Object.keys(rows[0]!)));
      }
      const first = await read(operation, {}, { Accept: 'text/csv' });
      expect(first.headers['content-type']).toBe('text/csv; charset=utf-8');
    });
  });
}

/** The lists of an answer that have pages. */
function listsOf(data: Row, id: string): Record<string, Row[]> {
  const lists = Object.entries(data).filter(([name, value]) => (PAGED[id] ? name === PAGED[id] : Array.isArray(value)));
  return Object.fromEntries(lists) as Record<string, Row[]>;
}

/** A day after the last one of an answer's range. */
function nextDay({ range }: Row, days: number): string {
  const last = (range as { to: string }).to.slice(0, 10);
  return new Date(Date.parse(last) + days * 86_400_000).toISOString().slice(0, 10);
}
