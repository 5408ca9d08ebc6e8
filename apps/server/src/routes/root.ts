import type Router from '@koa/router';
import type { Handlers } from '../handlers.ts';

const GROUPS = ['/api', '/api/track', '/api/analytics', '/api/links', '/api/projects'];

/** A line of plain text, to see that the server is there. */
export function rootHandlers(basePath: string): Handlers {
  const greeting = `Micrologs is running. The API is described at ${basePath}/docs and ${basePath}/openapi.json.\n`;
  return {
    getRoot: (ctx) => {
      ctx.type = 'text/plain';
      ctx.body = greeting;
    },
  };
}

/** The folders of the API lead back to the greeting. */
export function groupFolderRoutes(router: Router, basePath: string): void {
  for (const group of GROUPS) {
    router.all([group, `${group}/`], (ctx) => {
      ctx.status = 302;
      ctx.set('Location', `${basePath}/`);
      ctx.body = '';
    });
  }
}
