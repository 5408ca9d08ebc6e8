import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRequests } from '../../src/examples.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { World } from '../../src/world.ts';

const BASE_PATH = '/sub/micrologs';

export function basePathStep(walk: Walk): void {
  describe('below a base path', () => {
    let server: TestServer | undefined;
    let world: World;
    let outside: World;

    beforeAll(async () => {
      server = await startServer({ env: { BASE_PATH } });
      world = new World(server);
      outside = new World({ url: new URL('/', server.url).href, adminKey: server.adminKey });
    });

    afterAll(async () => {
      world?.close();
      outside?.close();
      await server?.stop();
    });

    it.each(walk.operations())('%s', async (_, operation) => {
      expect(server!.url.endsWith(BASE_PATH)).toBe(true);
      for (const suffix of operation.path.startsWith('/api/') ? ['', '.php'] : ['']) {
        const [request] = await exampleRequests(operation, world, server!.project);
        const { project, query, body } = request!;
        const path = `${request!.path}${suffix}`;
        const sent = { path, query, ...(body ? { body } : {}) };
        const answer = await world.call(operation, project, sent);
        walk.recorder.check(operation, answer, `${BASE_PATH}${path}`);
        expect(answer.status, text(answer)).toBe(operation.successStatus);
        const elsewhere = await outside.call(operation, project, sent);
        expect(elsewhere.status).toBe(404);
        if (operation.method !== 'HEAD') expect(json(elsewhere)).toEqual({ success: false, message: 'Not found' });
      }
    });

    it('stands in the snippet and in redirects', async () => {
      const created = await world.admin('/api/projects/create', { name: 'Shop', allowed_domains: ['shop.test'] });
      expect(created.snippet).toContain(`${BASE_PATH}/snippet/micrologs.js"`);
      const folder = await world.http.send({ method: 'GET', path: '/api/track' });
      expect([folder.status, folder.headers.location]).toEqual([302, `${BASE_PATH}/`]);
    });
  });
}
