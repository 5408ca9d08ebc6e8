import { expect, it } from 'vitest';
import { ConnectionError, NotFoundError } from '../src/index.ts';
import { fakeMicrologs } from '../src/testing.ts';

it('keeps what is captured', async () => {
  const fake = fakeMicrologs({ environment: 'testing' });
  fake.error('boom', { context: { password: 'x', order: 5 } });
  fake.captureException(new TypeError('bad'));
  fake.audit('invoice.paid', 'kim');
  expect(await fake.pageview({ url: 'https://shop.test/' })).toMatchObject({ success: true });
  expect(fake.events.map(({ kind }) => kind)).toEqual(['error', 'error', 'audit', 'pageview']);
  expect(fake.eventsOf('error')).toMatchObject([
    { message: 'boom', environment: 'testing', context: { password: '[Filtered]', order: 5 } },
    { message: 'bad', error_type: 'TypeError' },
  ]);
  expect(await fake.flush()).toBe(true);
  fake.reset();
  expect(fake.events).toEqual([]);
});

it('leaves out what your beforeSend drops', () => {
  const fake = fakeMicrologs({ beforeSend: (event) => (event.message === 'drop' ? null : event) });
  fake.error('drop');
  fake.error('keep');
  expect(fake.events).toMatchObject([{ message: 'keep' }]);
});

it('answers questions as told, also those of 1.x', async () => {
  const fake = fakeMicrologs()
    .answer('deleteLink', ({ code }) => ({ code: String(code) }))
    .answer('getLink', () => {
      throw new NotFoundError(404, 'Link not found');
    });
  expect(await fake.api.links.delete({ code: 'x' })).toEqual({ code: 'x' });
  expect(await fake.deleteLink('y')).toEqual({ success: true, message: 'OK', data: { code: 'y' } });
  await expect(fake.api.links.get({ code: 'x' })).rejects.toBeInstanceOf(NotFoundError);
  await expect(fake.api.links.list()).rejects.toBeInstanceOf(ConnectionError);
  await expect(fake.api.links.list()).rejects.toThrow(/no answer for listLinks/);
});
