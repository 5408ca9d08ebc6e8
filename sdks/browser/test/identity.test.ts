import { expect, test } from 'vitest';
import { allViews, KEY, openBed, UUID_V4 } from './support/bed.ts';

const bed = openBed();
const YEAR_S = 365 * 86_400;

const visitorCookie = async () => (await bed.context.cookies()).find(({ name }) => name === '_ml_vid');

test('the visitor cookie is a host-only UUID for a year, and each view renews it', async () => {
  bed.define(['/a']);
  const id = '3b0e7a52-9a53-4c9b-8f6e-1d2c3b4a5f60';
  const inAnHour = Date.now() / 1000 + 3_600;
  await bed.context.addCookies([
    { name: 'a_first', value: 'x', url: bed.site.url('/') },
    { name: '_ml_vid', value: id, url: bed.site.url('/'), expires: inAnHour },
  ]);
  await bed.page.goto(bed.site.url('/a'));

  expect((await bed.collector.views(1))[0].visitor_id).toBe(id);
  const cookie = (await visitorCookie())!;
  expect(cookie).toMatchObject({ value: id, domain: 'localhost', path: '/', sameSite: 'Lax', secure: false });
  expect(cookie.expires - Date.now() / 1000).toBeGreaterThan(YEAR_S - 600);
  expect(cookie.expires - Date.now() / 1000).toBeLessThanOrEqual(YEAR_S);
});

test('on https the cookie is Secure', async () => {
  const script = await (await fetch(`${bed.collector.url}/snippet/micrologs.js`)).text();
  await bed.context.route('https://secure.test/**', (route) =>
    new URL(route.request().url()).pathname === '/'
      ? route.fulfill({
          contentType: 'text/html',
          body: `<script src="/snippet/micrologs.js" data-public-key="${KEY}"></script>`,
        })
      : route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  const sent = bed.page.waitForRequest('https://secure.test/api/track/pageview?*');
  await bed.page.goto('https://secure.test/');
  expect((await sent).postDataJSON()).toMatchObject({ url: 'https://secure.test/' });
  expect(await visitorCookie()).toMatchObject({ secure: true, sameSite: 'Lax', domain: 'secure.test' });
});

test('a session goes on within 30 idle minutes and a new one starts after them, also in a tab that stays open', async () => {
  bed.define(['/a']);
  await bed.page.goto(bed.site.url('/a'));
  const [first] = await bed.collector.views(1);
  const idleFor = (minutes: number) =>
    bed.page.evaluate((ms) => sessionStorage.setItem('_ml_last', String(Date.now() - ms)), minutes * 60_000);
  const stored = () => bed.page.evaluate(() => ({ ...sessionStorage }));
  expect((await stored())._ml_sid).toBe(first.session_token);

  await idleFor(29);
  await bed.page.evaluate(() => history.pushState(null, '', '/a/2'));
  const second = (await bed.collector.views(2))[1];
  expect(second.session_token).toBe(first.session_token);

  await idleFor(31);
  await bed.page.evaluate(() => history.pushState(null, '', '/a/3'));
  const third = (await bed.collector.views(3))[2];
  expect(third.session_token).toMatch(UUID_V4);
  expect(third.session_token).not.toBe(first.session_token);
  expect(third.visitor_id).toBe(first.visitor_id);
  const { _ml_sid, _ml_last } = await stored();
  expect(_ml_sid).toBe(third.session_token);
  expect(Date.now() - Number(_ml_last)).toBeLessThan(29 * 60_000);

  await idleFor(31);
  await bed.page.goto(bed.site.url('/a'));
  const fourth = (await bed.collector.views(4))[3];
  expect([first.session_token, third.session_token]).not.toContain(fourth.session_token);
});

test('a stored time that makes no sense starts a new session', async () => {
  bed.define(['/a']);
  await bed.page.goto(bed.site.url('/a'));
  const [first] = await bed.collector.views(1);
  await bed.page.evaluate(() => sessionStorage.setItem('_ml_last', 'yesterday'));
  await bed.page.reload();
  expect((await bed.collector.views(2))[1].session_token).not.toBe(first.session_token);
});

test('with all storage blocked the ids last as long as the page', async () => {
  bed.define(['/a']);
  await bed.page.addInitScript(() => {
    const blocked = {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
      set: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    };
    Object.defineProperty(document, 'cookie', blocked);
    Object.defineProperty(window, 'sessionStorage', blocked);
    Object.defineProperty(window, 'localStorage', blocked);
  });
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  await bed.page.evaluate(() => history.pushState(null, '', '/a/2'));
  const [first, second] = await bed.collector.views(2);
  expect(first.visitor_id).toMatch(UUID_V4);
  expect(second).toMatchObject({ visitor_id: first.visitor_id, session_token: first.session_token });

  await bed.page.evaluate(() => {
    window.Micrologs.optOut();
    history.pushState(null, '', '/a/3');
  });
  expect(await allViews(bed)).toHaveLength(2);
  expect(bed.complaints).toEqual([]);
});

test('a full sessionStorage costs the session, not the view', async () => {
  bed.define(['/a']);
  await bed.page.addInitScript(() => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    Object.defineProperty(window, 'sessionStorage', { value: new Proxy({}, { set: full }) });
  });
  await bed.page.goto(bed.site.url('/a'));
  expect((await bed.collector.views(1))[0].session_token).toMatch(UUID_V4);
  expect((await visitorCookie())!.value).toMatch(UUID_V4);
  expect(bed.complaints).toEqual([]);
});

test('on plain http, where crypto.randomUUID is missing, ids are random UUIDs all the same', async () => {
  bed.define(['/a']);
  await bed.page.goto(bed.site.url('/a', 'plain.test'));
  expect(await bed.page.evaluate(() => [isSecureContext, 'randomUUID' in crypto])).toEqual([false, false]);
  const [view] = await bed.collector.views(1);
  const ids = [view.event_id, view.visitor_id, view.session_token];
  for (const id of ids) expect(id).toMatch(UUID_V4);
  expect(new Set(ids).size).toBe(3);
});
