import { expect, test } from 'vitest';
import { allViews, KEY, openBed, settle, UUID_V4, untilAnswered } from './support/bed.ts';

const bed = openBed();

test('a page load is one pageview with the fields of the contract', async () => {
  bed.define(['/shop']);
  bed.site.pages.get('/shop')!.title = 'Shop ünïcode';
  const url = bed.site.url('/shop?utm_source=mail&b=2#top');
  await bed.page.goto(url, { referer: 'https://news.example/story' });

  await bed.collector.views(1);
  expect(await allViews(bed)).toHaveLength(1);
  const { headers, query, body } = bed.collector.posts('pageview')[0]!;
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(query.get('k')).toBe(KEY);
  expect(body).toEqual({
    event_id: expect.stringMatching(UUID_V4),
    url,
    page_title: 'Shop ünïcode',
    referrer: 'https://news.example/story',
    visitor_id: expect.stringMatching(UUID_V4),
    session_token: expect.stringMatching(UUID_V4),
    screen_resolution: await bed.page.evaluate(() => `${screen.width}x${screen.height}`),
    timezone: await bed.page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  });
  expect(bed.complaints).toEqual([]);
});

test.each(['micrologs.js', 'micrologs.core.js'])('%s asks no other origin for its permission first', async (file) => {
  bed.site.pages.set('/a', { head: bed.tag('', file) });
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  await bed.page.evaluate(() => history.pushState(null, '', '/a/2'));
  await bed.collector.views(2);
  expect(new Set(bed.collector.received.map(({ method }) => method))).toEqual(new Set(['POST']));
});

test('several pages, a reload and a second tab: one visitor, a session for each tab, new event ids', async () => {
  bed.define(['/a', '/b']);
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  await bed.page.goto(bed.site.url('/b'));
  await bed.collector.views(2);
  await bed.page.reload();
  await bed.collector.views(3);
  const tab = await bed.context.newPage();
  await tab.goto(bed.site.url('/a'));
  const views = await bed.collector.views(4);

  expect(views.map(({ url }) => new URL(url).pathname)).toEqual(['/a', '/b', '/b', '/a']);
  expect(new Set(views.map((view) => view.visitor_id)).size).toBe(1);
  expect(new Set(views.slice(0, 3).map((view) => view.session_token)).size).toBe(1);
  expect(views[3].session_token).not.toBe(views[0].session_token);
  expect(new Set(views.map((view) => view.event_id)).size).toBe(4);
});

test('a page from the back/forward cache is a new view that names itself as the referrer', async () => {
  bed.define(['/a', '/b']);
  await bed.page.goto(bed.site.url('/a'), { referer: 'https://news.example/' });
  await bed.collector.views(1);
  // A page that waits for an answer is not kept.
  await untilAnswered(bed);
  await bed.page.evaluate((url) => {
    addEventListener('pageshow', (event) => {
      document.title = `restored: ${event.persisted}`;
    });
    location.href = url;
  }, bed.site.url('/b'));
  await bed.collector.views(2);
  await bed.page.evaluate(() => history.back());

  const views = await bed.collector.views(3);
  expect(views[2]).toMatchObject({
    url: bed.site.url('/a'),
    referrer: bed.site.url('/a'),
    page_title: 'restored: true',
    session_token: views[0].session_token,
  });
  expect(views[2].event_id).not.toBe(views[0].event_id);
  expect(bed.collector.posts('pageview')).toHaveLength(3);
});

test('the title counts also when the script stands in front of it', async () => {
  bed.site.pages.set('/late', { title: '', body: `${bed.tag()}<script>document.title = 'Set later'</script>` });
  await bed.page.goto(bed.site.url('/late'));
  expect((await bed.collector.views(1))[0].page_title).toBe('Set later');
});

test.each(['async', 'defer', ''])('counts once with a tag that is "%s"', async (attribute) => {
  bed.define(['/a'], attribute);
  await bed.page.goto(bed.site.url('/a'));
  await bed.collector.views(1);
  expect(await allViews(bed)).toHaveLength(1);
});

test('a page that is hidden counts when it is first shown, with the address of that moment', async () => {
  bed.define(['/hidden']);
  await bed.page.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => !('shown' in window) });
    Object.defineProperty(document, 'visibilityState', { get: () => ('shown' in window ? 'visible' : 'hidden') });
  });
  await bed.page.goto(bed.site.url('/hidden'));
  await bed.page.evaluate(() => history.pushState(null, '', '/moved'));
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);

  await bed.page.evaluate(() => {
    Object.assign(window, { shown: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await bed.collector.views(1);
  expect((await allViews(bed)).map(({ url }) => url)).toEqual([bed.site.url('/moved')]);
});

test('the core build sends the same pageviews, and nothing else', async () => {
  bed.site.pages.set('/core', { head: bed.tag('', 'micrologs.core.js') });
  await bed.page.goto(bed.site.url('/core'));
  const [first] = await bed.collector.views(1);
  await bed.page.evaluate(() => history.pushState(null, '', '/core/next'));
  const [, second] = await bed.collector.views(2);
  await bed.page.goto('about:blank');
  await settle(bed);

  expect(first).toMatchObject({ url: bed.site.url('/core'), visitor_id: expect.stringMatching(UUID_V4) });
  expect(second).toMatchObject({ referrer: first.url, session_token: first.session_token });
  expect(new Set(bed.collector.received.map(({ endpoint }) => endpoint))).toEqual(new Set(['pageview']));
});
