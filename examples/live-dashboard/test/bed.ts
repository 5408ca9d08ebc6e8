import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launchBrowser, writeCityDatabase } from '@micrologs/testing';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { type ServedServer, serve } from '../../../sdks/conformance/src/served.ts';

/** A headless browser names itself, and would rightly be counted as a robot. */
export const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SERVE = path.join(import.meta.dirname, '../serve.mjs');

/** Where addresses are; the browser's own is the first. */
const COUNTRIES = {
  '127.0.0.0/8': { iso: 'NO', name: 'Norway' },
  '203.0.113.0/24': { iso: 'DE', name: 'Germany' },
  '198.51.100.0/24': { iso: 'IN', name: 'India' },
  '192.0.2.0/24': { iso: 'BR', name: 'Brazil' },
  '198.18.0.0/24': { iso: 'FR', name: 'France' },
  '198.18.1.0/24': { iso: 'US', name: 'United States' },
  '198.18.2.0/24': { iso: 'JP', name: 'Japan' },
  '198.18.3.0/24': { iso: 'PL', name: 'Poland' },
};

/** The example as its README starts it. */
export interface Example {
  url: string;
  stop(): Promise<void>;
}

/** The real server, a project in it for `shop.test` and `blog.test`, a site at these names, a real browser, and the example. */
export class Bed {
  readonly server: ServedServer;
  readonly browser: Browser;
  readonly site: Server;
  readonly folder: string;
  project!: { publicKey: string; secretKey: string };
  example!: Example;

  private constructor(server: ServedServer, browser: Browser, site: Server, folder: string) {
    this.server = server;
    this.browser = browser;
    this.site = site;
    this.folder = folder;
  }

  /** @param settings of the server */
  static async open(settings: Record<string, string> = {}): Promise<Bed> {
    const folder = await mkdtemp(path.join(tmpdir(), 'live-dashboard-'));
    const cities = path.join(folder, 'cities.mmdb');
    writeCityDatabase(
      cities,
      Object.entries(COUNTRIES).map(([network, country]) => ({ network, country })),
    );
    const [server, browser] = await Promise.all([
      serve({ GEOIP_PATH: cities, TRUSTED_PROXIES: '127.0.0.1', ...settings }),
      launchBrowser([`--user-agent=${USER_AGENT}`, '--host-resolver-rules=MAP *.test 127.0.0.1']),
    ]);
    const bed: Bed = new Bed(server, browser, createServer(), folder);
    bed.site.on('request', (request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(bed.#page(request.url!));
    });
    await new Promise<void>((resolve) => bed.site.listen(0, '127.0.0.1', resolve));
    const allowed_domains = ['shop.test', 'blog.test'];
    const { data } = await bed.ask('projects/create', { name: 'Shop', allowed_domains, timezone: zoneAtNoon() });
    bed.project = { publicKey: data.public_key, secretKey: data.secret_key };
    bed.example = await startExample(server.url, bed.project.secretKey);
    return bed;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.example?.stop();
    this.site.closeAllConnections();
    this.site.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Asks an operation by its path behind `/api/`, with the project's secret key or the admin's. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
  async ask(operation: string, body: object): Promise<any> {
    const answer = await fetch(`${this.server.url}/api/${operation}`, {
      method: 'POST',
      headers: { 'X-Admin-Key': this.server.adminKey, ...(this.project && { 'X-API-Key': this.project.secretKey }) },
      body: JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  }

  /** Asks again until there is an answer: what was sent is stored a moment later. */
  async untilAnswered(operation: string): Promise<void> {
    const headers = { 'X-API-Key': this.project.secretKey };
    const isThere = async () =>
      expect((await fetch(`${this.server.url}/api/${operation}`, { headers })).status).toBe(200);
    await vi.waitFor(isThere, { timeout: 60_000 });
  }

  /** A page of the site, whose button fails. */
  #page(url: string): string {
    const snippet = `<script defer src="${this.server.url}/snippet/micrologs.js" data-public-key="${this.project.publicKey}"></script>`;
    return `<!doctype html><html lang="en"><head><title>${url}</title>${snippet}</head>
<body><button onclick="throw new TypeError('The cart is empty')">Pay</button></body></html>`;
  }

  /** An address of the site. */
  url(page: string, host = 'shop.test'): string {
    return `http://${host}:${(this.site.address() as AddressInfo).port}${page}`;
  }

  /** A view that a backend tells of. @param visitor by default somebody who was not there before */
  view(clientIp: string, page: string, visitor: string = randomUUID()): object {
    const who = { visitor_id: visitor, session_token: visitor, client_ip: clientIp, user_agent: USER_AGENT };
    return { kind: 'pageview', url: `https://shop.test${page}`, ...who };
  }
}

/** The name of a zone where midnight, which changes what today means, is hours away. */
function zoneAtNoon(): string {
  const hours = new Date().getUTCHours() - 12;
  return `Etc/GMT${hours < 0 ? '' : '+'}${hours}`;
}

/** Starts `serve.mjs` on a free port. */
export async function startExample(host: string, secretKey: string): Promise<Example> {
  const child = spawn(process.execPath, [SERVE], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, PORT: '0', MICROLOGS_HOST: host, MICROLOGS_SECRET_KEY: secretKey },
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const [url] = await firstWords(child);
  return {
    url: url!,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function firstWords(child: ChildProcess): Promise<string[]> {
  for await (const line of createInterface({ input: child.stdout! })) return line.split(' ');
  throw new Error('serve.mjs ended');
}

/** What axe finds fault with in a page. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is there since the line above.
    const { violations } = await (window as any).axe.run();
    return violations.flatMap((fault: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
      fault.nodes.map((node) => `${fault.id}: ${node.html} ${node.failureSummary}`),
    );
  });
}
