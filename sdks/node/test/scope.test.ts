import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeMicrologs } from '../src/testing.ts';

let micrologs: FakeMicrologs;

beforeEach(() => {
  micrologs = new FakeMicrologs();
});

afterEach(() => micrologs.close());

const contexts = () => micrologs.events.map(({ context }) => context);
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

it('what is captured within a piece of work has its context, and its own before that', async () => {
  await micrologs.withContext({ job: 'mail', attempt: 1 }, async () => {
    await pause();
    micrologs.addContext({ user: 7 });
    micrologs.withContext({ part: 'body' }, () => micrologs.error('inner', { context: { attempt: 2 } }));
    micrologs.audit('outer');
    micrologs.error('list', { context: [1, 2] });
  });
  micrologs.addContext({ nobody: true });
  micrologs.audit('outside');
  expect(contexts()).toEqual([
    { job: 'mail', attempt: 2, user: 7, part: 'body' },
    { job: 'mail', attempt: 1, user: 7 },
    [1, 2],
    null,
  ]);
});

it('a request is told with what is captured in it, and what one part of it adds the next one has', () => {
  let route: string | undefined;
  const inRequest = micrologs.openRequest(() => ({ method: 'GET', url: 'https://shop.test/items/5', route }));
  inRequest(() => micrologs.addContext({ user: 7 }));
  route = '/items/:id';
  inRequest(() => micrologs.error('boom'));
  inRequest(() => micrologs.error('elsewhere', { url: 'https://other.test/' }));
  const request = { method: 'GET', route: '/items/:id' };
  expect(micrologs.events).toMatchObject([
    { url: 'https://shop.test/items/5', context: { request, user: 7 } },
    { url: 'https://other.test/', context: { request, user: 7 } },
  ]);
});

it('a request that cannot be told is left out', () => {
  const inRequest = micrologs.openRequest(() => {
    throw new Error('yours');
  });
  inRequest(() => micrologs.error('boom', { context: 'text' as never }));
  inRequest(() =>
    micrologs.captureException(new Error('top', { cause: new Error('cause') }), { context: 'text' as never }),
  );
  expect(contexts()).toEqual(['text', 'text']);
});

it('a wrapped handler gives what yours gives, and captures what it throws', async () => {
  const handler = micrologs.wrapHandler((name: string) => {
    if (name === '') throw new Error('no name');
    micrologs.audit(name);
    return name.length;
  });
  expect(await handler('abc')).toBe(3);
  expect(micrologs.queued).toBe(0);
  await expect(handler('')).rejects.toThrow('no name');
  expect(micrologs.events).toMatchObject([{ action: 'abc' }, { message: 'no name' }]);
  expect(micrologs.queued).toBe(0);
});

it('where the platform can wait, the handler does not', async () => {
  const waiting: Promise<unknown>[] = [];
  const handler = micrologs.wrapHandler((request: string) => micrologs.audit(request).eventId, {
    waitUntil: (sending, ...given) => waiting.push(sending, Promise.resolve(given)),
  });
  await handler('request');
  expect(await Promise.all(waiting)).toEqual([true, ['request']]);
});

it('the same exception counts once', () => {
  const error = new Error('boom');
  expect(micrologs.captureException(error).isQueued).toBe(true);
  expect(micrologs.captureException(error).isQueued).toBe(false);
  micrologs.captureException('text');
  micrologs.captureException('text');
  expect(micrologs.events).toHaveLength(3);
});

it('arguments that cannot be used are refused, with a warning', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  expect(await micrologs.audit('')).toBeNull();
  expect(await micrologs.audit(5 as never)).toBeNull();
  expect(await micrologs.pageview({} as never)).toBeNull();
  expect(micrologs.error('', { type: 'Named' }).isQueued).toBe(true);
  expect(micrologs.events).toMatchObject([{ message: 'Named' }]);
  expect(warned).toHaveBeenCalledTimes(3);
  warned.mockRestore();
});
