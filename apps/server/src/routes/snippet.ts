import path from 'node:path';
import type { Handlers } from '../handlers.ts';
import { StaticAsset } from '../static-asset.ts';

/** The tracker, at the path that every page's script tag names. */
export function snippetHandlers(assetsDir: string): Handlers {
  const tracker = new StaticAsset(path.join(assetsDir, 'tracker', 'micrologs.js'), {
    type: 'text/javascript; charset=utf-8',
    cache: 'public, max-age=3600',
    // Pages with a cross-origin isolation policy may load it too.
    headers: { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' },
  });
  return { getTrackerScript: (ctx) => tracker.reply(ctx) };
}
