import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openBed, untilAnswered } from './support/bed.ts';

const bed = openBed();

/** Opens a page whose clock stands still until the test moves it; its first view is sent. */
async function openFrozen(path: string, page: Page = bed.page) {
  await page.clock.install({ time: '2024-05-01T10:00:00Z' });
  // Far enough ahead that a slow machine is not there before.
  await page.clock.pauseAt('2024-05-01T11:00:00Z');
  await page.goto(bed.site.url(path));
  return (await views(1))[0];
}

/** The pageviews' bodies, once the page, whose clock stands still, has come to that many. */
async function views(count: number) {
  const sent = async () => {
    await bed.page.clock.runFor(0);
    return bed.collector.posts('pageview').length;
  };
  await expect.poll(sent).toBe(count);
  return bed.collector.views(count);
}

/** Sets whether the page believes to be visible, and tells it. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, hidden);

/** Sets whether the page has the focus, and tells it. */
const setFocus = (page: Page, focused: boolean) =>
  page.evaluate((focused) => {
    document.hasFocus = () => focused;
    window.dispatchEvent(new Event(focused ? 'focus' : 'blur'));
  }, focused);

test('leaving a page sends its engagement as a beacon: text/plain, the key in the address', async () => {
  bed.define(['/a']);
  const view = await openFrozen('/a');
  await bed.page.clock.runFor(4_000);
  await bed.page.goto('about:blank');

  const beacon = (await bed.collector.wait('batch', 1))[0]!;
  expect(beacon.headers['content-type']).toMatch(/^text\/plain/);
  expect(beacon.headers.origin).toBe(new URL(bed.site.url('/')).origin);
  expect(beacon.query.get('k')).toBe('0123456789abcdef0123456789abcdef');
  expect(beacon.body).toEqual({
    events: [{ kind: 'engagement', pageview_id: view.event_id, engaged_ms: 4_000, scroll_pct: 100 }],
  });
  expect(bed.collector.received.filter(({ endpoint }) => endpoint === 'batch')).toHaveLength(1);
});

test('the beacon names its origin also on a site that sends no referrers', async () => {
  bed.site.pages.set('/quiet', { head: bed.tag(), headers: { 'Referrer-Policy': 'no-referrer' } });
  await openFrozen('/quiet');
  await bed.page.clock.runFor(1_000);
  await bed.page.goto('about:blank');
  expect((await bed.collector.wait('batch', 1))[0]!.headers.origin).toBe(new URL(bed.site.url('/')).origin);
});

test('only visible and focused time counts; each report is cumulative', async () => {
  bed.define(['/a']);
  const { event_id } = await openFrozen('/a');
  const { page } = bed;
  await page.clock.runFor(1_000);
  await setFocus(page, false);
  await page.clock.runFor(20_000);
  await setFocus(page, true);
  await page.clock.runFor(500);
  await setHidden(page, true);
  expect(await bed.collector.engagements(1)).toMatchObject([{ pageview_id: event_id, engaged_ms: 1_500 }]);

  await page.clock.runFor(60_000);
  await setHidden(page, false);
  await page.clock.runFor(2_000);
  await setHidden(page, true);
  expect(await bed.collector.engagements(2)).toMatchObject([
    { pageview_id: event_id, engaged_ms: 1_500 },
    { pageview_id: event_id, engaged_ms: 3_500 },
  ]);

  // Closed while hidden: nothing new to say.
  await page.goto('about:blank');
  expect(bed.collector.posts('batch')).toHaveLength(2);
});

test('a new view of a single-page application ends the previous one', async () => {
  bed.define(['/app']);
  const first = await openFrozen('/app');
  const { page } = bed;
  await page.clock.runFor(3_000);
  await page.evaluate(() => history.pushState(null, '', '/app/next'));
  const second = (await views(2))[1];
  await page.clock.runFor(700);
  await page.goto('about:blank');

  const reports = await bed.collector.engagements(2);
  expect(reports).toMatchObject([
    { pageview_id: first.event_id, engaged_ms: 3_000 },
    { pageview_id: second.event_id, engaged_ms: 700 },
  ]);
});

test('scroll depth is the lowest point seen, in percent, and starts anew with each view', async () => {
  bed.define(['/long']);
  bed.site.pages.get('/long')!.body =
    '<a href="#x" onclick="event.stopPropagation()">x</a><div style="height: 7000px"></div>';
  await bed.page.setViewportSize({ width: 800, height: 700 });
  await openFrozen('/long');
  const { page } = bed;
  const scrollTo = async (y: number) => {
    await page.evaluate(
      (y) =>
        new Promise((done) => {
          addEventListener('scroll', done, { once: true });
          window.scrollTo(0, y);
        }),
      y,
    );
  };
  const pagePx = await page.evaluate(() => document.documentElement.scrollHeight);
  const percent = (px: number) => Math.round((100 * px) / pagePx);

  await scrollTo(2_800);
  await scrollTo(100);
  await page.clock.runFor(1_000);
  await page.evaluate(() => history.pushState(null, '', '/long/second'));
  await views(2);
  await page.clock.runFor(1_000);
  await page.evaluate(() => document.querySelector('a')!.click());
  await views(3);
  await page.clock.runFor(1_000);
  await scrollTo(pagePx);
  await page.goto('about:blank');

  const reports = await bed.collector.engagements(3);
  expect(reports.map(({ scroll_pct }) => scroll_pct)).toEqual([percent(3_500), percent(800), 100]);
});

test('a page that comes back from the back/forward cache starts a new measurement', async () => {
  bed.define(['/a', '/b']);
  const first = await openFrozen('/a');
  const { page } = bed;
  // A page that waits for an answer is not kept.
  await untilAnswered(bed);
  await page.clock.runFor(2_000);
  await page.evaluate((url) => {
    location.href = url;
  }, bed.site.url('/b'));
  await page.waitForURL(bed.site.url('/b'));
  await views(2);
  await page.evaluate(() => history.back());
  await page.waitForURL(bed.site.url('/a'), { waitUntil: 'commit' });
  const third = (await views(3))[2];
  await page.clock.runFor(900);
  await setHidden(page, true);

  const reports = await bed.collector.engagements(2);
  expect(third.event_id).not.toBe(first.event_id);
  expect(reports.filter(({ pageview_id }) => pageview_id === first.event_id)).toMatchObject([{ engaged_ms: 2_000 }]);
  expect(reports.filter(({ pageview_id }) => pageview_id === third.event_id)).toMatchObject([{ engaged_ms: 900 }]);
});
