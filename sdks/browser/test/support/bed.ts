import { launchBrowser } from '@micrologs/testing';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Loss, Micrologs } from '../../src/client/options.ts';
import type { MicrologsApi } from '../../src/types.ts';
import { Collector, until } from './collector.ts';
import { Site } from './site.ts';

declare global {
  interface Window {
    Micrologs: MicrologsApi & { q: unknown[] };
    /** What `init` returned in a page of `openApp`. */
    tracker: Micrologs;
    losses: Loss[];
  }
}

/** A project's public key. */
export const KEY = '0123456789abcdef0123456789abcdef';
export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const ADD_ONS = [
  'downloads',
  'engagement',
  'errors',
  'fingerprint',
  'forms',
  'notFound',
  'outboundLinks',
  'siteSearch',
  'webVitals',
];

/** A real browser, a web site and a collector on another origin; each test starts with a fresh profile. */
export interface Bed {
  browser: Browser;
  context: BrowserContext;
  collector: Collector;
  site: Site;
  page: Page;
  /** What went wrong in pages: uncaught errors, and errors and warnings on the console. */
  complaints: string[];
  /** Requests that are on their way. */
  inFlight: Set<Request>;
  /** The script tag. @param attributes besides the public key */
  tag(attributes?: string, file?: string): string;
  /** Defines pages that carry the tracker. */
  define(paths: string[], attributes?: string): void;
}

/** Sets the bed up for the tests of a file. `http://plain.test` leads to the site too, as an insecure origin. */
export function openBed(): Bed {
  const bed = {
    complaints: [] as string[],
    inFlight: new Set<Request>(),
    tag: (attributes = '', file = 'micrologs.js') =>
      `<script src="${bed.collector.url}/snippet/${file}" data-public-key="${KEY}" ${attributes}></script>`,
    define: (paths: string[], attributes = '') => {
      for (const path of paths) bed.site.pages.set(path, { head: bed.tag(attributes) });
    },
  } as Bed;

  beforeAll(async () => {
    bed.site = await Site.start();
    bed.browser = await launchBrowser(['--host-resolver-rules=MAP *.test 127.0.0.1']);
  });
  beforeEach(async () => {
    // Each test has its own: a beacon outlives its page, and must not arrive in the next test.
    bed.collector = await Collector.start();
    bed.context = await bed.browser.newContext();
    bed.context.on('weberror', (error) => bed.complaints.push(String(error.error())));
    bed.context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) bed.complaints.push(message.text());
    });
    bed.context.on('request', (request) => bed.inFlight.add(request));
    for (const event of ['requestfinished', 'requestfailed'] as const) {
      bed.context.on(event as 'requestfailed', (request) => bed.inFlight.delete(request));
    }
    bed.page = await bed.context.newPage();
  });
  afterEach(async () => {
    await bed.context.close();
    await bed.collector.close();
    bed.site.pages.clear();
    bed.complaints.length = 0;
    bed.inFlight.clear();
  });
  afterAll(async () => {
    await bed.browser?.close();
    await bed.site?.close();
  });
  return bed;
}

/** Lets everything that the page has begun come to its end: timers, frames, and what they send. */
export async function settle(bed: Bed): Promise<void> {
  await bed.page.evaluate(async () => {
    for (let round = 0; round < 5; round++) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  await until(
    () => bed.inFlight.size === 0,
    () => `the end of ${[...bed.inFlight].map((request) => request.url())}`,
  );
}

/** Of a page whose clock was installed: from now on it goes only as far as the test lets it, however slow the machine is. */
export const stopClock = (bed: Bed) => bed.page.clock.pauseAt(Date.now() + 60_000);

/** Lets the answers to what was sent reach the page, whose clock may stand still. */
export async function untilAnswered(bed: Bed): Promise<void> {
  const goThere = () => bed.page.evaluate(() => fetch('/favicon.ico').then(() => undefined));
  // What was sent is known to be on its way once something else has come back.
  await goThere();
  await until(
    () => bed.inFlight.size === 0,
    () => `answers to ${[...bed.inFlight].map((request) => request.url())}`,
  );
  await goThere();
}

/** Settles, and gives the pageviews that arrived. */
export async function allViews(bed: Bed) {
  await settle(bed);
  return bed.collector.posts('pageview').map(({ body }) => body);
}

/**
 * Opens a page whose module script starts the npm package's client as `window.tracker`.
 * @param options code: the options besides key and address; everything that the package exports is in scope
 */
export async function openApp(
  bed: Bed,
  options = '{}',
  { path = '/app', body = '', referer = '' } = {},
): Promise<void> {
  bed.site.pages.set(path, {
    body: `${body}<script type="module">
      import * as micrologs from '${bed.collector.url}/index.mjs';
      const { ${ADD_ONS.join(', ')} } = micrologs;
      window.micrologs = micrologs;
      window.losses = [];
      window.tracker = micrologs.init({
        publicKey: '${KEY}', apiUrl: '${bed.collector.url}/', onLoss: (loss) => window.losses.push(loss), ...${options},
      });
    </script>`,
  });
  await bed.page.goto(bed.site.url(path), referer ? { referer } : undefined);
}

/** Settles, sends what waits, and gives the events of a kind that arrived. */
export async function allEvents(bed: Bed, kind?: string) {
  await settle(bed);
  await bed.page.evaluate(() => window.tracker.flush(25_000));
  await settle(bed);
  return bed.collector.events(kind);
}
