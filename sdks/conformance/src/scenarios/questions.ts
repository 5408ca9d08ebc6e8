import { expect } from 'vitest';
import {
  accept,
  answerText,
  cut,
  drip,
  hang,
  hangInBody,
  refuse,
  resetAfterHeaders,
  resetBeforeHeaders,
} from '../behaviours.ts';
import type { Behaviour } from '../exchange.ts';
import { ADMIN_KEY, type Bed, createClient, gapsOf, type Scenario, SECRET_KEY } from '../scenario.ts';

const GET = { do: 'call', name: 'links.get', input: { code: 'abc' } };
const POST = { do: 'call', name: 'links.create', input: { destination_url: 'https://shop.test/' } };

const CLASSES: [number, string][] = [
  [400, 'InvalidRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [413, 'TooLargeError'],
  [418, 'ApiError'],
  [500, 'ServerError'],
];

const INVALID: Record<string, Behaviour> = {
  'is no JSON': answerText('<h1>Welcome</h1>'),
  'is JSON, and no envelope': answerText('[1,2]', 200, { 'Content-Type': 'application/json' }),
  'is an envelope without data': answerText('{"success":true,"message":"OK"}', 200, {
    'Content-Type': 'application/json',
  }),
};

/** What a GET is tried again after, and the class of the last failure. */
const REPEATED: Record<string, [Behaviour, string[]]> = {
  'a 429': [refuse(429), ['RateLimitedError']],
  'a 502': [refuse(502), ['ServerError']],
  'a 503': [refuse(503), ['ServerError']],
  'a 504': [refuse(504), ['ServerError']],
  'a connection reset before the headers': [resetBeforeHeaders, ['ConnectionError']],
  'a connection reset after the headers': [resetAfterHeaders, ['ConnectionError', 'InvalidAnswerError']],
  'half an answer': [cut, ['ConnectionError', 'InvalidAnswerError']],
};

/** For attempts that are given up, which on a busy machine may be before the request has come. */
const LITTLE_MS = 300;
/** Timers may be early by so much. */
const EARLY_MS = 5;

export const questions: Scenario[] = [
  {
    title: 'Q1 a question asks with its method, its key and its fields, and answers the data',
    async run(bed) {
      bed.server.script([accept({ code: 'abc' }), accept({ code: 'xyz' }), accept({ projects: [] })]);
      await createClient(bed);
      expect(await bed.sdk.call('links.get', { code: 'a b&c=ü' })).toEqual({ code: 'abc' });
      const input = { destination_url: 'https://shop.test/?a=1&b=ü', label: 'Footer', tags: ['a', 'b'] };
      expect(await bed.sdk.call('links.create', input)).toEqual({ code: 'xyz' });
      expect(await bed.sdk.call('projects.list', { limit: 5 })).toEqual({ projects: [] });
      const [get, post, admin] = bed.server.requests;
      expect(get).toMatchObject({ method: 'GET', path: '/api/links/detail', body: undefined });
      expect([...get!.query]).toEqual([['code', 'a b&c=ü']]);
      expect(get!.headers['x-api-key']).toBe(SECRET_KEY);
      expect(get!.headers['user-agent']).toMatch(/^micrologs-[a-z]+\/2\.\d+\.\d+/);
      expect(post).toMatchObject({ method: 'POST', path: '/api/links/create', body: input });
      expect(admin!.headers['x-admin-key']).toBe(ADMIN_KEY);
      expect([...admin!.query]).toEqual([['limit', '5']]);
    },
  },
  ...CLASSES.map(([status, kind]) => ({
    title: `Q1 a ${status} is ${kind}, at the first attempt`,
    async run(bed: Bed) {
      bed.server.script([refuse(status, {}, 'Not today')]);
      await createClient(bed);
      expect(await bed.sdk.failure(GET)).toMatchObject({ kind, status, message: expect.stringContaining('Not today') });
      expect(bed.server.requests).toHaveLength(1);
    },
  })),
  {
    title: 'Q1 a 429 is RateLimitedError with the seconds of Retry-After',
    async run(bed) {
      bed.server.script([], refuse(429, { 'Retry-After': '1' }, 'Too many attempts. Try again later.'));
      await createClient(bed);
      expect(await bed.sdk.failure(GET)).toMatchObject({ kind: 'RateLimitedError', status: 429, retryAfter: 1 });
      expect(bed.server.requests).toHaveLength(3);
    },
  },
  {
    title: 'Q1 a server that refuses connections is ConnectionError',
    async run(bed) {
      await bed.server.down();
      await createClient(bed);
      expect(await bed.sdk.failure(GET)).toMatchObject({ kind: 'ConnectionError', status: null });
      expect(await bed.sdk.failure(POST)).toMatchObject({ kind: 'ConnectionError', status: null });
    },
  },
  ...Object.entries(INVALID).map(([what, behaviour]) => ({
    title: `Q1 a 200 that ${what} is InvalidAnswerError`,
    async run(bed: Bed) {
      bed.server.script([], behaviour);
      await createClient(bed);
      expect(await bed.sdk.failure(GET)).toMatchObject({ kind: 'InvalidAnswerError' });
    },
  })),
  {
    title: 'Q1 an error page of a proxy is told by its status',
    async run(bed) {
      bed.server.script([], answerText('<h1>Bad gateway</h1>', 502));
      await createClient(bed);
      expect(await bed.sdk.failure(POST)).toMatchObject({ kind: 'ServerError', status: 502 });
    },
  },
  ...Object.entries(REPEATED).flatMap(([what, [behaviour, kinds]]) => [
    {
      title: `Q2 a GET is tried twice more after ${what}`,
      async run(bed: Bed) {
        bed.server.script([behaviour, behaviour, accept({ code: 'abc' })]);
        await createClient(bed);
        expect(await bed.sdk.value(GET)).toEqual({ code: 'abc' });
        expect(bed.server.requests).toHaveLength(3);
      },
    },
    {
      title: `Q2 a GET gives up at the third time after ${what}`,
      async run(bed: Bed) {
        bed.server.script([], behaviour);
        await createClient(bed);
        expect(kinds).toContain((await bed.sdk.failure(GET)).kind);
        expect(bed.server.requests).toHaveLength(3);
      },
    },
  ]),
  ...Object.entries(REPEATED)
    .filter(([what]) => what !== 'a 429')
    .map(([what, [behaviour, kinds]]) => ({
      title: `Q2 a POST is not tried again after ${what}`,
      async run(bed: Bed) {
        bed.server.script([behaviour]);
        await createClient(bed);
        expect(kinds).toContain((await bed.sdk.failure(POST)).kind);
        expect(bed.server.requests).toHaveLength(1);
      },
    })),
  {
    title: 'Q2 a GET is tried twice more after a server that hangs',
    async run(bed) {
      bed.server.script([hang, hang, accept({ code: 'abc' })]);
      await createClient(bed, { timeoutMs: 5_000 });
      expect(await bed.sdk.value(GET)).toEqual({ code: 'abc' });
      expect(bed.server.requests).toHaveLength(3);
    },
  },
  {
    title: 'Q2 a GET gives up at the third time after a server that hangs',
    async run(bed) {
      bed.server.script([], hang);
      await createClient(bed, { timeoutMs: LITTLE_MS });
      const before = performance.now();
      expect(await bed.sdk.failure(GET)).toMatchObject({ kind: 'TimeoutError' });
      expect(performance.now() - before).toBeGreaterThanOrEqual(3 * (LITTLE_MS - EARLY_MS));
      expect(bed.server.requests.length).toBeLessThanOrEqual(3);
    },
  },
  {
    title: 'Q2 a POST is not tried again after a server that hangs',
    async run(bed) {
      bed.server.script([], hang);
      await createClient(bed, { timeoutMs: LITTLE_MS });
      expect(await bed.sdk.failure(POST)).toMatchObject({ kind: 'TimeoutError' });
      expect(bed.server.requests.length).toBeLessThanOrEqual(1);
    },
  },
  {
    title: 'Q2 a POST is tried again when the server says that nothing was done and when to come back',
    async run(bed) {
      const later = { 'Retry-After': '1' };
      bed.server.script([refuse(503, later), refuse(429, later), accept({ code: 'abc' })]);
      await createClient(bed);
      expect(await bed.sdk.value(POST)).toEqual({ code: 'abc' });
      for (const gap of gapsOf(bed.server.requests)) expect(gap).toBeGreaterThanOrEqual(1_000 - EARLY_MS);
      expect(bed.server.requests).toHaveLength(3);
    },
  },
  ...Object.entries({ 'never answers': hang, 'stops within its answer': hangInBody, 'drips for ever': drip }).map(
    ([what, behaviour]) => ({
      title: `Q3 a server that ${what} gives TimeoutError`,
      async run(bed: Bed) {
        bed.server.script([], behaviour);
        await createClient(bed, { timeoutMs: LITTLE_MS });
        expect(await bed.sdk.failure(POST)).toMatchObject({ kind: 'TimeoutError', status: null });
        expect(await bed.sdk.failure(GET)).toMatchObject({ kind: 'TimeoutError', status: null });
      },
    }),
  ),
];
