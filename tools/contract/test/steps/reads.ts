import { describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import type { Operation } from '../../src/openapi.ts';
import { newLink } from '../../src/seeds.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';

type Row = Record<string, unknown>;

/** The list that is paged, where an answer has several. */
const PAGED: Record<string, string> = {
  getErrors: 'errors',
  getErrorDetail: 'events',
  getAudits: 'logs',
  getLinkAnalytics: 'links',
  getPages: 'pages',
  listLinks: 'links',
  listProjects: 'projects',
};
const MANY_PAGES = 50;

/** What reports and lists share: pages, days without anything, and tables. */
export function readsStep(walk: Walk): void {
  const takes = (name: string) => walk.operations(({ parameters }) => parameters.some((one) => one.name === name));

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
      const list = PAGED[id]!;
      const whole = (await dataOf(operation))[list] as Row[];
      expect(whole.length).toBeGreaterThan(1);
      const rows: Row[] = [];
      let cursor: string | null = '';
      for (let page = 0; cursor !== null && page < MANY_PAGES; page += 1) {
        const data: Row = await dataOf(operation, { limit: '1', ...(cursor ? { cursor } : {}) });
        rows.push(...(data[list] as Row[]));
        cursor = data.next_cursor as string | null;
      }
      expect(rows).toEqual(whole.slice(0, MANY_PAGES));
    });

    it.each(takes('cursor'))('%s: a cursor of another list is refused', async (id, operation) => {
      const other = walk.contract.operation(id === 'listLinks' ? 'getErrors' : 'listLinks');
      await newLink(walk.world, walk.project);
      const { next_cursor: cursor } = await dataOf(other, { limit: '1' });
      const answer = await read(operation, { cursor: cursor as string });
      expect([answer.status, json(answer).message]).toEqual([400, 'cursor is not valid']);
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
