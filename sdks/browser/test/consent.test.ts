import { expect, test } from 'vitest';
import { allEvents, openApp, openBed, settle, UUID_V4 } from './support/bed.ts';

const bed = openBed();

const traces = async () => [
  ...(await bed.context.cookies()),
  ...(await bed.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])),
];

/** A visit during which the visitor was not asked yet: two views, an error and an audit entry. */
async function visitBeforeConsent() {
  await openApp(bed, `{ consent: 'pending', use: [engagement(), errors()] }`);
  await settle(bed);
  await bed.page.evaluate(() => {
    window.tracker.error('early');
    window.tracker.audit('early');
    history.pushState(null, '', '/app/2');
  });
  await settle(bed);
}

test('pending: nothing is stored and nothing leaves, not even when the page is left', async () => {
  await visitBeforeConsent();
  expect(await allEvents(bed)).toEqual([]);
  expect(await traces()).toEqual([]);
  await bed.page.goto('about:blank');
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
});

test('granted: what waited leaves, under ids that are given only now', async () => {
  await visitBeforeConsent();
  await bed.page.evaluate(() => window.tracker.setConsent('granted'));
  const views = await bed.collector.waitForEvents('pageview', 2);
  expect(views.map(({ url }) => new URL(url).pathname)).toEqual(['/app', '/app/2']);
  expect(views[0].visitor_id).toMatch(UUID_V4);
  expect(views[1]).toMatchObject({ visitor_id: views[0].visitor_id, session_token: views[0].session_token });
  expect(await allEvents(bed, 'error')).toMatchObject([{ message: 'early', visitor_id: views[0].visitor_id }]);
  expect(await allEvents(bed, 'audit')).toMatchObject([{ action: 'early' }]);
  expect((await bed.context.cookies()).map(({ name }) => name)).toEqual(['_ml_vid']);
});

test('denied: what waited is gone; granted after all, the present page counts', async () => {
  await visitBeforeConsent();
  await bed.page.evaluate(() => window.tracker.setConsent('denied'));
  await bed.page.evaluate(() => window.tracker.error('denied'));
  expect(await allEvents(bed)).toEqual([]);
  expect(await traces()).toEqual([]);
  await bed.page.evaluate(() => window.tracker.setConsent('granted'));
  await bed.collector.waitForEvents('pageview', 1);
  expect((await allEvents(bed)).map(({ kind, url }) => [kind, url])).toEqual([['pageview', bed.site.url('/app/2')]]);
});

test('taken back: what waits stays here, ids are removed, and nothing follows', async () => {
  await openApp(bed);
  await bed.collector.waitForEvents('pageview', 1);
  await bed.page.evaluate(() => {
    window.tracker.audit('waits');
    window.tracker.setConsent('denied');
    history.pushState(null, '', '/app/2');
  });
  expect(await allEvents(bed)).toHaveLength(1);
  expect(await bed.context.cookies()).toEqual([]);
});

test('denied from the start: ids of earlier visits are removed; granted, the page counts', async () => {
  await openApp(bed);
  expect(await allEvents(bed)).toHaveLength(1);
  await openApp(bed, `{ consent: 'denied' }`, { path: '/denied' });
  await settle(bed);
  expect(await bed.context.cookies()).toEqual([]);
  expect(bed.collector.events()).toHaveLength(1);
  await bed.page.evaluate(() => window.tracker.setConsent('granted'));
  expect((await bed.collector.waitForEvents('pageview', 2))[1].url).toBe(bed.site.url('/denied'));
});

test('who opted out meanwhile is not tracked by a consent', async () => {
  await visitBeforeConsent();
  await bed.page.evaluate(() => {
    window.tracker.optOut();
    window.tracker.setConsent('granted');
  });
  expect(await allEvents(bed)).toEqual([]);
});

test('a hundred events wait for a consent, and what is more is counted as lost', async () => {
  await openApp(bed, `{ consent: 'pending' }`);
  await settle(bed);
  await bed.page.evaluate(() => {
    for (let i = 0; i < 120; i++) window.tracker.audit(`action ${i}`);
  });
  const losses = await bed.page.evaluate(() => window.losses);
  expect(losses).toEqual(Array(21).fill({ reason: 'queue_full', count: 1, message: '' }));
  await bed.page.evaluate(() => window.tracker.setConsent('granted'));
  expect(await allEvents(bed, 'audit')).toHaveLength(99);
});
