import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerceErrorText } from './error.ts';
import { textLimits } from './generated/shapes.ts';
import { bodyValidators } from './generated/validators.mjs';

function read(body: unknown) {
  return coerceErrorText(body, JSON.stringify(body) ?? '');
}

function strictOf(body: object) {
  const parsed = read({ message: 'boom', ...body });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

it('fills in what is not given', () => {
  expect(read({ message: 'boom' })).toEqual({
    ok: true,
    value: {
      error_type: 'Unknown',
      message: 'boom',
      file: '',
      line: null,
      stack: null,
      url: '',
      severity: 'error',
      environment: 'production',
      release: '',
      fingerprint: [],
      context: null,
      visitor_id: '',
      session_token: '',
      event_id: null,
      occurred_at: null,
    },
  });
});

describe('what is missing or of the wrong kind', () => {
  it('is told with its name', () => {
    for (const message of [undefined, null, '', '0', 0, false, ' \0', [], {}]) {
      expect(read({ message, x: 1 })).toMatchObject({ ok: false, message: 'message is required', field: 'message' });
    }
    for (const name of ['error_type', 'file', 'stack', 'url', 'release', 'visitor_id', 'session_token']) {
      for (const value of [[], {}, ['x']]) {
        expect(read({ message: 'x', [name]: value })).toMatchObject({
          message: `${name} must be a string`,
          field: name,
        });
      }
    }
    expect(read({ message: 'x', line: [] })).toMatchObject({ message: 'line must be a number' });
    expect(read({ message: 'x', event_id: 'a b' })).toMatchObject({ field: 'event_id' });
    expect(read({ message: 'x', occurred_at: {} })).toMatchObject({ field: 'occurred_at' });
  });

  it('is the whole body when it is no filled object', () => {
    for (const body of [null, undefined, {}, [], 'text', 5, [{ message: 'x' }]]) {
      expect(read(body)).toEqual({ ok: false, message: 'Invalid or missing JSON body', field: null });
    }
  });
});

it('leaves texts whole for the scrubbing, trimmed, and cuts ids at their limit, between characters', () => {
  const { visitor_id, session_token, fingerprint: _, ...texts } = textLimits.TrackErrorBody;
  const long = 'é'.repeat(40_000);
  const body = Object.fromEntries([...Object.keys(texts), 'visitor_id', 'session_token'].map((n) => [n, ` ${long}`]));
  const value = strictOf({ ...body, fingerprint: [long] });
  for (const name of Object.keys(texts) as (keyof typeof texts)[]) expect(value[name], name).toBe(long);
  expect(value.fingerprint).toEqual([long]);
  expect(Buffer.byteLength(value.visitor_id)).toBe(visitor_id);
  expect(Buffer.byteLength(value.session_token)).toBe(session_token);
});

it.each([
  [undefined, 'Unknown'],
  [null, 'Unknown'],
  ['', ''],
  [' ', ''],
  [5, '5'],
])('error_type %j is %j', (error_type, expected) => {
  expect(strictOf({ error_type }).error_type).toBe(expected);
});

it.each([
  ['0', 0],
  [0, 0],
  [-0, 0],
  ['42abc', 42],
  [' 42', 42],
  [1.9, 1],
  [true, 1],
  [4_294_967_295, 4_294_967_295],
  [4_294_967_296, null],
  [-1, null],
  [1e300, null],
  ['abc', null],
  ['', null],
  [null, null],
  [false, null],
])('E4: line %j is %j', (line, expected) => {
  expect(strictOf({ line }).line).toBe(expected);
});

it.each([
  ['critical', 'critical'],
  ['info', 'info'],
  ['Info', 'error'],
  [' info', 'error'],
  [true, 'error'],
  [0, 'error'],
  [['info'], 'error'],
  [null, 'error'],
])('E8: severity %j is %s', (severity, expected) => {
  expect(strictOf({ severity }).severity).toBe(expected);
});

it.each([
  [undefined, 'production'],
  [null, 'production'],
  ['', 'production'],
  ['production', 'production'],
  ['Staging', 'staging'],
  ['development', 'development'],
  ['local', 'development'],
  ['DEV', 'development'],
  ['Testing', 'development'],
  ['test', 'development'],
  ['unknown', 'unknown'],
  ['qa-3', 'unknown'],
  [5, 'unknown'],
  [['staging'], 'unknown'],
])('E3: environment %j is %s', (environment, expected) => {
  expect(strictOf({ environment }).environment).toBe(expected);
});

describe('fingerprint', () => {
  it.each([
    ['payment', ['payment']],
    [
      ['a', 5, '', true],
      ['a', '5', '', '1'],
    ],
    ['', []],
    [['', null], []],
    [null, []],
    [[], []],
  ])('%j is %j', (fingerprint, expected) => {
    expect(strictOf({ fingerprint }).fingerprint).toEqual(expected);
  });

  it.each([[{}], [[['a']]], [['a', {}]]])('%j is refused', (fingerprint) => {
    expect(read({ message: 'x', fingerprint })).toMatchObject({
      ok: false,
      message: 'fingerprint must be a string or an array of strings',
    });
  });

  it('takes 10 parts', () => {
    expect(strictOf({ fingerprint: Array(10).fill('a') }).fingerprint).toHaveLength(10);
    expect(read({ message: 'x', fingerprint: Array(11).fill('a') })).toMatchObject({
      ok: false,
      message: 'fingerprint takes 10 strings at most',
    });
  });
});

describe('E10: context', () => {
  it.each([
    ['{"message":"x","context":{"id":12345678901234567890,"list":[{}]}}', '{"id":12345678901234567890,"list":[{}]}'],
    ['{"message":"x","context": { "a" : "\\u00e9" } }', '{"a":"é"}'],
    ['{"message":"x","context":[]}', '[]'],
    ['{"message":"x","context":{}}', '{}'],
    ['{"message":"x","context":"text"}', null],
    ['{"message":"x","context":5}', null],
    ['{"message":"x","context":null}', null],
    ['{"message":"x"}', null],
  ])('%s', (text, context) => {
    expect(coerceErrorText(JSON.parse(text), text)).toMatchObject({ ok: true, value: { context } });
  });
});

const loose = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.jsonValue(),
  fc.constantFrom('', '0', ' x ', null, true, 5, -1, 1_772_000_000_000, '2026-03-01T09:30:15Z', 'a'.repeat(3000)),
);
const anyBody = fc.record(
  Object.fromEntries(
    ['message', 'line', 'severity', 'environment', 'context', 'event_id', 'occurred_at', 'other']
      .concat(Object.keys(textLimits.TrackErrorBody))
      .map((name) => [name, loose]),
  ),
  { requiredKeys: [] },
);

it('gives what openapi.yaml describes, or a message, for any body', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const parsed = read(body);
      if (!parsed.ok) {
        expect(parsed.message).not.toBe('');
        return;
      }
      const { context, ...value } = parsed.value;
      const given = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
      if (context !== null) given.context = JSON.parse(context);
      bodyValidators.trackError!(given);
      expect(bodyValidators.trackError!.errors ?? []).toEqual([]);
    }),
  );
});
