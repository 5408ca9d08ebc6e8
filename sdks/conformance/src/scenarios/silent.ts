import { expect } from 'vitest';
import { accept, answerText, hang, refuse, resetBeforeHeaders } from '../behaviours.ts';
import type { Behaviour } from '../exchange.ts';
import { type Bed, createClient, type Scenario } from '../scenario.ts';

/** Of every old method a call, and the request that it makes. */
const CALLS: [string, unknown[], object][] = [
  [
    'createLink',
    ['https://shop.test/', 'Footer'],
    post('links/create', { destination_url: 'https://shop.test/', label: 'Footer' }),
  ],
  ['createLink', ['https://shop.test/'], post('links/create', { destination_url: 'https://shop.test/', label: '' })],
  ['getLink', ['abc'], get('links/detail', { code: 'abc' })],
  ['deleteLink', ['abc'], post('links/delete', { code: 'abc' })],
  ['updateErrorStatus', [[1, 2], 'resolved'], post('track/errors-update-status', { ids: [1, 2], status: 'resolved' })],
  ['updateErrorStatus', [1, 'resolved'], post('track/errors-update-status', { id: 1, status: 'resolved' })],
  ['verify', ['some key'], post('projects/verify', { key: 'some key' })],
  ['analytics.visitors', [{ range: '7d' }], get('analytics/visitors', { range: '7d' })],
  ['analytics.errorDetail', [{ id: 3 }], get('analytics/error-detail', { id: '3' })],
];

const FAILURES: Record<string, Behaviour> = {
  'a 404': refuse(404, {}, 'Link not found'),
  'a 429': refuse(429, { 'Retry-After': '30' }),
  'a 503': refuse(503),
  'a broken connection': resetBeforeHeaders,
  'a page in HTML': answerText('<h1>Welcome</h1>'),
  'a server that hangs': hang,
};

export const silent: Scenario[] = [
  {
    title: 'Q5 the methods of the 1.x SDKs ask as they did and return the envelope',
    async run(bed) {
      await createClient(bed);
      for (const [method, args, request] of CALLS) {
        bed.server.script([accept({ code: 'abc' })]);
        const envelope = await bed.sdk.legacy(method, ...args);
        expect(envelope, method).toEqual({ success: true, message: 'OK', data: { code: 'abc' } });
        const { path, ...rest } = bed.server.requests.at(-1)!;
        expect({ ...rest, path: path.replace(/\.php$/, '') }, method).toMatchObject(request);
      }
    },
  },
  ...Object.entries(FAILURES).map(([what, behaviour]) => ({
    title: `Q5 ${what} is null and one warning for each call, at the first attempt`,
    async run(bed: Bed) {
      bed.server.script([], behaviour);
      const isHanging = behaviour === hang;
      await createClient(bed, isHanging ? { timeoutMs: 300 } : {});
      const before = warningsOf(bed);
      expect(await bed.sdk.legacy('createLink', 'https://shop.test/')).toBeNull();
      expect(await bed.sdk.legacy('analytics.pages', { range: '7d' })).toBeNull();
      const attempts = bed.server.requests.length;
      expect(attempts).toBeLessThanOrEqual(2);
      // A busy machine may give up before the request has come.
      if (!isHanging) expect(attempts).toBe(2);
      // Standard error comes on a way of its own.
      await expect.poll(() => warningsOf(bed)).toBe(before + 2);
    },
  })),
  {
    title: 'Q5 a server that is away is null',
    async run(bed) {
      await bed.server.down();
      await createClient(bed);
      expect(await bed.sdk.legacy('getLink', 'abc')).toBeNull();
      expect(await bed.sdk.legacy('verify', 'some key')).toBeNull();
    },
  },
  {
    title: 'Q5 bad arguments are null, and ask for nothing',
    async run(bed) {
      await createClient(bed);
      expect(await bed.sdk.legacy('updateErrorStatus', [1], 'closed')).toBeNull();
      expect(bed.server.requests).toEqual([]);
    },
  },
];

/** Lines with the words by which all SDKs begin their warnings, whatever their language puts before and after them. */
function warningsOf({ sdk }: Bed): number {
  return sdk.stderr.split('\n').filter((line) => line.includes('[Micrologs]')).length;
}

function post(path: string, body: object) {
  return { method: 'POST', path: `/api/${path}`, body };
}

function get(path: string, query: Record<string, string>) {
  return { method: 'GET', path: `/api/${path}`, query: new URLSearchParams(query) };
}
