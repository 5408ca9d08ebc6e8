import { guard } from './safe.ts';
import type { Settings } from './settings.ts';
import { readTag } from './tag.ts';

/** `[method, ...arguments]`: a call made before the tracker was there. */
type QueuedCall = [method: string, ...args: unknown[]];

interface Global {
  q?: QueuedCall[] | { push(call: QueuedCall): void };
  /** The project that this page is tracked for. */
  key?: string;
}

/** Starts a tracker with the settings of its script tag, as `window.Micrologs`, and makes the calls that waited for it. */
export const installGlobal = guard((start: (settings: Settings) => object) => {
  const host = window as unknown as { Micrologs?: Global };
  const before = host.Micrologs || {};
  const settings = readTag();
  // A script that runs twice (two tags, or a page that swaps its body) must not count twice.
  if (!settings || before.key === settings.publicKey) return;

  const api = start(settings) as Record<string, (...args: unknown[]) => void>;
  const push = guard(([method, ...args]: QueuedCall) => api[method]!(...args));
  host.Micrologs = { ...api, key: settings.publicKey, q: { push } };
  (before.q as QueuedCall[] | undefined)?.forEach?.(push);
});
