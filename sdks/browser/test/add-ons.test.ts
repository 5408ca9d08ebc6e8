import { openUndriven } from '@micrologs/testing';
import { afterEach, expect, test } from 'vitest';
import { allEvents, KEY, openApp, openBed, settle, stopClock, untilAnswered } from './support/bed.ts';

const bed = openBed();
let end: (() => Promise<void>) | undefined;

afterEach(async () => {
  await end?.();
  end = undefined;
});

/** Events that add-ons captured, as the action and its context. */
const happened = async () =>
  (await allEvents(bed, 'audit')).map(({ action, context }: Record<string, unknown>) => [action, context]);

/** Opens a page whose links and forms lead nowhere, so that one test can click them all. */
const openStill = (options: string, body: string) =>
  openApp(bed, options, {
    body: `${body}<script>
      const isLink = ({ localName }) => localName === 'a';
      for (const type of ['click', 'auxclick', 'submit']) {
        addEventListener(type, (event) => (type === 'submit' || event.composedPath().some(isLink)) && event.preventDefault());
      }
    </script>`,
  });

test('errors: uncaught ones and rejections, each once, with ids, release and causes', async () => {
  await openApp(bed, `{ use: [errors()], release: 'shop@2', environment: 'staging' }`);
  await bed.page.evaluate(() => {
    const fail = () => {
      throw new RangeError('twice', { cause: 'why' });
    };
    setTimeout(fail);
    setTimeout(fail);
    Promise.reject('a reason');
  });
  const errors = await bed.collector.waitForEvents('error', 2);
  expect(errors).toContainEqual(
    expect.objectContaining({
      error_type: 'RangeError',
      message: 'twice',
      release: 'shop@2',
      environment: 'staging',
      context: { causes: ['why'] },
      visitor_id: expect.any(String),
    }),
  );
  expect(errors).toContainEqual(expect.objectContaining({ error_type: 'UnhandledRejection', message: 'a reason' }));
  expect(await allEvents(bed, 'error')).toHaveLength(2);
});

test('errors: a sample of them', async () => {
  await openApp(bed, '{ use: [errors({ sampleRate: 0.5 })] }');
  await bed.page.evaluate(() => {
    const values = [0.2, 0.7, 0.49, 0.5];
    Math.random = () => values.shift() ?? 0;
    for (const name of ['a', 'b', 'c', 'd']) Promise.reject(name);
  });
  await settle(bed);
  expect((await allEvents(bed, 'error')).map(({ message }) => message)).toEqual(['a', 'c']);
});

test('engagement: of each view, to its view', async () => {
  await bed.page.clock.install();
  await openApp(bed, '{ use: [engagement()] }');
  const [first] = await bed.collector.waitForEvents('pageview', 1);
  await untilAnswered(bed);
  await stopClock(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/app/2'));
  await bed.page.clock.runFor(10);
  const [, second] = await bed.collector.waitForEvents('pageview', 2);
  await bed.page.clock.runFor(150);
  await bed.page.goto('about:blank');
  const engagements = await bed.collector.waitForEvents('engagement', 2);
  expect(engagements.map(({ pageview_id }) => pageview_id)).toEqual([first.event_id, second.event_id]);
  for (const { engaged_ms, scroll_pct } of engagements) {
    expect(engaged_ms).toBeGreaterThanOrEqual(100);
    expect(scroll_pct).toBeGreaterThanOrEqual(0);
  }
});

test('engagement: none of a view that beforeSend dropped', async () => {
  await openApp(bed, `{ use: [engagement()], beforeSend: (event) => (event.kind === 'pageview' ? null : event) }`);
  await bed.page.waitForTimeout(200);
  await bed.page.goto('about:blank');
  await settle(bed);
  expect(bed.collector.events()).toEqual([]);
});

test('outboundLinks: links to other hosts, by both buttons, out of shadow trees and images within', async () => {
  await openStill(
    '{ use: [outboundLinks()] }',
    `<a id="out" href="https://ann:secret@other.example/path?q=1#h"><b id="inner">out</b></a>
     <a id="in" href="/inside">in</a> <a id="mail" href="mailto:ann@shop.test">mail</a> <a id="none">no link</a>
     <svg width="20" height="20"><a id="drawn" href="http://drawn.example/"><rect width="20" height="20"/></a></svg>
     <div id="host"></div>
     <script>
       const tree = document.getElementById('host').attachShadow({ mode: 'open' });
       tree.innerHTML = '<a href="//shadow.example/x">in the shadow</a>';
     </script>`,
  );
  for (const id of ['inner', 'in', 'mail', 'none', 'drawn']) await bed.page.click(`#${id}`);
  await bed.page.click('#out', { button: 'middle' });
  await bed.page.click('#out', { button: 'right' });
  await bed.page.click('#host a');
  const page = bed.site.url('/app');
  expect(await happened()).toEqual([
    ['link.outbound', { url: 'https://other.example/path?q=1#h', page }],
    ['link.outbound', { url: 'http://drawn.example/', page }],
    ['link.outbound', { url: 'https://other.example/path?q=1#h', page }],
    ['link.outbound', { url: 'http://shadow.example/x', page }],
  ]);
});

test('outboundLinks: a link that is followed is counted, although its page goes away', async () => {
  bed.site.pages.set('/elsewhere', {});
  await openApp(bed, '{ use: [outboundLinks()] }', {
    body: `<a id="out" href="${bed.site.url('/elsewhere', 'other.test')}">out</a>`,
  });
  await bed.page.click('#out');
  await bed.page.waitForURL('**/elsewhere');
  expect(await bed.collector.waitForEvents('audit', 1)).toMatchObject([{ action: 'link.outbound', actor: '' }]);
});

test('downloads: files by their extension, and whatever is offered for keeping', async () => {
  await openStill(
    '{ use: [downloads()] }',
    `<a id="pdf" href="/files/Price%20list.PDF?v=2">pdf</a> <a id="kept" href="/export" download>kept</a>
     <a id="page" href="/files/">page</a> <a id="other" href="/style.css">style</a>`,
  );
  for (const id of ['pdf', 'kept', 'page', 'other']) await bed.page.click(`#${id}`);
  const page = bed.site.url('/app');
  expect(await happened()).toEqual([
    ['file.download', { url: bed.site.url('/files/Price%20list.PDF?v=2'), extension: 'pdf', page }],
    ['file.download', { url: bed.site.url('/export'), extension: '', page }],
  ]);
});

test('downloads: extensions of your own', async () => {
  await openStill(
    `{ use: [downloads({ extensions: ['css'] })] }`,
    `<a href="/a.pdf">pdf</a> <b><a href="/a.css">css</a></b>`,
  );
  await bed.page.click('text=pdf');
  await bed.page.click('text=css');
  expect(await happened()).toMatchObject([['file.download', { extension: 'css' }]]);
});

test('forms: which one and where to, never what was typed', async () => {
  await openStill(
    '{ use: [forms()] }',
    `<form id="login" action="/session?next=1" method="post">
       <input name="action" value="a secret"><input name="id" value="another"><button>Log in</button></form>
     <form name="search"><button>Search</button></form>
     <form action="https://pay.example/checkout"><button>Pay</button></form>
     <form><input required><button>Invalid</button></form>`,
  );
  for (const label of ['Log in', 'Search', 'Pay', 'Invalid']) await bed.page.click(`text=${label}`);
  const page = bed.site.url('/app');
  const events = await happened();
  expect(events).toEqual([
    ['form.submit', { form: 'login', action: '/session', page }],
    ['form.submit', { form: 'search', action: '/app', page }],
    ['form.submit', { form: '', action: 'https://pay.example/checkout', page }],
  ]);
  expect(JSON.stringify(events)).not.toContain('secret');
});

test('notFound: a document that was answered with 404, and no view of the application after it', async () => {
  await openApp(bed, '{ use: [notFound()] }');
  await settle(bed);
  bed.site.pages.set('/missing', { ...bed.site.pages.get('/app'), status: 404 });
  await bed.page.goto(bed.site.url('/missing'), { referer: bed.site.url('/app') });
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/found'));
  await settle(bed);
  expect(await happened()).toEqual([
    ['page.not_found', { url: bed.site.url('/missing'), referrer: bed.site.url('/app') }],
  ]);
});

test('notFound: views that the application calls so', async () => {
  await openApp(bed, `{ use: [notFound({ when: () => document.title === 'Not found' })] }`);
  await settle(bed);
  await bed.page.evaluate(() => {
    history.pushState(null, '', '/nowhere');
    document.title = 'Not found';
  });
  await settle(bed);
  expect(await happened()).toEqual([
    ['page.not_found', { url: bed.site.url('/nowhere'), referrer: bed.site.url('/app') }],
  ]);
});

test('siteSearch: each term once, whatever the page of the result', async () => {
  await openApp(bed, `{ use: [siteSearch()] }`);
  for (const query of ['?q=red+shoes', '?q=red+shoes&page=2', '?s=hat', '?q=%20', '?other=x', '?q=red+shoes']) {
    await settle(bed);
    await bed.page.evaluate((query) => history.pushState(null, '', `/search${query}`), query);
  }
  await settle(bed);
  expect(await happened()).toEqual([
    ['site.search', { term: 'red shoes', page: '/search' }],
    ['site.search', { term: 'hat', page: '/search' }],
    ['site.search', { term: 'red shoes', page: '/search' }],
  ]);
});

test('siteSearch: parameters of your own', async () => {
  bed.site.pages.set('/find', {});
  await openApp(bed, `{ use: [siteSearch({ parameters: ['term'] })] }`);
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/find?q=no&term=yes'));
  await settle(bed);
  expect(await happened()).toEqual([['site.search', { term: 'yes', page: '/find' }]]);
});

test('fingerprint: on each view, and only with it', async () => {
  await openApp(bed, '{ use: [fingerprint()] }');
  const [view] = await bed.collector.waitForEvents('pageview', 1);
  expect(view.fingerprint.split('|')[0]).toBe(await bed.page.evaluate(() => navigator.userAgent));
});

test('webVitals: one entry for a page load when it is hidden, in the same beacon as the engagement', async () => {
  bed.site.pages.set('/vital', {
    body: `<h1 style="font-size: 80px">A large headline</h1><button onclick="this.textContent = 'pressed'">press</button>
      <script type="module">
        import { init, engagement, webVitals } from '${bed.collector.url}/index.mjs';
        init({ publicKey: '${KEY}', apiUrl: '${bed.collector.url}', use: [engagement(), webVitals()] });
        // Nobody drives this browser: it measures as for a visitor. Once it has, the page opens a tab in front of itself.
        addEventListener('load', () => new PerformanceObserver((_, observer) => {
          observer.disconnect();
          setTimeout(() => window.open('/front'), 500);
        }).observe({ type: 'largest-contentful-paint', buffered: true }));
      </script>`,
  });
  bed.site.pages.set('/front', {});
  end = await openUndriven(bed.site.url('/vital'));
  const [entry, ...none] = await bed.collector.waitForEvents('audit', 1);
  const measured = { value: expect.any(Number), rating: expect.stringMatching(/^(good|needs-improvement|poor)$/) };
  expect(entry).toMatchObject({
    action: 'web.vitals',
    context: {
      page: bed.site.url('/vital'),
      navigation: 'navigate',
      LCP: measured,
      FCP: measured,
      TTFB: measured,
      CLS: measured,
    },
  });
  expect(none).toEqual([]);
  const beacon = bed.collector.posts('batch').find(({ body }) => body.events.includes(entry));
  expect(beacon!.body.events.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['audit', 'engagement']);
});

test('a project that refuses audit entries from pages is asked once, and the page hears nothing of it', async () => {
  bed.collector.answer = ({ body }) => {
    const results = body.events.map(({ kind }: { kind: string }, index: number) => ({
      index,
      status: kind === 'audit' ? 'rejected' : 'queued',
      ...(kind === 'audit' && { message: 'This project accepts audit entries with its secret key only' }),
    }));
    return { status: 202, body: { success: true, message: 'OK', data: { results } } };
  };
  await openStill('{ use: [outboundLinks()] }', '<a href="https://other.example/">out</a>');
  for (let i = 0; i < 3; i++) {
    await bed.page.click('text=out');
    await allEvents(bed);
  }
  expect(bed.collector.events('audit')).toHaveLength(1);
  expect(bed.collector.events('pageview')).toHaveLength(1);
  expect(bed.complaints).toEqual([]);
});

test('an add-on that throws disturbs neither the others nor the page; own ones are functions', async () => {
  await openApp(
    bed,
    `{ use: [
      () => { throw new Error('broken') },
      (host) => host.onView((view) => { throw new Error('broken too') }),
      (host) => host.onView(({ url }) => host.event('seen', { url, key: host.options.publicKey })),
    ] }`,
  );
  await bed.collector.waitForEvents('pageview', 1);
  expect(await happened()).toEqual([['seen', { url: bed.site.url('/app'), key: KEY }]]);
  expect(bed.complaints).toEqual([]);
});
