import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRequests } from '../../src/examples.ts';
import { type FaultyServer, startFaultyServer } from '../../src/faulty-server.ts';
import type { Operation } from '../../src/openapi.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { World } from '../../src/world.ts';

/** No request can provoke these on a sound server, so the server's own app runs over parts that fail. */
export function faultsStep(walk: Walk): void {
  let server: FaultyServer;
  let world: World;

  async function callOn(operation: Operation, headers: Record<string, string> = {}) {
    const [request] = await exampleRequests(operation, walk.world, walk.project);
    const { path, query, body } = request!;
    return world.call(operation, server.project, { path, query, headers, ...(body ? { body } : {}) });
  }

  describe('with database and queue down', () => {
    beforeAll(async () => {
      server = await startFaultyServer('unavailable');
      world = new World(server);
    });

    afterAll(async () => {
      world.close();
      await server.close();
    });

    it.each(walk.operations())('%s', async (id, operation) => {
      const answer = await callOn(operation);
      walk.recorder.check(operation, answer, 'everything is down');
      // A stream tells of it in a message and ends: browsers come back from that, and not from a status.
      const expected = operation.answers.has(503) && !operation.isStream ? 503 : 200;
      expect(answer.status, text(answer)).toBe(expected);
      if (expected === 503 && id !== 'getHealth') expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    });

    it('an unknown key is not called wrong', async () => {
      for (const [, operation] of walk.operations(({ security }) => security.some((scheme) => scheme !== 'adminKey'))) {
        const answer = await callOn(operation, {
          'X-API-Key': 'f'.repeat(operation.security.includes('publicKey') ? 32 : 64),
        });
        walk.recorder.check(operation, answer, 'an unknown key');
        expect([operation.id, answer.status]).toEqual([operation.id, 503]);
      }
    });
  });

  describe('with a fault of the program', () => {
    beforeAll(async () => {
      server = await startFaultyServer('broken');
      world = new World(server);
    });

    afterAll(async () => {
      world.close();
      await server.close();
    });

    it.each(walk.operations())('%s tells nothing of it', async (_, operation) => {
      const answer = await callOn(operation);
      walk.recorder.check(operation, answer, 'a fault');
      expect(answer.status).toBe(500);
      if (operation.tag === 'Redirects') expect(text(answer)).toBe(operation.method === 'HEAD' ? '' : 'Server error');
      else expect(json(answer)).toEqual({ success: false, message: 'Server error' });
    });
  });
}
