import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/openapi.ts';
import { newLink, PASSWORD, unusedCode } from '../../src/seeds.ts';
import { text } from '../../src/validator.ts';
import { inParallel, type Walk } from '../../src/walk.ts';
import { World } from '../../src/world.ts';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const MAX_GUESSES = 50;
/** Until links end that are made before the walk gets here. */
const ENDS_MS = 10_000;

/** Short links answer visitors in their own way, so their answers are provoked here. */
export function redirectsStep(walk: Walk): void {
  const following = walk.operations(({ tag, method }) => tag === 'Redirects' && method !== 'POST');
  const unlock = walk.contract.operation('unlockShortLink');

  const make = (input: object) => newLink(walk.world, walk.project, input);
  let late: string;
  let lateAndLocked: string;

  beforeAll(async () => {
    const ending = { expires_at: Date.now() + ENDS_MS };
    late = await make(ending);
    lateAndLocked = await make({ ...ending, password: PASSWORD });
  });

  function target(operation: Operation, code: string, more = ''): { path: string; query: string } {
    return operation.path.includes('{code}')
      ? { path: operation.path.replace('{code}', encodeURIComponent(code)), query: more }
      : { path: operation.path, query: `c=${encodeURIComponent(code)}${more === '' ? '' : `&${more}`}` };
  }

  async function expectText(operation: Operation, code: string, status: number, message: string) {
    const answer = await walk.send(operation, walk.project, target(operation, code), code);
    expect([answer.status, text(answer)]).toEqual([status, operation.method === 'HEAD' ? '' : message]);
  }

  describe('short links', () => {
    it.each(following)('%s: every status that a link can have', async (_, operation) => {
      for (const redirect_status of [301, 302, 307, 308]) {
        const code = await make({ redirect_status });
        const answer = await walk.send(operation, walk.project, target(operation, code), String(redirect_status));
        expect([answer.status, answer.headers.location]).toEqual([redirect_status, 'https://shop.test/sale']);
        expect(answer.headers['cache-control']).toBe('no-store');
        expect(answer.headers['referrer-policy']).toBeUndefined();
      }
    });

    it.each(following)('%s: what does not lead on', async (_, operation) => {
      const off = await make({});
      await walk.world.ask(walk.project, '/api/links/edit', { code: off, is_active: false });
      const upper = await make({ code: `Case-${unusedCode()}` });
      for (const code of [unusedCode(), off, upper.toLowerCase(), 'ü', 'a b', 'x'.repeat(65), '%', "' or 1=1"]) {
        await expectText(operation, code, 404, 'Link not found');
      }
      if (!operation.path.includes('{code}')) await expectText(operation, '', 400, 'Missing link code');
    });

    it.each(following)('%s: what has ended', async (_, operation) => {
      const used = await make({ max_clicks: 1 });
      const follow = walk.contract.operation('openShortLink');
      expect((await walk.send(follow, walk.project, target(follow, used), 'the only click')).status).toBe(302);
      await expectText(operation, used, 410, 'Link used up');
      await expect
        .poll(async () => (await walk.send(operation, walk.project, target(operation, late), 'late')).status)
        .toBe(410);
      await expectText(operation, late, 410, 'Link expired');
    });

    it.each(following)('%s: a link with a password', async (_, operation) => {
      const code = await make({ password: PASSWORD });
      const answer = await walk.send(operation, walk.project, target(operation, code), 'locked');
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers.location).toBeUndefined();
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    });

    it.each(following)("%s: the visitor's parameters where the link forwards them", async (_, operation) => {
      const code = await make({ forward_query: true, destination_url: 'https://shop.test/sale?a=1#top' });
      const answer = await walk.send(operation, walk.project, target(operation, code, 'a=2&b=3'), 'forwarded');
      expect(answer.headers.location).toBe('https://shop.test/sale?a=1&b=3#top');
    });

    it.each(following.filter(([, { method }]) => method === 'GET'))('%s: other methods', async (_, operation) => {
      const code = await make({});
      for (const method of ['PUT', 'PATCH', 'DELETE', 'POST', 'TRACE', 'PROPFIND']) {
        const answer = await walk.send(operation, walk.project, { method, ...target(operation, code) }, method);
        expect([answer.status, text(answer)], method).toEqual([405, 'Method not allowed']);
      }
    });
  });

  describe('the password of a short link', () => {
    const send = (code: string, body: string) =>
      walk.send(unlock, walk.project, { ...target(unlock, code), headers: FORM, body }, body.slice(0, 100));

    it('leads on when it is right, and only then', async () => {
      const code = await make({ password: PASSWORD });
      const right = await send(code, new URLSearchParams({ password: PASSWORD }).toString());
      expect([right.status, right.headers.location]).toEqual([303, 'https://shop.test/sale']);
      const hostile = [
        '',
        'password=',
        'password=x',
        'password',
        '=',
        '%',
        'password=%ff',
        `password=${'x'.repeat(4_000)}`,
      ];
      await inParallel([...hostile, '{"password":"open sesame"}', 'Password=open+sesame'], async (body) => {
        const answer = await send(code, body);
        expect([answer.status, answer.headers['content-type']], body).toEqual([403, 'text/html; charset=utf-8']);
      });
    });

    it('is refused for what has none, has ended or does not exist', async () => {
      const body = 'password=x';
      const plain = await send(await make({}), body);
      expect([plain.status, text(plain)]).toEqual([405, 'Method not allowed']);
      const unknown = await send(unusedCode(), body);
      expect([unknown.status, text(unknown)]).toEqual([404, 'Link not found']);
      const large = await send(await make({ password: PASSWORD }), `password=${'x'.repeat(5_000)}`);
      expect([large.status, text(large)]).toEqual([413, 'Payload too large']);
      const used = await make({ password: PASSWORD, max_clicks: 1 });
      const right = new URLSearchParams({ password: PASSWORD }).toString();
      expect((await send(used, right)).status).toBe(303);
      const again = await send(used, right);
      expect([again.status, text(again)]).toEqual([410, 'Link used up']);
      await expect.poll(async () => text(await send(lateAndLocked, right))).toBe('Link expired');
    });
  });

  describe('guesses of a password', () => {
    let server: TestServer | undefined;
    let world: World;

    beforeAll(async () => {
      server = await startServer({ env: { RATE_LIMITS: 'on' } });
      world = new World(server);
    });

    afterAll(async () => {
      world?.close();
      await server?.stop();
    });

    it('are limited as the contract tells, by link', async () => {
      const { project } = server!;
      const [limit] = unlock.rateLimits;
      const guess = async (code: string) => {
        const answer = await world.call(unlock, project, {
          ...target(unlock, code),
          headers: FORM,
          body: 'password=x',
        });
        walk.recorder.check(unlock, answer, 'a guess');
        return answer;
      };
      const code = await newLink(world, project, { password: PASSWORD });
      let wrong = 0;
      let answer = await guess(code);
      for (; answer.status === 403 && wrong < MAX_GUESSES; answer = await guess(code)) wrong += 1;
      expect([limit!.bucket, answer.status]).toEqual(['link_ip', 429]);
      expect(wrong).toBeGreaterThanOrEqual(limit!.points);
      const other = await newLink(world, project, { password: PASSWORD });
      expect((await guess(other)).status).toBe(403);
    });
  });
}
