import path from 'node:path';
import type { Handlers } from '../handlers.ts';
import { StaticAsset } from '../static-asset.ts';

/** The tracker, at the path that every page's script tag names, and its smaller and larger forms beside it. */
export function snippetHandlers(assetsDir: string): Handlers {
  const script = (name: string) =>
    new StaticAsset(path.join(assetsDir, 'tracker', name), {
      type: 'text/javascript; charset=utf-8',
      cache: 'public, max-age=3600',
      // Pages with a cross-origin isolation policy may load it too.
      headers: { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' },
    });
  const ordinary = script('micrologs.js');
  const core = script('micrologs.core.js');
  const extended = script('micrologs.extra.js');
  return {
    getTrackerScript: (ctx) => ordinary.reply(ctx),
    getCoreTrackerScript: (ctx) => core.reply(ctx),
    getExtendedTrackerScript: (ctx) => extended.reply(ctx),
  };
}
