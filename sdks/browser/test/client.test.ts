import { expect, test } from 'vitest';
import { allEvents, KEY, openApp, openBed, settle, UUID_V4, untilAnswered } from './support/bed.ts';

const bed = openBed();

const views = (count: number) => bed.collector.waitForEvents('pageview', count);

test('init tracks the page; a second init for the same project is the same client', async () => {
  await openApp(bed, '{}', { referer: 'https://news.example/' });
  const [view] = await views(1);
  expect(view).toEqual({
    kind: 'pageview',
    event_id: expect.stringMatching(UUID_V4),
    url: bed.site.url('/app'),
    page_title: '/app',
    referrer: 'https://news.example/',
    visitor_id: expect.stringMatching(UUID_V4),
    session_token: expect.stringMatching(UUID_V4),
    screen_resolution: expect.stringMatching(/^\d+x\d+$/),
    timezone: expect.any(String),
  });
  expect(bed.collector.posts('batch')[0]!.query.get('k')).toBe(KEY);
  const isSame = await bed.page.evaluate(
    `micrologs.init({ publicKey: '${KEY}', apiUrl: 'http://elsewhere.test' }) === tracker`,
  );
  expect(isSame).toBe(true);
  expect(await allEvents(bed)).toHaveLength(1);
  expect(bed.complaints).toEqual([]);
});

test('without a key it warns and does nothing', async () => {
  await openApp(bed, `{ publicKey: '' }`);
  await bed.page.evaluate(() => {
    window.tracker.error('x');
    window.tracker.pageview();
    window.tracker.optIn();
  });
  expect(await allEvents(bed)).toEqual([]);
  expect(bed.complaints).toEqual(['[Micrologs] publicKey is missing']);
});

test('the core sends neither errors nor engagement by itself; errors and audit entries by hand it does', async () => {
  await openApp(bed, `{ environment: 'staging', release: 'shop@2' }`);
  await bed.page.evaluate(() => {
    setTimeout(() => {
      throw new Error('uncaught');
    });
    window.tracker.error('Payment failed', { order: 1 }, 'critical');
    window.tracker.captureException(new TypeError('broken'));
    window.tracker.audit('user.login', 'ann', { a: 1 });
  });
  const [manual, captured, ...none] = await bed.collector.waitForEvents('error', 2);
  expect(manual).toMatchObject({
    event_id: expect.stringMatching(UUID_V4),
    error_type: 'ManualError',
    message: 'Payment failed',
    severity: 'critical',
    environment: 'staging',
    release: 'shop@2',
    context: { order: 1 },
    visitor_id: expect.stringMatching(UUID_V4),
  });
  expect(captured).toMatchObject({ error_type: 'TypeError', severity: 'error' });
  expect(captured.stack).toContain('TypeError: broken');
  expect(none).toEqual([]);
  expect(await allEvents(bed, 'audit')).toMatchObject([{ action: 'user.login', actor: 'ann', context: { a: 1 } }]);
  await bed.page.goto('about:blank');
  expect(bed.collector.events('engagement')).toEqual([]);
});

test('the causes of an error are in its context, down to the fifth', async () => {
  await openApp(bed);
  await bed.page.evaluate(() => {
    const cause = new RangeError('inner', { cause: 'the root' });
    window.tracker.error(new Error('outer', { cause }), { order: 1 });
    window.tracker.error(new Error('outer', { cause }), ['a list']);
    const endless = new Error('endless');
    endless.cause = endless;
    window.tracker.error(endless);
  });
  const [caused, listed, endless] = await bed.collector.waitForEvents('error', 3);
  expect(caused.context).toEqual({ order: 1, causes: [expect.stringMatching(/^RangeError: inner\n/), 'the root'] });
  expect(listed.context).toEqual(['a list']);
  expect(endless.context.causes).toHaveLength(5);
});

test('cookieless: nothing is stored, and no ids are sent', async () => {
  await openApp(bed, '{ cookieless: true }');
  await bed.page.evaluate(() => window.tracker.error('x'));
  for (const event of await bed.collector.waitForEvents('error', 1).then(() => bed.collector.events())) {
    expect(event).not.toHaveProperty('visitor_id');
    expect(event).not.toHaveProperty('session_token');
  }
  expect(await bed.context.cookies()).toEqual([]);
  expect(await bed.page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
});

test.each([
  ['doNotTrack', '1'],
  ['globalPrivacyControl', true],
] as const)('respectDnt: %s ends everything', async (property, value) => {
  await bed.page.addInitScript(
    ([property, value]) => Object.defineProperty(navigator, property, { get: () => value }),
    [property, value] as const,
  );
  await openApp(bed, '{ respectDnt: true, use: [engagement(), errors()] }');
  await bed.page.evaluate(() => window.tracker.error('x'));
  expect(await allEvents(bed)).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);
});

test('optOut ends everything and removes the ids; optIn counts the present page under new ones', async () => {
  await openApp(bed);
  const [before] = await views(1);
  await bed.page.evaluate(() => {
    window.tracker.audit('waits');
    window.tracker.optOut();
    window.tracker.error('x');
    history.pushState(null, '', '/app/2');
  });
  expect(await allEvents(bed)).toHaveLength(1);
  expect(await bed.context.cookies()).toEqual([]);
  await bed.page.evaluate(() => window.tracker.optIn());
  const [, after] = await views(2);
  expect(after.url).toBe(bed.site.url('/app/2'));
  expect(after.visitor_id).not.toBe(before.visitor_id);
});

test('excludeLocalhost: nothing on localhost and loopback addresses, everything elsewhere', async () => {
  await openApp(bed, '{ excludeLocalhost: true }');
  await settle(bed);
  for (const host of ['127.0.0.1', 'app.localhost', 'plain.test']) await bed.page.goto(bed.site.url('/app', host));
  const [view, ...none] = await views(1);
  expect(view.url).toBe(bed.site.url('/app', 'plain.test'));
  expect(none).toEqual([]);
});

test('hashRouting: false makes hashes places within a page', async () => {
  await openApp(bed, '{ hashRouting: false }', { path: '/app' });
  await views(1);
  await bed.page.evaluate(() => {
    location.hash = 'pricing';
  });
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/next#top'));
  await views(2);
  await bed.page.evaluate(() => history.replaceState(null, '', '/next#bottom'));
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/last'));
  await views(3);
  const pages = (await allEvents(bed, 'pageview')).map(({ url, referrer }) => [url, referrer]);
  const [app, next, last] = ['/app', '/next', '/last'].map((path) => bed.site.url(path));
  expect(pages).toEqual([
    [app, ''],
    [next, app],
    [last, next],
  ]);
});

test('hashes are pages by default', async () => {
  await openApp(bed);
  await views(1);
  await bed.page.evaluate(() => {
    location.hash = '/cart';
  });
  expect((await views(2))[1].url).toBe(`${bed.site.url('/app')}#/cart`);
});

test('autoPageview: false leaves views to the router; calls within a tick are one', async () => {
  await openApp(bed, '{ autoPageview: false }', { referer: 'https://news.example/' });
  await bed.page.evaluate(() => history.pushState(null, '', '/app/0'));
  expect(await allEvents(bed)).toEqual([]);
  await bed.page.evaluate(() => {
    window.tracker.pageview();
    window.tracker.pageview();
    document.title = 'Set by the router';
  });
  await views(1);
  await bed.page.evaluate(() => {
    window.tracker.pageview({ url: 'https://shop.test/virtual', title: 'Virtual' });
  });
  await views(2);
  await bed.page.evaluate(() => window.tracker.pageview({ referrer: 'https://given.example/' }));
  await views(3);
  const seen = (await allEvents(bed, 'pageview')).map(({ url, page_title, referrer }) => [url, page_title, referrer]);
  expect(seen).toEqual([
    [bed.site.url('/app/0'), 'Set by the router', 'https://news.example/'],
    ['https://shop.test/virtual', 'Virtual', bed.site.url('/app/0')],
    [bed.site.url('/app/0'), 'Set by the router', 'https://given.example/'],
  ]);
});

test('a view by hand of a page that is hidden waits until it is shown', async () => {
  await bed.page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => !('shown' in window) });
  });
  await openApp(bed, '{ autoPageview: false }');
  await bed.page.evaluate(() => window.tracker.pageview());
  expect(await allEvents(bed)).toEqual([]);
  await bed.page.evaluate(() => {
    Object.assign(window, { shown: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  expect((await views(1))[0].url).toBe(bed.site.url('/app'));
});

test('autoPageview: false counts a page that comes back from the back/forward cache, which no router sees', async () => {
  bed.site.pages.set('/other', {});
  await openApp(bed, '{ autoPageview: false }');
  await bed.page.evaluate(() => window.tracker.pageview());
  await views(1);
  // A page that waits for an answer is not kept.
  await untilAnswered(bed);
  await bed.page.evaluate((url) => {
    location.href = url;
  }, bed.site.url('/other'));
  await bed.page.waitForURL('**/other');
  await bed.page.goBack({ waitUntil: 'commit' });
  expect((await views(2))[1]).toMatchObject({ url: bed.site.url('/app'), referrer: bed.site.url('/app') });
});

test('beforeSend changes and drops events; one that throws leaves them as they were', async () => {
  await openApp(
    bed,
    `{ beforeSend(event) {
      if (event.kind === 'pageview') return { ...event, url: event.url.replace('secret', '***') };
      if (event.action === 'drop') return null;
      if (event.action === 'throw') { event.actor = 'half changed'; throw new Error('from the hook') }
      event.actor = 'changed in place';
    } }`,
    { path: '/secret' },
  );
  await bed.page.evaluate(() => {
    for (const action of ['drop', 'throw', 'change']) window.tracker.audit(action, 'ann');
  });
  const [view] = await views(1);
  expect(view.url).toBe(bed.site.url('/***'));
  const audits = (await allEvents(bed, 'audit')).map(({ action, actor }) => [action, actor]);
  expect(audits).toEqual([
    ['throw', 'ann'],
    ['change', 'changed in place'],
  ]);
  expect(await bed.page.evaluate(() => window.losses)).toEqual([]);
});

test('events that cannot be encoded lose their context, and nothing that is called throws', async () => {
  await openApp(bed);
  await bed.page.evaluate(() => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    window.tracker.audit('circular', 'ann', circular);
    // biome-ignore lint/suspicious/noExplicitAny: what no typed caller would pass.
    const tracker = window.tracker as any;
    tracker.error();
    tracker.audit(3n);
    tracker.pageview(7);
    tracker.setConsent('nonsense');
    tracker.setConsent('granted');
    tracker.error(Object.create(null));
  });
  const audits = await allEvents(bed, 'audit');
  expect(audits).toHaveLength(1);
  expect(audits[0]).not.toHaveProperty('context');
  expect(bed.complaints).toEqual([]);
});
