import { expect, it } from 'vitest';
import { Pauses } from './pauses.ts';

const LONG_MS = 600_000;

it('rests until it is woken, or told to stop, and never again', async () => {
  const pauses = new Pauses();
  await pauses.rest(1);
  const first = pauses.rest(LONG_MS);
  pauses.wake();
  await first;
  expect(pauses.areOver).toBe(false);
  const second = pauses.rest(LONG_MS);
  pauses.end();
  await second;
  expect(pauses.areOver).toBe(true);
  await pauses.rest(LONG_MS);
});

it('is not woken from a pause that has not begun', async () => {
  const pauses = new Pauses();
  pauses.wake();
  let isOver = false;
  const resting = pauses.rest(LONG_MS).then(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  expect(isOver).toBe(false);
  pauses.end();
  await resting;
});
