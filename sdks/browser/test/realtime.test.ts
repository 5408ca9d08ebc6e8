import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ask, heard, listen, listeningBed, paths, states, token, untilPaths, view } from './support/listening.ts';
import { bundleRecipe, readBlocks } from './support/recipes.ts';

const bed = listeningBed();

test('the example of the README', async () => {
  const main = (await readBlocks('sdks/browser/README.md', 'run')).get('realtime')!;
  const code = await bundleRecipe(join(import.meta.dirname, 'main.ts'), { main });
  const logged: string[] = [];
  bed.page.on('console', (message) => logged.push(message.text()));
  await bed.page.route('**/live-token', async (route) => route.fulfill({ body: await token() }));
  bed.site.pages.set('/', { body: `<script>${code.replaceAll('https://stats.example.com', bed.server.url)}</script>` });
  await bed.page.goto(bed.site.url('/'));
  await expect.poll(() => logged.join()).toContain('begin with');
  await view('/one');
  await expect.poll(() => logged.join()).toContain('then');
});

test('the latest views first, then each one as it is stored, with the members that its type promises', async () => {
  await view('/before');
  const headers = { 'X-API-Key': bed.project.secretKey };
  const ledger = async () => (await fetch(`${bed.server.url}/api/analytics/ledger`, { headers })).json();
  // What is stored after the snapshot is not in it.
  await expect.poll(async () => (await ledger()).data.stored).toBe(1);
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  expect((await heard())[0].snapshot).toHaveLength(1);
  await view('/one', '/two');
  await untilPaths('snapshot', '/one', '/two');
  const [{ snapshot }, one, two] = await heard();
  expect([snapshot[0].offset, one.offset, two.offset]).toEqual([1, 2, 3]);
  expect(await bed.page.evaluate('place')).toEqual({ offset: 3, position: expect.any(String) });
  expect(one).toMatchObject({
    url: 'https://shop.test/one',
    device_type: 'desktop',
    browser: 'Chrome',
    scroll_pct: null,
  });
  const [state, open] = (await bed.page.evaluate('states')) as object[];
  expect([state, open]).toEqual([
    { state: 'connecting' },
    { state: 'open', projectId: bed.project.id, expiresAt: expect.stringMatching(/Z$|\+00:00$/) },
  ]);
});

test('filters let through what was asked for; errors are told with what they did', async () => {
  await listen(
    `{ token: '${await token({ channels: ['pageviews', 'errors'] })}' }`,
    `{ filters: { url: ['*/blog*', 'https://shop.test/b*'] } }`,
  );
  await untilPaths('snapshot');
  await bed.page.evaluate(
    `feed.subscribe('errors', { onEvents: (events) => (window.errors = events), onSnapshot() { window.errors = [] } })`,
  );
  await expect.poll(() => bed.page.evaluate('window.errors')).toEqual([]);
  await view('/shop', '/blog', '/cart', '/bag');
  await ask('/api/track/error', { message: 'No stock' }, { 'X-API-Key': bed.project.secretKey });
  await untilPaths('snapshot', '/blog', '/bag');
  await expect
    .poll(() => bed.page.evaluate('window.errors'))
    .toMatchObject([{ kind: 'occurrence', effect: 'created', message: 'No stock', offset: 1 }]);
});

test('a server that is killed and comes back tells what was missed, once and in order', async () => {
  await listen('{ token: () => freshToken() }');
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await bed.server.kill();
  await expect.poll(states).toContain(1006);
  await bed.server.start();
  await view('/2', '/3');
  await view('/4');
  await untilPaths('snapshot', '/1', '/2', '/3', '/4');
});

test('a token that ends is followed by the next one, without a gap', async () => {
  let asked = 0;
  await bed.page.exposeFunction('shortToken', () => token({ expires_in: asked++ === 0 ? 1 : 60 }));
  await listen('{ token: () => shortToken() }');
  await untilPaths('snapshot');
  await expect.poll(states).toContain(4002);
  await view('/meanwhile');
  await untilPaths('snapshot', '/meanwhile');
  expect(asked).toBe(2);
});

test('a fixed token that is not valid is final', async () => {
  await listen(`{ token: 'nonsense' }`);
  await expect.poll(states).toEqual(['connecting', 4001]);
  expect((await bed.page.evaluate('states.at(-1)')) as object).toMatchObject({ state: 'closed' });
});

test('a token for another origin is final', async () => {
  await listen(`{ token: '${await token({ origin: 'https://dashboard.shop.test' })}' }`);
  await expect.poll(states).toEqual(['connecting', 4004]);
});

test('a token that cannot be had is asked for again', async () => {
  await listen(
    `{ token: () => (window.isAsked ? freshToken() : Promise.reject(new Error((window.isAsked = 'yes')))) }`,
  );
  await untilPaths('snapshot');
  expect(await states()).toEqual(['connecting', 1006, 'connecting', 'open']);
});

test('a channel that the token does not open is an error of its listener alone', async () => {
  await listen(`{ token: '${await token()}' }`);
  await bed.page.evaluate(`feed.subscribe('secrets', listener)`);
  await expect.poll(paths).toContain('unknown_channel');
  await view('/still');
  await expect.poll(paths).toContain('/still');
});

test('whoever stops hears nothing more; whoever begins again goes on from where it was told', async () => {
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await bed.page.evaluate('stop(); stop()');
  await view('/2');
  await bed.page.evaluate(
    'heard.length = 0; stop = feed.subscribe("pageviews", { ...listener, position: place.position })',
  );
  await untilPaths('/2');
  await expect(bed.page.evaluate('feed.subscribe("pageviews", {})')).rejects.toThrow(
    'There is a listener for pageviews',
  );
});

test('a page that comes back from the back/forward cache, or is reloaded with its position, missed nothing', async () => {
  bed.site.pages.set('/other', {});
  await listen('{ token: () => freshToken() }', `{ position: sessionStorage.position }`);
  await untilPaths('snapshot');
  await view('/1');
  await untilPaths('snapshot', '/1');
  await bed.page.evaluate(() => {
    location.href = '/other';
  });
  await bed.page.waitForURL('**/other');
  await view('/2');
  await bed.page.goBack({ waitUntil: 'commit' });
  await expect.poll(paths).toContain('/2');
  await bed.page.evaluate('sessionStorage.position = place.position');
  await view('/3');
  await bed.page.reload();
  await untilPaths('/3');
});

test('what the page throws is an error of the page, and the feed goes on', async () => {
  const errors: string[] = [];
  bed.page.on('pageerror', (error) => errors.push(error.message));
  await listen(`{ token: '${await token()}' }`, `{ onSnapshot() { throw new Error('from the page') } }`);
  await expect.poll(() => errors).toEqual(['from the page']);
  await view('/after');
  await untilPaths('/after');
});

test('close ends it for good', async () => {
  await listen(`{ token: '${await token()}' }`);
  await untilPaths('snapshot');
  await bed.page.evaluate('feed.close(); feed.close(); dispatchEvent(new Event("online"))');
  await view('/late');
  expect(await states()).toEqual(['connecting', 'open', 1000]);
});

test('who is there and reports are told whole, an alert when it fires', async () => {
  await ask(
    '/api/webhooks/create',
    { url: 'https://hooks.shop.test/', triggers: [{ type: 'error_group.created' }] },
    { 'X-API-Key': bed.project.secretKey },
  );
  await listen(`{ token: '${await token({ channels: ['live', 'report:pages', 'alerts'] })}' }`);
  await bed.page.evaluate(`window.told = {};
    for (const channel of ['live', 'report:pages?range=7d', 'alerts']) {
      feed.subscribe(channel, {
        onSnapshot: (latest, place) => (told[channel] = { latest, place }),
        onEvents: (events) => (told[channel] = { events }),
      });
    }`);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the page was told.
  const told = (channel: string): Promise<any> => bed.page.evaluate(`told['${channel}']`);
  await expect.poll(() => told('alerts')).toMatchObject({ latest: [], place: { offset: 0 } });
  await expect
    .poll(() => told('live'))
    .toEqual({
      latest: expect.objectContaining({ visitors: 0 }),
      place: { at: expect.any(String) },
    });
  await view('/one');
  await ask('/api/track/error', { message: 'No stock' }, { 'X-API-Key': bed.project.secretKey });
  await expect.poll(() => told('live')).toMatchObject({ latest: { visitors: 1 } });
  await expect
    .poll(() => told('report:pages?range=7d'))
    .toMatchObject({ latest: { pages: [{ url: 'https://shop.test/one' }] } });
  await expect.poll(() => told('alerts')).toMatchObject({ events: [{ type: 'error_group.created', offset: 1 }] });
});

test('a tab that was frozen while its server died missed nothing', async () => {
  await listen('{ token: () => freshToken() }');
  await untilPaths('snapshot');
  const session = await bed.page.context().newCDPSession(bed.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await view('/1');
  await bed.server.kill();
  await bed.server.start();
  await view('/2');
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await untilPaths('snapshot', '/1', '/2');
});
