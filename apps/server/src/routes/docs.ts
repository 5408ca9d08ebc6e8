import path from 'node:path';
import type Router from '@koa/router';
import type { RouterMiddleware } from '@koa/router';
import type { RequestContext } from '../endpoint.ts';
import type { Handlers } from '../handlers.ts';
import { methodCheck } from '../middleware/method.ts';
import { StaticAsset } from '../static-asset.ts';

/** Only what this server sends; the reader may send requests to this server. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const CACHE = 'public, max-age=3600';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Scripts and styles of the page; they are no operations of the contract. */
const PARTS: readonly { name: string; type: string }[] = [
  { name: 'start.js', type: SCRIPT },
  { name: 'swagger-ui-bundle.js', type: SCRIPT },
  { name: 'swagger-ui.css', type: 'text/css; charset=utf-8' },
];

/** The contract, as JSON and as a page to read. */
export function docsHandlers(assetsDir: string): Handlers {
  const document = new StaticAsset(path.join(assetsDir, 'openapi.json'), {
    type: 'application/json',
    cache: CACHE,
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  const page = new StaticAsset(path.join(assetsDir, 'docs', 'index.html'), {
    type: 'text/html; charset=utf-8',
    cache: CACHE,
    headers: { 'Content-Security-Policy': DOCS_POLICY },
  });
  return { getOpenApi: (ctx) => document.reply(ctx), getDocs: (ctx) => page.reply(ctx) };
}

/** What the page loads, all from this server. */
export function docsPartRoutes(router: Router, assetsDir: string, basePath: string): void {
  const onlyGet = methodCheck({ method: 'GET' });
  for (const { name, type } of PARTS) {
    const asset = new StaticAsset(path.join(assetsDir, 'docs', name), { type, cache: CACHE });
    router.all(`/docs/${name}`, onlyGet as RouterMiddleware, (ctx) => asset.reply(ctx as RequestContext));
  }
  // The page's links are relative to /docs.
  router.all('/docs/', (ctx) => {
    ctx.status = 302;
    ctx.set('Location', `${basePath}/docs`);
    ctx.body = '';
  });
}
