import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import { STREAM_TYPE } from '../../src/openapi.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { World } from '../../src/world.ts';

/** So many guesses are enough for any limit. */
const MANY = 10_000;

/** A stream lasts, so how many there may be is another limit than how many may be asked for. */
export function streamsStep(walk: Walk): void {
  describe('streams', () => {
    let server: TestServer | undefined;
    let world: World;

    beforeAll(async () => {
      server = await startServer({ env: { RATE_LIMITS: 'on', REALTIME_SOCKETS_PER_ADDRESS: '1' } });
      world = new World(server);
    });

    afterAll(async () => {
      world?.close();
      await server?.stop();
    });

    it.each(walk.operations(({ isStream }) => isStream))('%s: one more than there may be', async (_, operation) => {
      const { project, url } = server!;
      const [{ query }] = (await exampleRequests(operation, world, project)) as [ExampleRequest];
      const ask = () => world.call(operation, project, { query });
      const open = await fetch(`${url}${operation.path}?${query}`, { headers: { 'X-API-Key': project.secretKey } });
      expect([open.status, open.headers.get('content-type')]).toEqual([operation.successStatus, STREAM_TYPE]);
      const refused = await ask();
      walk.recorder.check(operation, refused, 'one more');
      expect([refused.status, json(refused).message]).toEqual([429, 'Too many connections']);
      await open.body!.cancel();
      await expect.poll(async () => (await ask()).status).toBe(operation.successStatus);
    });

    it.each(walk.operations(({ isStream }) => isStream))('%s: guesses of a token', async (_, operation) => {
      const [{ query }] = (await exampleRequests(operation, world, server!.project)) as [ExampleRequest];
      const guess = () => world.call(operation, server!.project, { scheme: undefined, query: `${query}&token=guess` });
      let answer = await guess();
      for (let i = 0; i < MANY && answer.status === 401; i += 1) answer = await guess();
      walk.recorder.check(operation, answer, 'guessing');
      expect([answer.status, json(answer).message], text(answer)).toEqual([429, 'Too many attempts']);
    });
  });
}
