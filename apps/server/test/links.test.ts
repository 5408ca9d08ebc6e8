import { assertAnswer } from '@micrologs/contract/answers';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { send } from './requests.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

function ask(path: string, body?: object | string, headers: Record<string, string> = {}) {
  return send(`${server.url}/api/links/${path}`, {
    headers: { 'X-API-Key': server.project.secretKey, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

it('lists every link once, page by page, and as CSV', async () => {
  const links = Array.from({ length: 7 }, (_, i) => ({ destination_url: `https://shop.test/${i}`, label: `=${i}` }));
  const bulk = await ask('bulk-create', { links });
  assertAnswer('bulkCreateLinks', 200, bulk.json);
  const labels: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { json } = await ask(`list?limit=3&cursor=${cursor}`);
    assertAnswer('listLinks', 200, json);
    labels.push(...json.data.links.map(({ label }: { label: string }) => label));
    cursor = json.data.next_cursor;
  }
  expect(labels).toEqual(links.map(({ label }) => label).reverse());
  const csv = await ask('list', undefined, { Accept: 'text/csv' });
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.text.split('\r\n')).toHaveLength(1 + 7 + 1);
  expect(csv.text).toContain("'=6");
  const { json, status } = await ask('list?cursor=AAAA');
  expect({ status, message: json.message }).toEqual({ status: 400, message: 'cursor is not valid' });
});

it('answers an edit of what does not exist with 404 before its other faults', async () => {
  const { json } = await ask('create', { destination_url: 'https://shop.test/' });
  const cases = [
    [{ label: 'x' }, 400, 'code is required'],
    [{ code: 'nothing1', is_active: 'yes' }, 404, 'Link not found'],
    [{ code: 'nothing1' }, 404, 'Link not found'],
    [{ code: json.data.code, is_active: 'yes' }, 400, 'is_active must be a boolean'],
    [{ code: json.data.code, is_active: 0 }, 400, 'is_active must be a boolean'],
    [{ code: json.data.code }, 400, 'Nothing to update. Provide destination_url, label, or is_active.'],
    [{ code: json.data.code, destination_url: '' }, 400, 'destination_url cannot be empty'],
  ] as const;
  for (const [body, status, message] of cases) {
    const answer = await ask('edit', body);
    expect({ body, status: answer.status, message: answer.json.message }).toEqual({ body, status, message });
  }
});

it('takes a megabyte of links, and says which of them were wrong when all were', async () => {
  const wrong = await ask('bulk-create', { links: [{ destination_url: 'ftp://x' }, 5, {}] });
  expect(wrong.status).toBe(400);
  assertAnswer('bulkCreateLinks', 400, wrong.json);
  expect(wrong.json).toMatchObject({ message: 'All links were rejected', data: { created: 0, rejected: 3 } });
  const label = 'x'.repeat(900);
  const large = JSON.stringify({
    links: Array.from({ length: 1000 }, (_, i) => ({ destination_url: `https://shop.test/${i}`, label })),
  });
  expect(large.length).toBeGreaterThan(900_000);
  expect((await ask('bulk-create', large)).json.data.created).toBe(1000);
  expect((await ask('bulk-create', large.padEnd(1_048_577))).status).toBe(413);
});

it('draws QR codes', async () => {
  const { json } = await ask('create', { destination_url: 'https://shop.test/' });
  const svg = await ask(`qr?code=${json.data.code}`);
  expect(svg.headers['content-type']).toBe('image/svg+xml');
  expect(svg.text).toMatch(/^<svg [^>]*width="300"/);
  const png = await ask(`qr?code=${json.data.code}&format=png&size=100`);
  expect(png.headers['content-type']).toBe('image/png');
  for (const [query, status] of [
    ['', 400],
    ['code=nothing1', 404],
    [`code=${json.data.code}&format=gif`, 400],
    [`code=${json.data.code}&size=99`, 400],
  ] as const) {
    expect({ query, status: (await ask(`qr?${query}`)).status }).toEqual({ query, status });
  }
});
