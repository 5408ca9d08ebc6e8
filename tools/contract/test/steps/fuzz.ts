import { beforeAll, describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import { fieldPaths, HOSTILE_JSON, randomBody, withJsonAt, withOddMembers, without } from '../../src/fuzz-bodies.ts';
import {
  brokenRequests,
  HOSTILE_KEYS,
  hostileCompressed,
  hostileHeaders,
  hostileQueries,
  randomHeaders,
  randomQuery,
} from '../../src/fuzz-requests.ts';
import { namesOf } from '../../src/names.ts';
import type { Operation } from '../../src/openapi.ts';
import { Random } from '../../src/random.ts';
import { groupOf } from '../../src/seeds.ts';
import { json } from '../../src/validator.ts';
import { inParallel, type Walk } from '../../src/walk.ts';
import { BROWSER_HEADERS, FROM_ELSEWHERE, type TestProject } from '../../src/world.ts';

const RANDOM_REQUESTS = 300;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'PROPFIND', 'M-SEARCH', 'PURGE', 'LINK'];

type Request = NonNullable<Parameters<Walk['send']>[2]> & { what: string };

/** Hashing a password takes its time, and one for each of thousands of links would take the walk's. */
function withoutPassword({ password: _, ...value }: Record<string, unknown>): object {
  return value;
}

export function fuzzStep(walk: Walk): void {
  const { contract } = walk;
  let project: TestProject;
  let quiet: TestProject;
  let receivedBefore = 0;

  beforeAll(async () => {
    project = await walk.world.newProject({ name: 'Fuzz' });
    // The group that examples are about is an event that the walk does not send as one of its requests.
    await groupOf(walk.world, project);
    quiet = await walk.world.newProject({ name: 'Quiet' });
    await groupOf(walk.world, quiet);
    receivedBefore = (await walk.world.ledger(project)).received;
  });

  /** Each operation draws from a row of its own, so that a failure comes again when it is run alone. */
  const randomFor = (id: string) =>
    new Random(walk.seed ^ [...id].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7));

  const describeRequest = ({ what, body, query, headers }: Request) =>
    `${what} ${query ?? ''} ${JSON.stringify(headers ?? {})} ${String(body ?? '').slice(0, 200)}`;

  async function sendAll(operation: Operation, owner: TestProject, requests: readonly Request[]): Promise<void> {
    await inParallel(requests, async (request) => {
      await walk.send(operation, owner, request, describeRequest(request));
    });
  }

  /**
   * Examples for tracking are sent for the shared fuzz project, whose events are counted at the end; hundreds of exports, and dead
   * letters that nobody sent, are of a project that has little to give.
   */
  async function examplesFor(operation: Operation): Promise<ExampleRequest[]> {
    if (/^\/api\/(export|dead-letters)\//.test(operation.path)) return exampleRequests(operation, walk.world, quiet);
    const requests = await exampleRequests(operation, walk.world, project);
    if (!operation.path.startsWith('/api/track/')) return requests;
    return requests.map((request) => ({ ...request, project }));
  }

  /** Methods by which other operations answer at the same path. `HEAD` ones say nothing of other methods. */
  const methodsBeside = ({ id, path, method }: Operation) =>
    new Set(
      method === 'HEAD'
        ? METHODS.filter((other) => other !== method)
        : contract.operations
            .filter((other) => other.path === path && other.id !== id)
            .map((other) => other.method as string),
    );

  const jsonExamples = (requests: readonly ExampleRequest[]) =>
    requests.flatMap(({ body, contentType, project }) =>
      contentType === 'application/json' ? [{ project, value: withoutPassword(JSON.parse(body!)) }] : [],
    );

  /** Creating comes last: its examples leave hundreds of projects, which makes lists long. */
  const fuzzed = (wanted: (operation: Operation) => boolean = () => true) =>
    // Every guess of a password is slow on purpose; the step of redirects has a few.
    walk
      .operations((operation) => operation.form === null && wanted(operation))
      .sort(([a], [b]) => Number(a === 'createProject') - Number(b === 'createProject'));

  describe('fuzzed queries, headers and methods', () => {
    it.each(fuzzed())('%s', async (id, operation) => {
      const random = randomFor(`${id} requests`);
      const [example] = await examplesFor(operation);
      const { project: owner, path } = example!;
      const known = new URLSearchParams(example!.query);
      // A hostile parameter comes last, so that it counts.
      const withKnown = (query: string) => (known.size === 0 ? query : `${known}&${query}`);
      const methods = METHODS.filter((method) => !methodsBeside(operation).has(method));
      // A good body, so that the request gets as far as it can; but not one that makes a project each time.
      const body = operation.body ? { body: id === 'createProject' ? '{"name":"Shop"}' : example!.body! } : {};
      const requests: Request[] = [
        ...hostileQueries(operation.parameters).map((query) => ({
          what: 'a hostile query',
          path,
          query: withKnown(query),
          ...body,
        })),
        ...hostileHeaders().map((headers) => ({
          what: 'a hostile header',
          path,
          query: known.toString(),
          headers,
          ...body,
        })),
        ...methods.map((method) => ({ what: method, path, method, ...body })),
        ...Array.from({ length: RANDOM_REQUESTS }, () => ({
          what: 'at random',
          path,
          method: random.chance(0.1) ? random.pick(methods) : operation.method,
          query: withKnown(randomQuery(random, operation.parameters)),
          headers: randomHeaders(random),
          ...body,
        })),
      ];
      await sendAll(operation, owner, requests);
    });

    it.each(fuzzed(({ security }) => security.length > 0))('%s: keys that are none', async (_, operation) => {
      const name = operation.security.includes('adminKey') ? 'X-Admin-Key' : 'X-API-Key';
      const body = operation.body ? { body: '{"x":1}' } : {};
      await inParallel(HOSTILE_KEYS, async (key) => {
        const request = { scheme: undefined, headers: { ...FROM_ELSEWHERE, [name]: key as string }, ...body };
        const answer = await walk.send(operation, project, request, `the key ${JSON.stringify(key)}`);
        expect(answer.status).toBe(401);
      });
    });
  });

  describe('fuzzed bodies', () => {
    it.each(fuzzed(({ body }) => body !== null))('%s: every field in every wrong form', async (_, operation) => {
      for (const { project, value } of jsonExamples(await examplesFor(operation))) {
        const paths = fieldPaths(contract, operation.body!.schema, value);
        expect(paths.length).toBeGreaterThan(0);
        const bodies = [
          ...paths.flatMap((path) => HOSTILE_JSON.map((hostile) => withJsonAt(value, path, hostile))),
          ...paths.map((path) => without(value, path)),
          ...withOddMembers(value),
          ...HOSTILE_JSON,
        ];
        await sendAll(
          operation,
          project,
          bodies.map((body) => ({ what: 'a hostile body', body })),
        );
      }
    });

    it.each(fuzzed(({ body }) => body !== null))('%s: bytes that are no text', async (_, operation) => {
      const [{ project, value }] = jsonExamples(await examplesFor(operation)) as [
        { project: TestProject; value: object },
      ];
      const place = '#place#';
      const invalid = ['ff', 'c328', 'e28228', 'f8a1a1a1a1', 'eda080', 'c0af', '00'].map((hex) =>
        Buffer.from(hex, 'hex'),
      );
      const bodies = fieldPaths(contract, operation.body!.schema, value).flatMap((path) => {
        const [before, after] = withJsonAt(value, path, `"${place}"`).split(place);
        return invalid.map((bytes) => Buffer.concat([Buffer.from(before!), bytes, Buffer.from(after!)]));
      });
      await inParallel(bodies, async (body) => {
        const answer = await walk.send(operation, project, { body }, `invalid text ${body.toString('latin1')}`);
        expect(answer.status).toBe(400);
      });
    });

    it.each(fuzzed(({ body }) => body !== null))('%s: at random', async (id, operation) => {
      const random = randomFor(id);
      const examples = jsonExamples(await examplesFor(operation));
      const requests = Array.from({ length: RANDOM_REQUESTS }, (): [TestProject, Request] => {
        const { project, value } = random.pick(examples);
        const body = randomBody(random, value, fieldPaths(contract, operation.body!.schema, value));
        const query = random.chance(0.2) ? randomQuery(random, operation.parameters) : '';
        return [project, { what: 'at random', body, query, headers: randomHeaders(random) }];
      });
      await inParallel(requests, ([owner, request]) => walk.send(operation, owner, request, describeRequest(request)));
    });

    it('compressed batches', async () => {
      const batch = contract.operation('trackBatch');
      const [example] = await examplesFor(batch);
      const requests = hostileCompressed(randomFor('gzip'), example!.body!).map(([what, body]) => ({
        what,
        body,
        headers: { 'Content-Encoding': 'gzip' },
      }));
      await sendAll(batch, project, requests);
    });
  });

  describe('requests that are broken as HTTP', () => {
    it('are refused in the envelope, or the connection is closed', async () => {
      // Whether one of these is accepted is not always told, so they get a project whose events are not counted.
      const careless = await walk.world.newProject({ name: 'Broken' });
      const head = Object.entries({ ...BROWSER_HEADERS, 'X-API-Key': careless.publicKey })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      const body = JSON.stringify({ url: 'https://shop.test/', visitor_id: 'v', session_token: 's' });
      const cases = brokenRequests(randomFor('http'), '/api/track/pageview', head, body);
      await inParallel(cases, async ([what, bytes]) => {
        const answer = (await walk.world.http.raw(bytes)).toString('latin1');
        if (answer === '') return;
        const [, status = ''] = /^HTTP\/1\.1 (\d{3}) /.exec(answer) ?? [];
        expect(Number(status), `${what}: ${answer.slice(0, 300)}`).toBeGreaterThanOrEqual(200);
        expect(Number(status), `${what}: ${answer.slice(0, 300)}`).toBeLessThan(500);
        if (Number(status) < 400) return;
        const [headers = '', sent = ''] = answer.split('\r\n\r\n');
        // What is left of a request whose length is broken is another one, with an answer behind this one.
        const [, length] = /^content-length: (\d+)/im.exec(headers) ?? [];
        expect(JSON.parse(sent.slice(0, Number(length))), what).toEqual({
          success: false,
          message: expect.stringMatching(/./),
        });
      });
    });
  });

  describe('after all that', () => {
    it('the events add up', async () => {
      await walk.world.admin('/api/dead-letters/drop', { all: true });
      await expect.poll(async () => (await walk.world.ledger()).pending, { timeout: 120_000, interval: 250 }).toBe(0);
      const counts = await walk.world.ledger(project);
      const dropped = Object.values(counts.dropped).reduce((sum, count) => sum + count, 0);
      expect(counts.received - receivedBefore).toBe(walk.acknowledgedFor(project));
      expect(counts.received).toBe(counts.stored + dropped + counts.pending);
      expect(counts.dead_letters).toBe(0);
      const total = await walk.world.ledger();
      const allDropped = Object.values(total.dropped).reduce((sum, count) => sum + count, 0);
      expect(total.received).toBe(total.stored + allDropped + total.pending);
    });

    it('every report can still be read, of every project', async () => {
      const { projects } = (await walk.world.admin('/api/projects/list')) as { projects: { name: string }[] };
      expect(projects.length).toBeGreaterThan(1);
      for (const [, operation] of walk.operations(({ path }) => path.startsWith('/api/analytics/'))) {
        const about = namesOf(operation) ? walk.project : project;
        const [{ query }] = (await exampleRequests(operation, walk.world, about)) as [ExampleRequest];
        const answer = await walk.send(operation, about, { query: `${query}&range=365d` }, '');
        expect([operation.id, answer.status]).toEqual([operation.id, 200]);
      }
      const devices = await walk.send(contract.operation('getVisitors'), project, {}, 'visitors');
      expect((json(devices).data as { total_pageviews: number }).total_pageviews).toBeGreaterThan(0);
    });

    it('the server is healthy', async () => {
      const answer = await walk.send(contract.operation('getHealth'), project, {}, 'health');
      expect([answer.status, json(answer).status]).toEqual([200, 'healthy']);
    });
  });
}
