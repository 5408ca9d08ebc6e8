import { describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { ALLOWED_ORIGIN, FOREIGN_ORIGIN } from '../../src/world.ts';

export function pathsStep(walk: Walk): void {
  const { contract, recorder } = walk;

  /** Other spellings of a path that must reach the same operation. */
  function spellings(path: string): string[] {
    const slashes = [path.replaceAll('/', '//'), `//${path}`];
    if (!path.startsWith('/api/')) return path === '/' ? ['//'] : slashes;
    return [`${path}.php`, ...slashes, `${path.replaceAll('/', '///')}.php`];
  }

  describe('paths', () => {
    it.each(walk.operations())('%s: other spellings are the same operation', async (_, operation) => {
      const [{ path: usual }] = (await exampleRequests(operation, walk.world, walk.project)) as [ExampleRequest];
      for (const path of spellings(usual)) {
        const [request] = await exampleRequests(operation, walk.world, walk.project);
        const { project, query, body } = request!;
        const answer = await walk.send(operation, project, { path, query, ...(body ? { body } : {}) }, path);
        expect(answer.status, `${path}: ${text(answer)}`).toBe(operation.successStatus);
        if (operation.method === 'HEAD') continue;
        const wrong = await walk.send(operation, project, { path, method: 'PUT' }, `PUT ${path}`);
        expect(wrong.status, `PUT ${path}`).toBe(405);
      }
    });

    it('answers 404 in the envelope for everything else', async () => {
      const unknown = [
        '/api/nothing',
        '/api/track/nothing.php',
        '/api/analytics/visitors/',
        '/api/analytics/visitors/more',
        '/API/HEALTH',
        '/api/health.PHP',
        '/api/health.php.php',
        '/openapi.json.php',
        '/openapi.yaml',
        '/snippet/',
        '/snippet/micrologs.js.map',
        '/docs/../package.json',
        '/docs/%2e%2e/%2e%2e/package.json',
        '/..%2f..%2fetc%2fpasswd',
        '/data/micrologs.db',
        '/.env',
        '/favicon.ico',
        '/l',
        '/l/',
        '/l/code/more',
        '/api/redirect/code',
        '/%',
        '/%zz',
        '/%ff',
        '/%00',
        '/__proto__',
        `/${'x'.repeat(8_000)}`,
      ];
      for (const path of unknown) {
        for (const method of ['GET', 'POST', 'DELETE']) {
          const answer = await walk.world.http.send({ method, path });
          expect(answer.status, `${method} ${path}: ${text(answer)}`).toBe(404);
          expect(json(answer), path).toEqual({ success: false, message: 'Not found' });
          expect(answer.headers['content-type'], path).toBe('application/json');
          expect(answer.headers['x-request-id'], path).toBeTruthy();
        }
      }
    });

    it('leads from the folders of the API to the root', async () => {
      for (const path of ['/api', '/api/', '/api/track', '/api/analytics/', '/api/projects']) {
        const answer = await walk.world.http.send({ method: 'GET', path });
        expect([answer.status, answer.headers.location], path).toEqual([302, '/']);
      }
    });
  });

  describe('other origins', () => {
    it.each(walk.operations())('%s: answers a preflight without a key', async (_, operation) => {
      const answer = await walk.world.http.send({
        method: 'OPTIONS',
        path: operation.path.replace('{code}', 'code'),
        headers: { Origin: FOREIGN_ORIGIN, 'Access-Control-Request-Method': operation.method },
      });
      expect([answer.status, answer.body.length]).toEqual([200, 0]);
      expect(answer.headers['access-control-max-age']).toBe('86400');
      expect(answer.headers.vary).toContain('Origin');
      const allowed = operation.path.startsWith('/api/track/') ? FOREIGN_ORIGIN : undefined;
      if (operation.path.startsWith('/api/')) {
        expect(answer.headers['access-control-allow-origin']).toBe(allowed);
      }
    });

    it('lets no foreign page read an answer', async () => {
      const operation = contract.operation('trackPageview');
      const [request] = await exampleRequests(operation, walk.world, walk.project);
      const { project, body } = request!;
      for (const [origin, expected] of [
        [ALLOWED_ORIGIN, ALLOWED_ORIGIN],
        [FOREIGN_ORIGIN, undefined],
      ] as const) {
        const answer = await walk.send(operation, project, { headers: { Origin: origin }, body: body! }, origin);
        expect(answer.headers['access-control-allow-origin']).toBe(expected);
        expect(answer.headers.vary).toContain('Origin');
      }
      recorder.check(operation, await walk.world.call(operation, project, { body: body! }), 'no origin');
    });
  });
}
