import { expect, test } from 'vitest';
import { KEY, openBed, settle, stopClock, untilAnswered } from './support/bed.ts';

const bed = openBed();

/** Opens a page with the extended script file. */
async function open(attributes = '', body = '', path = '/app') {
  bed.site.pages.set(path, { head: bed.tag(attributes, 'micrologs.extra.js'), body });
  await bed.page.goto(bed.site.url(path));
}

const events = async (kind?: string) => {
  await settle(bed);
  await bed.page.evaluate(() => (window.Micrologs as unknown as typeof window.tracker).flush(25_000));
  return bed.collector.events(kind);
};

test('by itself it does what the ordinary file does: views, engagement and errors', async () => {
  await bed.page.clock.install();
  await open('', `<a href="#x">x</a><script>Promise.reject('noticed')</script>`);
  await bed.collector.waitForEvents('error', 1);
  await untilAnswered(bed);
  await stopClock(bed);
  await bed.page.goto('about:blank');
  await bed.collector.waitForEvents('engagement', 1);
  expect(
    bed.collector
      .events()
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['engagement', 'error', 'pageview']);
  expect(bed.collector.posts('batch')[0]!.query.get('k')).toBe(KEY);
});

test('attributes switch add-ons on and off', async () => {
  const body = `
    <a id="out" href="https://other.example/">out</a> <a id="file" href="/a.dat">file</a> <a id="pdf" href="/a.pdf">pdf</a>
    <form id="f"><button id="send">send</button></form>
    <script>
      for (const type of ['click', 'submit']) addEventListener(type, (event) => event.target.matches('a, form') && event.preventDefault());
      Promise.reject('noticed');
    </script>`;
  const off = 'data-errors="false" data-engagement="false"';
  const on = 'data-outbound-links data-downloads="dat, bin" data-forms data-not-found data-site-search="term"';
  const visit = async (attributes: string, path: string) => {
    await open(attributes, body, path);
    for (const id of ['out', 'file', 'pdf', 'send']) await bed.page.click(`#${id}`);
    await bed.page.evaluate(() => history.pushState(null, '', '?term=hat'));
    return (await events()).splice(0);
  };
  const quiet = await visit(off, '/off');
  expect(new Set(quiet.map(({ kind }) => kind))).toEqual(new Set(['pageview']));
  bed.collector.received.length = 0;
  const lively = await visit(on, '/on');
  expect(lively.filter(({ kind }) => kind === 'error')).toHaveLength(1);
  expect(lively.filter(({ kind }) => kind === 'audit').map(({ action }) => action)).toEqual([
    'link.outbound',
    'file.download',
    'form.submit',
    'site.search',
  ]);
});

test('consent, router and hashes by attributes', async () => {
  await open('data-consent="pending" data-auto-pageview="false" data-hash-routing="false" data-engagement="false"');
  await bed.page.evaluate(() => {
    window.Micrologs.q.push(['pageview', { title: 'By hand' }]);
    window.Micrologs.audit('action');
  });
  expect(await events()).toEqual([]);
  await bed.page.evaluate(() => window.Micrologs.q.push(['setConsent', 'granted']));
  await bed.collector.waitForEvents('pageview', 1);
  expect((await events()).map(({ action, page_title }) => action ?? page_title).sort()).toEqual(['By hand', 'action']);
});

test('data-exclude-localhost', async () => {
  await open('data-exclude-localhost');
  await bed.page.evaluate(() => window.Micrologs.error('x'));
  expect(await events()).toEqual([]);
});

test('calls that were queued before are made, and two tags count once', async () => {
  bed.site.pages.set('/app', {
    head: `<script>window.Micrologs = { q: [['audit', 'early']] }</script>${bed.tag('', 'micrologs.extra.js')}${bed.tag('', 'micrologs.extra.js')}`,
  });
  await bed.page.goto(bed.site.url('/app'));
  await bed.collector.waitForEvents('audit', 1);
  expect(await events('pageview')).toHaveLength(1);
});
