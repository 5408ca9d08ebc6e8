import { readFileSync } from 'node:fs';
import { startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Contract } from '../../../tools/contract/src/openapi.ts';
import { groupOf, linkOf, lockedLinkOf, webhookOf } from '../../../tools/contract/src/seeds.ts';
import { World } from '../../../tools/contract/src/world.ts';
import { parseHttpFile, resolved } from '../src/http-file.ts';

const { variables, requests } = parseHttpFile(
  readFileSync(new URL('../../../docs/micrologs.http', import.meta.url), 'utf8'),
);
const contract = new Contract();

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startServer();
  world = new World(server);
});

afterAll(async () => {
  world?.close();
  await server?.stop();
});

/** What stands for something that the user has, of a new project, since requests change and delete. */
const MAKERS: Record<
  string,
  (project: Awaited<ReturnType<World['newProject']>>) => Promise<string | number> | string | number
> = {
  url: () => server.url,
  adminKey: () => server.adminKey,
  publicKey: ({ publicKey }) => publicKey,
  secretKey: ({ secretKey }) => secretKey,
  projectId: ({ id }) => id,
  linkCode: (project) => linkOf(world, project),
  lockedLinkCode: (project) => lockedLinkOf(world, project),
  groupId: (project) => groupOf(world, project),
  webhookId: (project) => webhookOf(world, project),
  deadLetterId: (project) => world.newDeadLetter(project),
};

describe('docs/micrologs.http', () => {
  it('has every operation, and the variables that they need', () => {
    const inFile = new Set(requests.map(({ operation }) => operation));
    expect([...inFile].toSorted()).toEqual(contract.operations.map(({ id }) => id).toSorted());
    expect(Object.keys(variables).toSorted()).toEqual(Object.keys(MAKERS).toSorted());
  });

  it.each(requests.map((request) => [request.title, request] as const))('%s', async (_, request) => {
    const { operation, method, url, headers, body } = request;
    // Pageviews without ids are for projects without cookies.
    const project = await world.newProject({ cookieless: true });
    const made: Record<string, string | number> = {};
    for (const name of Object.keys(MAKERS)) {
      if (JSON.stringify(request).includes(`{{${name}}}`)) made[name] = await MAKERS[name]!(project);
    }
    const answer = await fetch(resolved(url, made), {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, resolved(value, made)])),
      ...(body !== '' && { body: resolved(body, made) }),
    });
    const { successStatus, isStream } = contract.operation(operation);
    expect(answer.status, isStream ? operation : await answer.text()).toBe(successStatus);
    if (isStream) await answer.body!.cancel();
  });
});
