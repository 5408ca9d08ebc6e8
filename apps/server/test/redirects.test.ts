import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertAnswer } from '@micrologs/contract/answers';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, BROWSER, type Request, send, sendRaw } from './requests.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

let server: TestServer;
let codes = 0;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

/** A request of an owner of links. */
function owner(name: string, body?: object, to: TestServer = server): Promise<Answer> {
  return send(`${to.url}/api/links/${name}`, {
    headers: { 'X-API-Key': to.project.secretKey },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A request of the operator. */
function admin(name: string, body: object): Promise<Answer> {
  return send(`${server.url}/api/projects/${name}`, {
    headers: { 'X-Admin-Key': server.adminKey },
    body: JSON.stringify(body),
  });
}

/** @returns what its creation answered, and the server as its owner sees it */
async function anotherProject(name: string) {
  const { data } = (await admin('create', { name, allowed_domains: ['other.test'] })).json;
  return { data, other: { ...server, project: { ...server.project, secretKey: data.secret_key } } };
}

/** Makes a link. @returns its code */
async function aLink(fields: object = {}, to: TestServer = server): Promise<string> {
  const { status, json, text } = await owner(
    'create',
    { destination_url: `https://shop.test/${++codes}`, ...fields },
    to,
  );
  expect({ status, text }).toMatchObject({ status: 200 });
  return json.data.code;
}

/** A visitor's request. */
function visit(path: string, { headers, ...rest }: Request = {}, to: TestServer = server): Promise<Answer> {
  return send(to.url + path, { ...rest, headers: { ...BROWSER, ...headers } });
}

/** The recorded requests for a link, once there are as many as expected. */
async function recorded(code: string, clicks: number, uncounted: object[] = [], to: TestServer = server) {
  const seen = async () => {
    const { json } = await send(`${to.url}/api/analytics/link-detail?code=${code}`, {
      headers: { 'X-API-Key': to.project.secretKey },
    });
    return { clicks: json.data.total_clicks, uncounted: json.data.uncounted };
  };
  await expect.poll(seen).toEqual({ clicks, uncounted });
}

describe('redirects', () => {
  it('lead on by both addresses, and with the old suffix', async () => {
    const code = await aLink({ destination_url: 'https://shop.test/sale?x=%zz&y=[1]#top' });
    for (const path of [`/l/${code}`, `/api/redirect?c=${code}`, `/api/redirect.php?c=${code}`, `//l//${code}`]) {
      const { status, headers, text } = await visit(path);
      expect({ path, status, location: headers.location, text }).toEqual({
        path,
        status: 302,
        location: 'https://shop.test/sale?x=%zz&y=[1]#top',
        text: '',
      });
    }
    await recorded(code, 4);
  });

  it.each([301, 302, 307, 308])('answer %i where the link says so', async (status) => {
    const code = await aLink({ redirect_status: status });
    expect((await visit(`/l/${code}`)).status).toBe(status);
  });

  it('L8: are kept by nobody and leave the referrer to the browser', async () => {
    const { headers } = await visit(`/l/${await aLink()}`);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('L4: tell codes apart by the case of their letters', async () => {
    const code = await aLink({ code: 'CaseMatters' });
    expect((await visit(`/l/${code}`)).status).toBe(302);
    for (const other of ['casematters', 'CASEMATTERS']) {
      expect(await visit(`/l/${other}`)).toMatchObject({ status: 404, text: 'Link not found' });
    }
  });

  it('L5: GET counts; HEAD, prefetches and bots are led on and counted apart; other methods are refused', async () => {
    const code = await aLink();
    const requests: Request[] = [
      {},
      { method: 'HEAD' },
      { headers: { Purpose: 'prefetch' } },
      { headers: { 'Sec-Purpose': 'prefetch;prerender' } },
      { headers: { 'X-Moz': 'prefetch' } },
      { headers: { 'X-Purpose': 'preview' } },
      { headers: { 'User-Agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' } },
      { headers: { 'User-Agent': 'facebookexternalhit/1.1' } },
    ];
    for (const request of requests) {
      expect({ request, status: (await visit(`/l/${code}`, request)).status }).toEqual({ request, status: 302 });
    }
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      for (const path of [`/l/${code}`, `/api/redirect?c=${code}`]) {
        const { status, text, headers } = await visit(path, { method });
        expect({ status, text }).toEqual({ status: 405, text: 'Method not allowed' });
        expect(headers.allow).toMatch(/^GET, HEAD/);
      }
    }
    await recorded(code, 1, [
      { reason: 'prefetch', requests: 4 },
      { reason: 'bot', requests: 2 },
      { reason: 'head', requests: 1 },
    ]);
  });

  it('L6: nothing that a visitor sends makes the redirect fail, and what is recorded is cut', async () => {
    const code = await aLink();
    const headers: Record<string, string>[] = [
      { 'User-Agent': `Mozilla/5.0 Chrome/${'9'.repeat(2000)}.0 Safari/537.36` },
      { Referer: `https://ref.test/${'x'.repeat(5000)}` },
      { Referer: 'not a url \u00e9\u00ff "\\' },
      { Referer: '0' },
      { 'Accept-Language': '\u00e9' },
    ];
    for (const each of headers) expect((await visit(`/l/${code}`, { headers: each })).status).toBe(302);
    await recorded(code, headers.length);
  });

  it('L7: links of disabled projects lead on, unrecorded', async () => {
    const { data, other } = await anotherProject('Closed');
    const code = await aLink({}, other);
    await admin('toggle', { id: data.id, is_active: false });
    for (let i = 0; i < 3; i++) expect((await visit(`/l/${code}`)).status).toBe(302);
    await admin('toggle', { id: data.id, is_active: true });
    await visit(`/l/${code}`);
    await recorded(code, 1, [], other);
  });

  it('end with their project, at once', async () => {
    const { data, other } = await anotherProject('Gone');
    const code = await aLink({}, other);
    expect((await visit(`/l/${code}`)).status).toBe(302);
    await admin('delete', { id: data.id, confirm: 'Gone' });
    expect((await visit(`/l/${code}`)).status).toBe(404);
    expect((await owner('create', { destination_url: 'https://shop.test/', code })).status).toBe(409);
  });

  it('R9: are never refused for coming too often; beyond 120 a minute from one address clicks are not recorded', async () => {
    const limited = await startServer({ env: { RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      const code = await aLink({}, limited);
      for (let i = 0; i < 300; i++) expect((await visit(`/l/${code}`, {}, limited)).status).toBe(302);
      const elsewhere = { headers: { 'X-Forwarded-For': '192.0.2.7' } };
      const marker = await aLink({}, limited);
      await visit(`/l/${marker}`, elsewhere, limited);
      await recorded(marker, 1, [], limited);
      const { json } = await owner(`detail?code=${code}`, undefined, limited);
      // The bucket refills by two a second.
      expect(json.data.total_clicks).toBeGreaterThanOrEqual(120);
      expect(json.data.total_clicks).toBeLessThan(300);
    } finally {
      await limited.stop();
    }
  });

  it('tell what is missing or gone in plain text', async () => {
    const inactive = await aLink();
    await owner('edit', { code: inactive, is_active: false });
    const cases = [
      ['/api/redirect', 400, 'Missing link code'],
      ['/api/redirect?c=', 400, 'Missing link code'],
      ['/api/redirect?code=x', 400, 'Missing link code'],
      ['/l/nothing1', 404, 'Link not found'],
      ['/l/%00', 404, 'Link not found'],
      ['/l/%zz', 404, 'Link not found'],
      [`/l/${'x'.repeat(300)}`, 404, 'Link not found'],
      ["/api/redirect?c=' OR 1=1", 404, 'Link not found'],
      [`/l/${inactive}`, 404, 'Link not found'],
    ] as const;
    for (const [path, status, text] of cases) {
      const answer = await visit(encodeURI(path).replace('%2500', '%00').replace('%25zz', '%zz'));
      expect({ path, status: answer.status, text: answer.text }).toEqual({ path, status, text });
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('end at their time', async () => {
    const code = await aLink({ expires_at: Date.now() + 3_600_000 });
    expect((await visit(`/l/${code}`)).status).toBe(302);
    let expires_at = 0;
    const edit = () => {
      expires_at = Date.now() + 500;
      return owner('edit', { code, expires_at });
    };
    // One that comes too late is refused, since that time is over.
    await expect.poll(edit).toMatchObject({ status: 200 });
    await expect.poll(() => visit(`/l/${code}`)).toMatchObject({ status: 410, text: 'Link expired' });
    expect(Date.now()).toBeGreaterThanOrEqual(expires_at);
    expect((await owner('edit', { code, clear: ['expires_at'] })).status).toBe(200);
    expect((await visit(`/l/${code}`)).status).toBe(302);
  });

  it('follow an edit and a deletion at once', async () => {
    const code = await aLink();
    expect((await visit(`/l/${code}`)).status).toBe(302);
    for (let i = 0; i < 5; i++) {
      await owner('edit', { code, destination_url: `https://shop.test/new-${i}` });
      expect((await visit(`/l/${code}`)).headers.location).toBe(`https://shop.test/new-${i}`);
    }
    await owner('delete', { code });
    expect((await visit(`/l/${code}`)).status).toBe(404);
    expect(await owner('create', { destination_url: 'https://shop.test/', code })).toMatchObject({
      status: 409,
      json: { success: false, message: 'code is already taken' },
    });
  });
});

describe('open redirects', () => {
  it('no request changes where a link leads', async () => {
    const plain = await aLink({ destination_url: 'https://shop.test/a' });
    const forwarding = await aLink({ destination_url: 'https://shop.test/a?keep=1', forward_query: true });
    const attempts = [
      'url=https://evil.test',
      'destination_url=https://evil.test&keep=2',
      '//evil.test',
      '@evil.test',
      '\\\\evil.test',
      '%0d%0aLocation:%20https://evil.test',
      '%0D%0ASet-Cookie:%20a=b',
      '#https://evil.test',
      '&&=&?',
      'a=%E2%80%AE%00',
    ];
    for (const attempt of attempts) {
      expect((await visit(`/l/${plain}?${attempt}`)).headers.location).toBe('https://shop.test/a');
      const { status, headers } = await visit(`/l/${forwarding}?${attempt}`);
      expect(status).toBe(302);
      const { origin, pathname, hash, searchParams } = new URL(headers.location!);
      expect({ attempt, origin, pathname, hash }).toEqual({
        attempt,
        origin: 'https://shop.test',
        pathname: '/a',
        hash: '',
      });
      expect(searchParams.getAll('keep')).toEqual(['1']);
      expect(headers['set-cookie']).toBeUndefined();
    }
    for (const path of [`/l/${plain}//evil.test`, `/l//evil.test/${plain}`, `/l/@evil.test`, `/l/${plain}%0d%0aX:1`]) {
      const { status, headers } = await visit(path);
      expect({ path, status, location: headers.location }).toEqual({ path, status: 404, location: undefined });
    }
  });

  it('a foreign host name in the request changes nothing', async () => {
    const code = await aLink({ destination_url: 'https://shop.test/a', forward_query: true });
    const raw = await sendRaw(
      server.url,
      `GET http://evil.test/l/${code}?a=b HTTP/1.1\r\nHost: evil.test\r\nX-Forwarded-Host: evil.test\r\nConnection: close\r\n\r\n`,
    );
    expect(raw).toMatch(/^HTTP\/1\.1 302 /);
    expect(/\r\nLocation: (.*)\r\n/.exec(raw)?.[1]).toBe('https://shop.test/a?a=b');
  });

  it("forwards the visitor's parameters", async () => {
    const code = await aLink({ destination_url: 'https://shop.test/?utm_source=own#end', forward_query: true });
    const query = 'utm_source=theirs&utm_campaign=a+b&c=x';
    const expected = 'https://shop.test/?utm_source=own&utm_campaign=a+b#end';
    expect((await visit(`/l/${code}?${query}`)).headers.location).toBe(expected);
    expect((await visit(`/api/redirect?${query}&c=${code}`)).headers.location).toBe(expected);
  });
});

describe('a maximum of clicks', () => {
  it('is exact under 200 requests at once', async () => {
    const code = await aLink({ max_clicks: 50 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => visit(`/l/${code}`)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect({ redirected: count(302), refused: count(410) }).toEqual({ redirected: 50, refused: 150 });
    expect(answers.find(({ status }) => status === 410)!.text).toBe('Link used up');
    await recorded(code, 50);
    const { json } = await owner(`detail?code=${code}`);
    expect(json.data).toMatchObject({ max_clicks: 50, clicks_left: 0, total_clicks: 50 });
  });

  it('is not used up by requests that do not count, which end with it', async () => {
    const code = await aLink({ max_clicks: 1 });
    const bot = { headers: { 'User-Agent': 'Googlebot/2.1' } };
    for (const request of [{ method: 'HEAD' }, bot, { headers: { Purpose: 'prefetch' } }]) {
      expect((await visit(`/l/${code}`, request)).status).toBe(302);
    }
    expect((await visit(`/l/${code}`)).status).toBe(302);
    for (const request of [{ method: 'HEAD' }, bot, {}]) expect((await visit(`/l/${code}`, request)).status).toBe(410);
    await owner('edit', { code, max_clicks: 2 });
    expect((await visit(`/l/${code}`)).status).toBe(302);
    expect((await visit(`/l/${code}`)).status).toBe(410);
    await owner('edit', { code, clear: ['max_clicks'] });
    for (let i = 0; i < 3; i++) expect((await visit(`/l/${code}`)).status).toBe(302);
  });

  it('holds when the server is killed under load, and the rest is given out afterwards', async () => {
    const killed = await startServer();
    let given = 0;
    let again: TestServer | undefined;
    try {
      const code = await aLink({ max_clicks: 400 }, killed);
      let isUp = true;
      const visitor = async () => {
        while (isUp) {
          const answer = await visit(`/l/${code}`, {}, killed).catch(() => null);
          if (answer?.status === 302) given++;
        }
      };
      const visitors = Promise.all(Array.from({ length: 20 }, visitor));
      while (given < 100) await sleep(5);
      await killed.kill();
      isUp = false;
      await visitors;
      expect(given).toBeLessThan(400);
      again = await startServer({ dataDir: killed.dataDir });
      const { json } = await owner(`detail?code=${code}`, undefined, again);
      // What was committed when the server died, but not answered any more, is spent.
      expect(json.data.clicks_left).toBeLessThanOrEqual(400 - given);
      expect(json.data.clicks_left).toBeGreaterThanOrEqual(400 - given - 20);
      const rest = await Promise.all(Array.from({ length: 400 }, () => visit(`/l/${code}`, {}, again)));
      expect(rest.filter(({ status }) => status === 302)).toHaveLength(json.data.clicks_left);
    } finally {
      await again?.stop();
      await rm(killed.dataDir, { recursive: true, force: true });
    }
  });
});

describe('a password', () => {
  it('is asked for and leads on when it is right', async () => {
    const code = await aLink({ password: 'open sesame', destination_url: 'https://shop.test/x', forward_query: true });
    const form = await visit(`/l/${code}?a=1`);
    expect(form.status).toBe(200);
    expect(form.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(form.headers['cache-control']).toBe('no-store');
    expect(form.headers['x-robots-tag']).toBe('noindex');
    expect(form.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
    expect(form.text).not.toContain('shop.test');
    expect(await visit(`/l/${code}`, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });

    const wrong = await visit(`/l/${code}`, { headers: FORM, body: 'password=open+window' });
    expect(wrong.status).toBe(403);
    expect(wrong.text).toContain('role="alert"');
    for (const body of ['', 'pass=open+sesame', 'password=', '%%%', '\xff']) {
      expect((await visit(`/l/${code}`, { headers: FORM, body })).status).toBe(403);
    }
    const right = await visit(`/l/${code}?a=1`, { headers: FORM, body: 'password=open+sesame' });
    expect({ status: right.status, location: right.headers.location }).toEqual({
      status: 303,
      location: 'https://shop.test/x?a=1',
    });
    await recorded(code, 1);
  });

  it('sends the form of the old address to the short one', async () => {
    const code = await aLink({ password: 'open sesame' });
    const { status, text } = await visit(`/api/redirect.php?c=${code}&a=%22%3E&b=2`);
    expect(status).toBe(200);
    expect(text).toContain(`<form method="post" action="/l/${code}?a=%22%3E&amp;b=2">`);
  });

  it('is no way around an end or a maximum', async () => {
    const code = await aLink({ password: 'p', max_clicks: 1 });
    const unlock = () => visit(`/l/${code}`, { headers: FORM, body: 'password=p' });
    expect((await visit(`/l/${code}`)).status).toBe(200);
    expect((await unlock()).status).toBe(303);
    expect((await unlock()).status).toBe(410);
    expect((await visit(`/l/${code}`)).status).toBe(410);
    await owner('edit', { code, clear: ['max_clicks', 'password'] });
    expect((await visit(`/l/${code}`)).status).toBe(302);
    expect((await unlock()).status).toBe(405);
  });

  it('is not kept in answers, lists or files in the clear', async () => {
    const { json } = await owner('create', { destination_url: 'https://shop.test/', password: 'Tr0ub4dor&3-unique' });
    assertAnswer('createLink', 200, json);
    expect(json.data.has_password).toBe(true);
    const { text } = await owner('list');
    expect(text).not.toMatch(/Tr0ub4dor|scrypt/);
  });

  it('cannot be guessed: so many wrong ones a minute, however many come at once', async () => {
    // The second comes back in half a minute, which is longer than all of this takes.
    const limited = await startServer({ env: { RATE_LIMITS: 'link-passwords=2' } });
    try {
      const code = await aLink({ password: 'right' }, limited);
      const guess = (password: string, link = code) =>
        visit(`/l/${link}`, { headers: FORM, body: `password=${password}` }, limited);
      for (let i = 0; i < 12; i++) expect((await guess('right')).status).toBe(303);
      const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => guess(`wrong${i}`)));
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 403)).toHaveLength(2);
      expect(refused).toHaveLength(58);
      expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused[0]!.text).toContain('Too many attempts');
      expect((await guess('right')).status).toBe(429);
      const other = await aLink({ password: 'right' }, limited);
      expect((await guess('right', other)).status).toBe(303);
    } finally {
      await limited.stop();
    }
  });

  it('larger than any form is refused', async () => {
    const code = await aLink({ password: 'p' });
    const answer = await visit(`/l/${code}`, { headers: FORM, body: `password=${'x'.repeat(5000)}` });
    expect(answer).toMatchObject({ status: 413, text: 'Payload too large' });
  });
});

describe('stopping', () => {
  it('P8: clicks that were redirected are stored, whatever comes after', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-stop-'));
    try {
      const first = await startServer({ dataDir });
      const code = await aLink({}, first);
      let redirected = 0;
      const visitor = async () => {
        for (;;) {
          const answer = await visit(`/l/${code}`, {}, first).catch(() => null);
          if (answer?.status !== 302) return;
          redirected++;
        }
      };
      const visitors = Promise.all(Array.from({ length: 10 }, visitor));
      while (redirected < 200) await sleep(5);
      expect(await first.stop()).toBe(0);
      await visitors;
      const second = await startServer({ dataDir });
      try {
        await recorded(code, redirected, [], second);
      } finally {
        await second.stop();
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

it('works below a base path, under the address of links', async () => {
  const below = await startServer({ env: { BASE_PATH: '/stats', LINK_URL: 'https://go.test/stats/' } });
  try {
    const { json } = await owner('create', { destination_url: 'https://shop.test/' }, below);
    assertAnswer('createLink', 200, json);
    expect(json.data.short_url).toBe(`https://go.test/stats/l/${json.data.code}`);
    expect((await visit(`/l/${json.data.code}`, {}, below)).status).toBe(302);
    for (const destination of ['https://go.test/stats/l/abc', `${below.url}/api/redirect?c=abc`]) {
      const { status, json: refusal } = await owner('create', { destination_url: destination }, below);
      expect({ status, message: refusal.message }).toEqual({
        status: 400,
        message: 'destination_url must not lead to a short link of this server',
      });
    }
    await recorded(json.data.code, 1, [], below);
    const locked = await owner('create', { destination_url: 'https://shop.test/', password: 'p' }, below);
    const { code } = locked.json.data;
    const { text } = await visit(`//api//redirect.php?c=${code}`, {}, below);
    expect(text).toContain(`<form method="post" action="/stats/l/${code}">`);
  } finally {
    await below.stop();
  }
});
