import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  auditsWithSecrets,
  errorsWithSecrets,
  lookingSecrets,
  type SecretIn,
  type SeededSecret,
} from '@micrologs/scrubbing/corpus';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, BROWSER, send } from './requests.ts';

const BATCH = 400;
const GRAM = 8;

let server: TestServer;
let answers: string[];
const secrets: SeededSecret[] = [];

beforeAll(async () => {
  server = await startServer({ env: { LOG_LEVEL: 'debug' } });
  answers = [];
});
afterAll(() => server?.stop());

async function ask(target: string, options: Parameters<typeof send>[1], status: number): Promise<Answer> {
  const answer = await send(server.url + target, options);
  answers.push(JSON.stringify(answer.headers), answer.text);
  expect({ target, status: answer.status, text: answer.status === status ? '' : answer.text }).toEqual({
    target,
    status,
    text: '',
  });
  return answer;
}

/** Secrets by their first characters, so that a text is searched for all of them at once. */
function finder(needles: readonly string[]): (text: string) => string[] {
  const byStart = new Map<string, string[]>();
  for (const needle of needles) {
    const start = needle.slice(0, GRAM);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  return (text) => {
    const found: string[] = [];
    for (let at = 0; at + GRAM <= text.length; at++) {
      for (const needle of byStart.get(text.slice(at, at + GRAM)) ?? []) {
        if (text.startsWith(needle, at)) found.push(needle);
      }
    }
    return found;
  };
}

async function sendAll(kind: 'error' | 'audit', all: readonly SecretIn<object>[]): Promise<void> {
  for (const keyType of ['secretKey', 'publicKey'] as const) {
    for (let from = 0; from < all.length; from += BATCH) {
      const part = all.slice(from, from + BATCH);
      const events = part.map(({ body }) => ({ kind, ...body }));
      const answer = await ask(
        '/api/track/batch',
        { headers: { ...BROWSER, 'X-API-Key': server.project[keyType] }, body: JSON.stringify({ events }) },
        202,
      );
      expect(answer.json.data.rejected).toBe(0);
    }
  }
  secrets.push(...all.map(({ secret }) => secret));
}

it('no secret of the corpus reaches a file, the log or an answer, wherever a client puts it', async () => {
  const errors = errorsWithSecrets();
  const audits = auditsWithSecrets();
  await sendAll('error', errors);
  await sendAll('audit', audits);

  const { publicKey, secretKey } = server.project;
  for (const [i, { secret, body }] of errors.filter((_, index) => index % 40 === 0).entries()) {
    const headers = { ...BROWSER, 'X-API-Key': i % 2 === 0 ? publicKey : secretKey };
    await ask('/api/track/error', { headers, body: JSON.stringify(body) }, 202);
    // The same by way of the router, whose middleware writes the log.
    await ask('/api//track/error.php', { headers, body: JSON.stringify(body) }, 202);
    secrets.push(secret);
  }
  for (const { body } of audits.filter((_, index) => index % 20 === 0)) {
    await ask('/api/track/audit', { headers: { 'X-API-Key': secretKey }, body: JSON.stringify(body) }, 202);
  }

  for (const secret of lookingSecrets.filter(({ text }) => !/[\r\n]/.test(text))) {
    const { text } = secret;
    for (const target of ['/api/track/error', '/api//track/error', '/api/track/audit', '/api//track/audit']) {
      const query = `?access_token=${encodeURIComponent(text)}&${encodeURIComponent(text)}`;
      const headers = {
        'X-API-Key': secretKey,
        Authorization: text,
        Cookie: `session=${text}`,
        Referer: `https://shop.test/?x=${encodeURIComponent(text)}`,
        'User-Agent': `Mozilla/5.0 (X11; Linux x86_64) ${text}`,
        'Accept-Language': text,
        'X-Request-Id': text,
      };
      const body = JSON.stringify({
        message: 'Payment failed',
        action: 'login',
        visitor_id: text,
        session_token: text,
      });
      await ask(target + query, { headers, body }, 202);
      await ask(target + query, { headers: { ...headers, 'X-API-Key': text }, body }, 401);
      await ask(target + query, { headers, body: JSON.stringify({ message: [text], action: [text] }) }, 400);
      await ask(target + query, { headers, body: `{"message":"${text}` }, 400);
    }
    secrets.push(secret);
  }

  const found = finder([...new Set(secrets.map(({ needle }) => needle))]);
  const left: string[] = [];
  const search = (where: string, text: string) => {
    for (const needle of found(text)) left.push(`${where}: ${needle}`);
  };
  const searchFiles = () => {
    const files = filesOf(server.dataDir);
    expect(files.some(([, text]) => text.includes('Payment failed'))).toBe(true);
    for (const [name, text] of files) search(name, text);
  };
  searchFiles();
  await settled();
  searchFiles();
  search('log', server.output());

  const get = async (target: string) => (await ask(target, { headers: { 'X-API-Key': secretKey } }, 200)).json?.data;
  const { errors: groups } = await get('/api/analytics/errors?range=7d&limit=100');
  expect(groups.length).toBe(100);
  const detail = await get(`/api/analytics/error-detail?range=7d&id=${groups[0].id}&explain=1`);
  expect(detail.events.length).toBeGreaterThan(0);
  const { logs } = await get('/api/analytics/audits?range=7d&limit=200');
  expect(logs.length).toBe(200);
  await get('/api/export/errors?range=7d');
  await get('/api/export/audits?range=7d');
  const exported = answers.slice(-3).join('\n');
  expect(exported).toContain('[Filtered]');
  for (const answer of answers) search('answer', answer);

  console.log(`Secrets sent: ${secrets.length}; found again: ${left.length}`);
  expect([...new Set(left)]).toEqual([]);
});

/** Waits until everything that was accepted is stored; the spool and the write-ahead logs are still there then. */
async function settled(): Promise<void> {
  for (;;) {
    const { json } = await send(`${server.url}/api/projects/ledger`, { headers: { 'X-Admin-Key': server.adminKey } });
    const { total } = json.data;
    if (total.pending === 0) {
      expect(total).toMatchObject({ dead_letters: 0 });
      return;
    }
    expect(total.dead_letters).toBe(0);
    await sleep(50);
  }
}

function filesOf(folder: string): [name: string, text: string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(path.join(entry.parentPath, entry.name), 'latin1')]);
}
