import { expect, test } from 'vitest';
import { allViews, openBed } from './support/bed.ts';

const bed = openBed();

/** Opens the application with a first view. */
async function open() {
  bed.define(['/app']);
  await bed.page.goto(bed.site.url('/app'), { referer: 'https://news.example/' });
  return (await bed.collector.views(1))[0];
}

test('pushState, replaceState, a hash and going back are views with the new title and the previous URL as referrer', async () => {
  const first = await open();
  const go = (code: string) => bed.page.evaluate(code);

  await go(`history.pushState({}, '', '/app/pricing'); document.title = 'Pricing'`);
  await bed.collector.views(2);
  await go(`history.replaceState({}, '', '/app/pricing?plan=pro'); document.title = 'Pro'`);
  await bed.collector.views(3);
  await go(`location.hash = 'faq'`);
  await bed.collector.views(4);
  await go(`addEventListener('popstate', () => { document.title = 'Back' }); history.back()`);
  await bed.collector.views(5);

  const views = await allViews(bed);
  expect(views.map((view) => [view.url, view.page_title, view.referrer])).toEqual([
    [bed.site.url('/app'), '/app', 'https://news.example/'],
    [bed.site.url('/app/pricing'), 'Pricing', bed.site.url('/app')],
    [bed.site.url('/app/pricing?plan=pro'), 'Pro', bed.site.url('/app/pricing')],
    [bed.site.url('/app/pricing?plan=pro#faq'), 'Pro', bed.site.url('/app/pricing?plan=pro')],
    [bed.site.url('/app/pricing?plan=pro'), 'Back', bed.site.url('/app/pricing?plan=pro#faq')],
  ]);
  expect(new Set(views.map((view) => view.session_token))).toEqual(new Set([first.session_token]));
  expect(new Set(views.map((view) => view.event_id)).size).toBe(5);
});

test('the same URL again is no view, and several changes within a tick are one', async () => {
  await open();
  await bed.page.evaluate(() => {
    history.replaceState({ scroll: 10 }, '', location.href);
    history.pushState({}, '', '/app');
  });
  expect(await allViews(bed)).toHaveLength(1);

  await bed.page.evaluate(() => {
    history.pushState({}, '', '/app/one');
    history.replaceState({}, '', '/app/two');
    history.pushState({}, '', '/app/three');
  });
  await bed.collector.views(2);
  expect((await allViews(bed)).map(({ url }) => url)).toEqual([bed.site.url('/app'), bed.site.url('/app/three')]);
});

test('the history methods keep their this, arguments, result and errors', async () => {
  await open();
  const outcome = await bed.page.evaluate(() => {
    const caught = (task: () => unknown) => {
      try {
        return task();
      } catch (error) {
        return (error as Error).name;
      }
    };
    const detached = history.pushState;
    return {
      result: history.pushState({ kept: 1 }, '', '/app/kept'),
      state: history.state,
      url: location.pathname,
      otherOrigin: caught(() => history.pushState({}, '', 'https://elsewhere.example/')),
      uncloneable: caught(() => history.replaceState(() => 0, '', '/app/no')),
      tooFew: caught(() => (history.pushState as (...args: unknown[]) => void)()),
      wrongThis: caught(() => detached.call({} as History, {}, '', '/app/no')),
    };
  });
  expect(outcome).toEqual({
    result: undefined,
    state: { kept: 1 },
    url: '/app/kept',
    otherOrigin: 'SecurityError',
    uncloneable: 'DataCloneError',
    tooFew: 'TypeError',
    wrongThis: 'TypeError',
  });
  await bed.collector.views(2);
  expect(await allViews(bed)).toHaveLength(2);
});

test('other code may wrap the history methods before and after', async () => {
  const wrap = (name: string) =>
    `<script>{ const { pushState } = history; history.pushState = function () { window.calls = (window.calls || '') + '${name}'; return pushState.apply(this, arguments); } }</script>`;
  bed.site.pages.set('/app', { head: wrap('before ') + bed.tag() + wrap('after ') });
  await bed.page.goto(bed.site.url('/app'));
  await bed.collector.views(1);
  await bed.page.evaluate(() => history.pushState(null, '', '/app/next'));
  await bed.collector.views(2);
  expect(await allViews(bed)).toHaveLength(2);
  expect(await bed.page.evaluate('calls')).toBe('after before ');
});

test('a page without the right to change its history methods is tracked all the same', async () => {
  bed.site.pages.set('/frozen', { head: `<script>Object.freeze(history)</script>${bed.tag()}` });
  await bed.page.goto(bed.site.url('/frozen'));
  await bed.collector.views(1);
  expect(await bed.page.evaluate(() => typeof window.Micrologs.error)).toBe('function');
  expect(bed.complaints).toEqual([]);
});
