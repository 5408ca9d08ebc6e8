import { openUndriven } from '@micrologs/testing';
import { afterEach, expect, test } from 'vitest';
import { openBed, UUID_V4 } from './support/bed.ts';
import { until } from './support/collector.ts';

// What an automated browser does not do: prerender, and hide tabs that are behind others. Here the pages act by themselves.
const bed = openBed();
let end: (() => Promise<void>) | undefined;

afterEach(async () => {
  await end?.();
  end = undefined;
});

test('a prerendered page counts when it is opened, with its own engagement', async () => {
  const rules = JSON.stringify({ prerender: [{ urls: ['/next'], eagerness: 'immediate' }] });
  bed.site.pages.set('/start', {
    head: `${bed.tag()}<script type="speculationrules">${rules}</script>`,
    // The prerendered page has run all its scripts when it says so; then the visitor follows the link.
    body: `<script>setInterval(() => { if (localStorage.ready) location.href = '/next' }, 50)</script>`,
  });
  bed.site.pages.set('/next', {
    head: `${bed.tag()}<script>window.prerendered = document.prerendering; window.cookieThen = document.cookie</script>`,
    body: `<script>
      addEventListener('load', () => setTimeout(() => { localStorage.ready = 1 }, 300));
      document.addEventListener('prerenderingchange', () => setTimeout(() => Micrologs.audit('opened', '', { prerendered, cookieThen, session: sessionStorage.length }), 300));
    </script>`,
  });
  end = await openUndriven(bed.site.url('/start'));

  const [start, next] = await bed.collector.views(2);
  const [opened] = await bed.collector.wait('audit', 1);
  expect(opened!.body).toMatchObject({ action: 'opened', context: { prerendered: true } });
  expect([start.url, next.url]).toEqual([bed.site.url('/start'), bed.site.url('/next')]);
  expect(next).toMatchObject({ referrer: start.url, visitor_id: start.visitor_id });
  const order = bed.collector.received
    .filter(({ method }) => method === 'POST')
    .map(({ endpoint, body }) => body.url ?? endpoint);
  expect(order.filter((url) => url === next.url)).toHaveLength(1);
  const [engagement] = await bed.collector.engagements(1);
  expect(engagement.pageview_id).toBe(start.event_id);
});

test('a tab behind another stops its clock, and one loaded there counts when it comes to the front', async () => {
  bed.site.pages.set('/front', {
    head: bed.tag(),
    // Opens a tab in front of itself, and moves on while it is hidden.
    body: `<script>
      addEventListener('load', () => setTimeout(() => { window.open('/popup') }, 300));
      document.addEventListener('visibilitychange', () => { if (document.hidden) setTimeout(() => { location.href = '/behind' }, 300) });
    </script>`,
  });
  bed.site.pages.set('/popup', {
    head: bed.tag(),
    body: `<script>new BroadcastChannel('loaded').addEventListener('message', () => setTimeout(() => fetch('${bed.collector.url}/api/track/closing', { method: 'POST' }).then(close), 300), { once: true })</script>`,
  });
  bed.site.pages.set('/behind', {
    head: bed.tag(),
    // Says so again and again: the tab in front may not listen yet.
    body: `<script>addEventListener('load', () => setInterval(() => { if (document.hidden) new BroadcastChannel('loaded').postMessage('') }, 300))</script>`,
  });
  end = await openUndriven(bed.site.url('/front'));

  const views = await bed.collector.views(3);
  expect(views.map(({ url }) => new URL(url).pathname)).toEqual(['/front', '/popup', '/behind']);
  for (const view of views) expect(view.event_id).toMatch(UUID_V4);
  expect(views[2].session_token).toBe(views[0].session_token);

  await until(
    () => bed.collector.posts('batch').some(({ body }) => body.events[0].pageview_id === views[0].event_id),
    () => 'engagement of the first page',
  );
  const order = bed.collector.received
    .filter(({ method }) => method === 'POST')
    .map(({ endpoint, body }) => body?.url ?? endpoint);
  expect(order.indexOf(views[2].url)).toBeGreaterThan(order.indexOf('closing'));
  expect(order).toContain('closing');
});
