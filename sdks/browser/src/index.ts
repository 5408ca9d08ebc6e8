import { attempt } from './safe.ts';
import { startTracker } from './tracker.ts';
import type { MicrologsApi, TrackerOptions } from './types.ts';

export type { Context, MicrologsApi, Severity, TrackerOptions } from './types.ts';

const trackers = new Map<string, MicrologsApi>();
const nothing = () => {};
const idle: MicrologsApi = { error: nothing, audit: nothing, optOut: nothing, optIn: nothing };

/**
 * Starts tracking this page for a project. Again with the same key: the tracker that already runs.
 * Outside a browser (server-side rendering) and without a key it returns an API that does nothing.
 */
export function init(options: TrackerOptions): MicrologsApi {
  const { publicKey, apiUrl } = options;
  if (typeof document === 'undefined') return idle;
  if (!publicKey) {
    console.warn('[Micrologs] publicKey is missing');
    return idle;
  }
  const tracker =
    trackers.get(publicKey) ?? attempt(() => startTracker({ ...options, apiUrl: apiUrl.replace(/\/$/, '') })) ?? idle;
  trackers.set(publicKey, tracker);
  return tracker;
}
