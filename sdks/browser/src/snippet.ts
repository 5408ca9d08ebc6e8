import { attempt, guard } from './safe.ts';
import { readTag } from './tag.ts';
import { startTracker } from './tracker.ts';
import type { MicrologsApi } from './types.ts';

/** `[method, ...arguments]`: a call made before the tracker was there. */
type QueuedCall = [method: string, ...args: unknown[]];

interface Global extends Partial<MicrologsApi> {
  q?: QueuedCall[] | { push(call: QueuedCall): void };
  /** The project that this page is tracked for. */
  key?: string;
}

attempt(() => {
  const host = window as unknown as { Micrologs?: Global };
  const before = host.Micrologs || {};
  const settings = readTag();
  // A script that runs twice (two tags, or a page that swaps its body) must not count twice.
  if (!settings || before.key === settings.publicKey) return;

  const api = startTracker(settings) as unknown as Record<string, (...args: unknown[]) => void>;
  const push = guard(([method, ...args]: QueuedCall) => api[method]!(...args));
  host.Micrologs = { ...api, key: settings.publicKey, q: { push } };
  (before.q as QueuedCall[] | undefined)?.forEach?.(push);
});
