import { expect, test } from 'vitest';
import { allEvents, KEY, openApp, openBed, settle, stopClock, UUID_V4, untilAnswered } from './support/bed.ts';
import { type Answer, until } from './support/collector.ts';

const bed = openBed();
const BODY_LIMIT = 65_536;

const losses = () => bed.page.evaluate(() => window.losses);
const flush = (deadlineMs = 25_000) => bed.page.evaluate((deadlineMs) => window.tracker.flush(deadlineMs), deadlineMs);

/** Opens an application whose first view is delivered, so that what follows is the test's own. */
async function open(options?: string) {
  await openApp(bed, options);
  await bed.collector.waitForEvents('pageview', 1);
  await flush();
  bed.collector.received.length = 0;
}

/** Captures as many audit entries, `a0` onwards. */
const capture = (count: number) =>
  bed.page.evaluate((count) => {
    for (let i = 0; i < count; i++) window.tracker.audit(`a${i}`);
  }, count);

/** The actions of the audit entries in each request. */
const batches = () =>
  bed.collector.posts('batch').map(({ body }) => body.events.map(({ action }: { action: string }) => action));

/** The server says this to the first requests, and takes everything after them. */
function answerFirst(...answers: (Answer | null)[]) {
  const usual = bed.collector.answer;
  bed.collector.answer = (request) => (answers.length > 0 ? answers.shift()! : usual(request));
}

/** Lets the page's clock, which stands still, go on in steps until something is so, and waits after each for the answers. */
async function runUntil(isSo: () => boolean) {
  for (let step = 0; !isSo(); step++) {
    expect(step, JSON.stringify(batches())).toBeLessThan(100);
    await bed.page.clock.runFor(5_000);
    await untilAnswered(bed);
  }
}

test('[D1] events of a moment are one request, as text with the key in its address, and need no preflight', async () => {
  await open();
  await capture(5);
  await flush();
  expect(batches()).toEqual([['a0', 'a1', 'a2', 'a3', 'a4']]);
  const [request, ...none] = bed.collector.received;
  expect(none).toEqual([]);
  expect(request!.headers['content-type']).toMatch(/^text\/plain/);
  expect(request!.query.get('k')).toBe(KEY);
});

test('[D1] one batch is under way at a time, and none has more than 100 events', async () => {
  await open();
  const under = { now: 0, most: 0 };
  await bed.context.route('**/api/track/batch*', async (route) => {
    under.most = Math.max(under.most, ++under.now);
    await new Promise((resolve) => setTimeout(resolve, 20));
    under.now--;
    await route.continue();
  });
  await capture(250);
  expect(await flush()).toBe(true);
  expect(batches().map((batch) => batch.length)).toEqual([100, 100, 50]);
  expect(batches().flat()).toEqual(Array.from({ length: 250 }, (_, i) => `a${i}`));
  expect(under.most).toBe(1);
});

test('[D1] no body is above what browsers let outlive their page', async () => {
  await open();
  await bed.page.evaluate(() => {
    for (const letter of ['x', 'é', '汉', '\u0001']) {
      for (let i = 0; i < 6; i++) window.tracker.error(letter.repeat(3_900), { text: letter.repeat(3_900) });
    }
  });
  expect(await flush()).toBe(true);
  expect(bed.collector.events('error')).toHaveLength(24);
  expect(bed.collector.posts('batch').length).toBeGreaterThan(1);
  for (const { bytes } of bed.collector.posts('batch')) expect(bytes).toBeLessThan(BODY_LIMIT);
});

test('[D2] a view leaves at once, other events within a second, twenty without waiting', async () => {
  await bed.page.clock.install();
  await openApp(bed);
  await bed.collector.waitForEvents('pageview', 1);
  await untilAnswered(bed);
  await stopClock(bed);
  await capture(19);
  await bed.page.clock.runFor(900);
  expect(bed.collector.events('audit')).toEqual([]);
  await bed.page.clock.runFor(100);
  await bed.collector.waitForEvents('audit', 19);
  await untilAnswered(bed);
  await capture(20);
  await bed.page.clock.runFor(0);
  await bed.collector.waitForEvents('audit', 39);
});

test('[D3] the same events go again, with their ids, in order, whatever went wrong', async () => {
  await bed.page.clock.install();
  await open();
  await stopClock(bed);
  const failures: (Answer | null)[] = [
    null,
    ...[408, 425, 429, 500, 502, 503, 504].map((status) => ({ status })),
    { status: 202, body: '{"success":true,"mess' },
    { status: 202, body: '<html>' },
  ];
  for (const failure of failures) {
    bed.collector.received.length = 0;
    answerFirst(failure);
    await capture(3);
    await runUntil(() => bed.collector.posts('batch').length >= 2);
    const [first, second, ...none] = bed.collector.posts('batch').map(({ body }) => body.events);
    expect(first.map(idAndAction)).toEqual(second.map(idAndAction));
    expect(first.map(({ action }: { action: string }) => action)).toEqual(['a0', 'a1', 'a2']);
    expect(first[0].event_id).toMatch(UUID_V4);
    expect(none).toEqual([]);
  }
  expect(await losses()).toEqual([]);
});

const idAndAction = ({ event_id, action }: Record<string, string>) => [event_id, action];

test('[D3] Retry-After is obeyed, and events that come late say when they happened', async () => {
  await bed.page.clock.install();
  await open();
  await stopClock(bed);
  answerFirst({ status: 503, headers: { 'Retry-After': '30' } });
  await capture(1);
  await bed.page.clock.runFor(1_000);
  await bed.collector.wait('batch', 1);
  await untilAnswered(bed);
  await bed.page.clock.runFor(29_000);
  expect(bed.collector.posts('batch')).toHaveLength(1);
  const before = await bed.page.evaluate(() => Date.now());
  await bed.page.clock.runFor(2_000);
  const late = (await bed.collector.wait('batch', 2))[1]!;
  expect(late.body.events[0].occurred_at).toBeLessThan(before - 29_000);
});

test('[D3] after some minutes without a server a batch is lost, and the next one is tried', async () => {
  await bed.page.clock.install();
  await open();
  await stopClock(bed);
  bed.collector.answer = () => ({ status: 500 });
  await capture(2);
  await runUntil(() => bed.collector.posts('batch').length >= 10);
  expect(await losses()).toEqual([{ reason: 'undelivered', count: 2, message: '' }]);
});

test('[D4] a batch that is too large is halved; one event that is too large is lost', async () => {
  await open();
  bed.collector.answer = ({ body }) =>
    body.events.length > 2 || body.events.some(({ action }: { action: string }) => action === 'a5')
      ? { status: 413, body: { success: false, message: 'Payload too large' } }
      : { status: 202, body: { success: true, message: 'OK' } };
  await capture(6);
  expect(await flush()).toBe(true);
  expect(await losses()).toEqual([{ reason: 'too_large', count: 1, message: 'Payload too large' }]);
  expect(
    batches()
      .filter((batch) => batch.length <= 2 && !batch.includes('a5'))
      .flat(),
  ).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
});

test.each([
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [404, 'rejected'],
])('[D4] after a %i a batch is lost as %s, and the page goes on', async (status, reason) => {
  await open();
  answerFirst({ status, body: { success: false, message: 'No' } });
  await capture(2);
  expect(await flush()).toBe(true);
  expect(await losses()).toEqual([{ reason, count: 2, message: 'No' }]);
  await capture(1);
  await flush();
  expect(batches()).toEqual([['a0', 'a1'], ['a0']]);
});

test('[D4] redirects are not followed', async () => {
  await open();
  answerFirst({ status: 307, headers: { Location: `${bed.collector.url}/api/track/elsewhere` } });
  await capture(1);
  expect(await flush()).toBe(true);
  expect(await losses()).toEqual([{ reason: 'rejected', count: 1, message: '' }]);
  expect(bed.collector.posts('elsewhere')).toEqual([]);
});

test('[D5] single events that are rejected are lost, duplicates are not', async () => {
  await open();
  const results = [
    { index: 0, event_id: 'a', status: 'queued' },
    { index: 1, event_id: 'b', status: 'rejected', message: 'action is required' },
    { index: 2, event_id: 'c', status: 'duplicate' },
  ];
  answerFirst({ status: 202, body: { success: true, message: 'OK', data: { results } } });
  await capture(3);
  expect(await flush()).toBe(true);
  expect(await losses()).toEqual([{ reason: 'rejected', count: 1, message: 'action is required' }]);
});

test('[D6] a full queue refuses the newest events', async () => {
  await open();
  bed.collector.answer = () => ({ status: 503 });
  await capture(510);
  expect(await losses()).toEqual(Array(10).fill({ reason: 'queue_full', count: 1, message: '' }));
});

test('[D7] a hook that throws harms nothing', async () => {
  await open(`{ onLoss() { throw new Error('from the hook') } }`);
  answerFirst({ status: 400, body: { success: false, message: 'No' } });
  await capture(1);
  expect(await flush()).toBe(true);
  await capture(1);
  expect(await flush()).toBe(true);
  expect(batches()).toEqual([['a0'], ['a0']]);
});

test('[D8] flush is false at its deadline, and close counts what is left', async () => {
  await open();
  bed.collector.answer = () => ({ status: 503, headers: { 'Retry-After': '60' } });
  await capture(3);
  expect(await flush(100)).toBe(false);
  // What is on its way would not be left, but decided upon later.
  await untilAnswered(bed);
  expect(await bed.page.evaluate(() => window.tracker.close(50))).toBe(false);
  await capture(1);
  expect(await losses()).toEqual([
    { reason: 'closed', count: 3, message: '' },
    { reason: 'closed', count: 1, message: '' },
  ]);
  const requests = bed.collector.received.length;
  expect(await bed.page.evaluate(() => window.tracker.close())).toBe(true);
  await settle(bed);
  expect(bed.collector.received).toHaveLength(requests);
});

test('[D9] while the server is away the page sees nothing of it; everything arrives once, in order, when it is back', async () => {
  await open('{ use: [errors()] }');
  bed.collector.answer = () => null;
  await capture(60);
  await until(
    () => bed.collector.posts('batch').length >= 2,
    () => 'two attempts',
  );
  const failed = bed.collector.received.splice(0).length;
  expect(failed).toBeGreaterThan(1);
  bed.collector.answer = () => ({ status: 202, body: { success: true, message: 'OK' } });
  expect(await flush()).toBe(true);
  expect(batches().flat()).toEqual(Array.from({ length: 60 }, (_, i) => `a${i}`));
  expect(await allEvents(bed, 'error')).toEqual([]);
  expect(await losses()).toEqual([]);
});

test('a page that is left sends what waits as one beacon, engagement included', async () => {
  await bed.page.clock.install();
  await open('{ use: [engagement()] }');
  // A page that takes its time to go would be engaged with for longer, and tell that too.
  await stopClock(bed);
  await bed.page.clock.runFor(150);
  await capture(3);
  await bed.page.goto('about:blank');
  await bed.collector.wait('batch', 1);
  await bed.page.clock.resume();
  await settle(bed);
  const [beacon, ...none] = bed.collector.posts('batch');
  expect(beacon!.body.events.map(({ kind, action }: Record<string, string>) => action ?? kind)).toEqual([
    'a0',
    'a1',
    'a2',
    'engagement',
  ]);
  expect(none).toEqual([]);
});

test('what is captured while the page is hidden leaves at once, together', async () => {
  await open();
  await bed.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    window.tracker.audit('one');
    window.tracker.audit('two');
  });
  await bed.collector.waitForEvents('audit', 2);
  expect(batches()).toEqual([['one', 'two']]);
});

test('beacons that the browser refuses stay with what waits', async () => {
  await open();
  await bed.page.evaluate(() => {
    navigator.sendBeacon = () => false;
    window.tracker.audit('waits');
    dispatchEvent(new Event('pagehide'));
  });
  expect(await flush()).toBe(true);
  expect(batches()).toEqual([['waits']]);
});

test('a browser that is online again sends at once', async () => {
  await bed.page.clock.install();
  await open();
  await stopClock(bed);
  answerFirst(null);
  await capture(1);
  await bed.page.clock.runFor(1_000);
  await bed.collector.wait('batch', 1);
  await untilAnswered(bed);
  await bed.page.evaluate(() => void dispatchEvent(new Event('online')));
  await bed.page.clock.runFor(1);
  await bed.collector.wait('batch', 2);
});
