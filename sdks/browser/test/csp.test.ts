import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bundleScript, SCRIPTS } from '../bundle.mjs';
import { KEY, openBed, settle } from './support/bed.ts';

const bed = openBed();

/** What a site allows that allows as little as it can; violations are collected in `window.violations`. */
const policy = (scripts: string) => ({
  'Content-Security-Policy': [
    `default-src 'none'`,
    `script-src ${scripts}`,
    `connect-src ${bed.collector.url}`,
    `base-uri 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; '),
});
const watch = (nonce: string) =>
  `<script nonce="${nonce}">window.violations = []; addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective + ' ' + event.blockedURI))</script>`;
const NONCE = 'cmFuZG9tIGZvciBlYWNoIGFuc3dlcg';
const files = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];

const violations = async () =>
  ((await bed.page.evaluate('window.violations')) as string[]).filter((text) => !text.includes('favicon'));

test.each(files)('%s runs under a strict policy with a nonce', async (file) => {
  bed.site.pages.set('/', {
    head: watch(NONCE) + bed.tag(`nonce="${NONCE}"`, file),
    headers: policy(`'nonce-${NONCE}' 'strict-dynamic'`),
  });
  await bed.page.goto(bed.site.url('/'));
  await settle(bed);
  await bed.page.evaluate(() => history.pushState(null, '', '/next'));
  await settle(bed);
  const views = [...bed.collector.posts('pageview').map(({ body }) => body), ...bed.collector.events('pageview')];
  expect(views.map(({ url }) => url)).toEqual([bed.site.url('/'), bed.site.url('/next')]);
  expect(await violations()).toEqual([]);
});

test('a tag without the nonce does not run, so the policy is a real one', async () => {
  bed.site.pages.set('/', {
    head: watch(NONCE) + bed.tag(),
    headers: policy(`'nonce-${NONCE}' 'strict-dynamic'`),
  });
  await bed.page.goto(bed.site.url('/'));
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
  expect(await violations()).toEqual([`script-src-elem ${bed.collector.url}/snippet/micrologs.js`]);
});

test('the npm package with all add-ons runs under a strict policy with a nonce', async () => {
  bed.site.pages.set('/', {
    head: `${watch(NONCE)}<script type="module" nonce="${NONCE}">
      import * as micrologs from '${bed.collector.url}/index.mjs';
      const { init, ...addOns } = micrologs;
      window.tracker = init({
        publicKey: '${KEY}', apiUrl: '${bed.collector.url}', use: Object.values(addOns).map((addOn) => addOn()),
      });
      Promise.reject('noticed');
    </script>`,
    headers: policy(`'nonce-${NONCE}' 'strict-dynamic'`),
  });
  await bed.page.goto(bed.site.url('/'));
  await bed.collector.waitForEvents('pageview', 1);
  await bed.collector.waitForEvents('error', 1);
  // A page that waits for an answer is not kept.
  await settle(bed);
  await bed.page.goto('about:blank');
  await bed.collector.waitForEvents('audit', 1);
  await bed.page.goBack({ waitUntil: 'commit' });
  expect(await violations()).toEqual([]);
});

test.each(files)('%s runs with its hash, and does not when it is another file', async (file) => {
  const hash = createHash('sha384')
    .update(await bundleScript(file))
    .digest('base64');
  const other = createHash('sha384').update('something else').digest('base64');
  const page = (hash: string) => ({ head: bed.tag(`integrity="sha384-${hash}" crossorigin`, file) });
  bed.site.pages.set('/other', page(other));
  bed.site.pages.set('/right', page(hash));
  await bed.page.goto(bed.site.url('/other'));
  await settle(bed);
  expect(bed.collector.received).toEqual([]);
  expect(bed.complaints.join()).toContain('integrity');
  await bed.page.goto(bed.site.url('/right'));
  await settle(bed);
  expect(bed.collector.received.length).toBeGreaterThan(0);
});
