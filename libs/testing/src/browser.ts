import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium to test with: `CHROMIUM_PATH`, else the first of the usual names on the PATH.
 * @throws Error when there is none: a test that needs a browser must fail without it, not pass unseen
 */
export function findChromium(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) {
    if (isExecutable(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is no executable file: ${CHROMIUM_PATH}`);
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of PATH.split(delimiter)) {
      const path = join(folder, name);
      if (isExecutable(path)) return path;
    }
  }
  throw new Error('No Chromium found: install one (apt-get install chromium), or set CHROMIUM_PATH to its executable.');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a headless Chromium for Playwright, with the back/forward cache on (Playwright turns it off by default).
 * @param args further switches
 */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: findChromium(),
    args: [...ARGS, ...args],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}

/**
 * Opens a page in a headless Chromium that nobody drives. Unlike under Playwright, pages are prerendered, and a tab is hidden
 * while another one is in front of it. What happens must come from the page itself.
 * @returns a function that ends the browser and removes its profile
 */
export async function openUndriven(url: string): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), 'undriven-chromium-'));
  const browser = spawn(
    findChromium(),
    [...ARGS, '--disable-popup-blocking', `--user-data-dir=${profile}`, url],
    // A process group of its own, so that the renderers end as well.
    { stdio: 'ignore', detached: true },
  );
  return async () => {
    await endGroup(browser);
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
}

function endGroup(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    process.kill(-child.pid, 'SIGKILL');
  });
}
