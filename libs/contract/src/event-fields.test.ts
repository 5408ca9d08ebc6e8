import { describe, expect, it } from 'vitest';
import { parseEventId, parseIdempotencyKey, parseOccurredAt } from './event-fields.ts';

describe('parseEventId', () => {
  it.each([undefined, null, '', '  ', false])('%j is none', (value) => {
    expect(parseEventId(value)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['order-81', 'order-81'],
    [' 01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c\n', '01936b2e-7c1a-7f3e-9d2c-5b8a4f3e2d1c'],
    [81, '81'],
    ['a'.repeat(64), 'a'.repeat(64)],
  ])('%j is read', (value, id) => {
    expect(parseEventId(value)).toEqual({ ok: true, value: id });
  });

  it.each([['a'.repeat(65)], ['a b'], ['é'], ['a/b'], [[]], [{}], [1.5]])('%j is refused', (value) => {
    expect(parseEventId(value)).toEqual({
      ok: false,
      message: 'event_id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -',
      field: 'event_id',
    });
  });
});

it('reads the Idempotency-Key header with and without quotes', () => {
  expect(parseIdempotencyKey(undefined)).toEqual({ ok: true, value: null });
  expect(parseIdempotencyKey('abc')).toEqual({ ok: true, value: 'abc' });
  expect(parseIdempotencyKey('"abc"')).toEqual({ ok: true, value: 'abc' });
  expect(parseIdempotencyKey(['a', 'b'])).toMatchObject({ ok: false, field: 'Idempotency-Key' });
  expect(parseIdempotencyKey('"')).toMatchObject({ ok: false });
});

describe('parseOccurredAt', () => {
  const at = Date.UTC(2026, 2, 1, 9, 30, 15, 250);

  it.each([
    [at, at],
    [at + 0.7, at],
    [String(at), at],
    ['2026-03-01T09:30:15.250Z', at],
    ['2026-03-01t09:30:15.250z', at],
    [' 2026-03-01T10:30:15.250+01:00 ', at],
    ['2026-03-01 04:30:15.250-0500', at],
    ['2026-03-01T09:30:15.250999Z', at],
    ['2026-03-01T09:30Z', at - 15_250],
    [undefined, null],
    [null, null],
    ['', null],
  ])('%j', (value, expected) => {
    expect(parseOccurredAt(value)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['yesterday'],
    ['2026-03-01'],
    ['2026-03-01T09:30:15'],
    ['2026-02-31T09:30:15Z'],
    ['2026-03-01T25:00:00Z'],
    ['2026-03-01T09:30:15+99:99'],
    [Number.POSITIVE_INFINITY],
    [[at]],
    [{}],
  ])('%j is refused', (value) => {
    expect(parseOccurredAt(value)).toMatchObject({
      ok: false,
      message: 'occurred_at must be an ISO 8601 time with an offset or epoch milliseconds',
    });
  });
});
