import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchBrowser } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ServedServer, serve } from '../../../conformance/src/served.ts';
import { bundleRecipe } from './recipes.ts';
import { Site } from './site.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

export interface ListeningBed {
  server: ServedServer;
  browser: Browser;
  site: Site;
  /** The client as a script, which defines `recipe`. */
  bundle: string;
  /** A new one for each test, as is the project. */
  page: Page;
  project: { id: number; publicKey: string; secretKey: string };
}

const bed = {} as ListeningBed;

/** The real server and a browser, with a page and a project of its own for each test. */
export function listeningBed(): ListeningBed {
  beforeAll(async () => {
    [bed.server, bed.browser, bed.site, bed.bundle] = await Promise.all([
      serve(),
      launchBrowser(),
      Site.start(),
      bundleRecipe(join(import.meta.dirname, '../../src/realtime.ts'), {}),
    ]);
  });
  afterAll(async () => {
    await bed.browser?.close();
    await bed.site?.close();
    await bed.server?.stop();
  });
  beforeEach(async () => {
    const { data } = await ask(
      '/api/projects/create',
      { name: 'Shop', allowed_domains: ['localhost'] },
      { 'X-Admin-Key': bed.server.adminKey },
    );
    bed.project = { id: data.id, publicKey: data.public_key, secretKey: data.secret_key };
    bed.page = await (await bed.browser.newContext()).newPage();
    await bed.page.exposeFunction('freshToken', () => token());
  });
  afterEach(async () => {
    await bed.page.context().close();
    bed.site.pages.clear();
  });
  return bed;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
export async function ask(path: string, body: object, headers: Record<string, string>): Promise<any> {
  const answer = await fetch(bed.server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return answer.json();
}

export async function token(settings: object = {}): Promise<string> {
  const body = { channels: ['pageviews'], ...settings };
  return (await ask('/api/realtime/token', body, { 'X-API-Key': bed.project.secretKey })).data.token;
}

/** Stores pageviews of these paths, in this order. */
export async function view(...paths: string[]) {
  const events = paths.map((path, index) => ({
    kind: 'pageview',
    url: `https://shop.test${path}`,
    visitor_id: `visitor ${path}`,
    session_token: `session ${path}`,
    user_agent: USER_AGENT,
    occurred_at: Date.now() - 1_000 + index,
  }));
  await ask('/api/track/batch', { events }, { 'X-API-Key': bed.project.secretKey });
}

/** Opens a page that listens to `pageviews` and keeps what it hears. @param options code */
export async function listen(options: string, listener = '{}', host?: string) {
  bed.site.pages.set('/', {
    body: `<script>${bed.bundle}</script><script>
      window.heard = []; window.states = [];
      const listener = {
        onSnapshot: (events) => heard.push({ snapshot: events }),
        onEvents: (events, place) => { heard.push(...events); window.place = place },
        onError: (error) => heard.push({ error }),
        ...${listener},
      };
      window.feed = recipe.connect({ apiUrl: '${bed.server.url}', onState: (state) => states.push(state), ...${options} });
      window.stop = feed.subscribe('pageviews', listener);
    </script>`,
  });
  await bed.page.goto(bed.site.url('/', host));
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the page heard.
export const heard = (): Promise<any[]> => bed.page.evaluate('heard');
export const states = async () =>
  ((await bed.page.evaluate('states')) as { state: string; code?: number }[]).map(({ state, code }) => code ?? state);
export const paths = async () =>
  (await heard()).map(({ snapshot, error, url }) => (snapshot ? 'snapshot' : (error?.code ?? new URL(url).pathname)));
export const untilPaths = (...expected: string[]) => expect.poll(paths).toEqual(expected);

/** A server that says what a test wants. @param obey is called with each message of a client */
export async function scriptedServer(
  obey: (message: Record<string, unknown>, socket: WebSocket, connection: number) => void,
) {
  const scripted = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => scripted.once('listening', resolve));
  let connections = 0;
  scripted.on('connection', (socket) => {
    const connection = ++connections;
    socket.on('message', (data) => obey(JSON.parse(data.toString()), socket, connection));
  });
  const { port } = scripted.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      for (const socket of scripted.clients) socket.terminate();
      await new Promise((resolve) => scripted.close(resolve));
    },
  };
}

export const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
export const welcome = (socket: WebSocket, pingSeconds = 25) =>
  say(socket, { type: 'welcome', protocol: 1, project_id: 1, expires_at: null, ping_seconds: pingSeconds });
