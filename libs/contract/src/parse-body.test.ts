import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyShapes } from './generated/shapes.ts';
import { bodyValidators } from './generated/validators.mjs';
import { type BodyOperationId, parseBody } from './parse-body.ts';

const operationIds = Object.keys(bodyShapes) as BodyOperationId[];

/** One argument a case, lists included. */
function each(values: unknown[]): [unknown][] {
  return values.map((value) => [value]);
}

function messageOf(operationId: BodyOperationId, body: unknown): string | null {
  const parsed = parseBody(operationId, body);
  return parsed.ok ? null : parsed.message;
}

describe('every body', () => {
  it.each(operationIds)('%s: what is no filled object counts as missing', (operationId) => {
    for (const body of [null, undefined, {}, [], [1], 'text', '', 5, 0, true, false]) {
      expect(messageOf(operationId, body)).toBe('Invalid or missing JSON body');
    }
  });

  it.each(operationIds)(
    '%s: whatever a field holds, the result is strict or a message of the contract',
    (operationId) => {
      const { fields, checks } = bodyShapes[operationId];
      const messages = new Set<string>([...checks.map(({ message }) => message), 'Invalid or missing JSON body']);
      const loose = fc.oneof(
        fc.jsonValue(),
        fc.integer(),
        fc.constantFrom(
          '',
          '0',
          '3',
          ' 7 ',
          null,
          true,
          false,
          '\0',
          [''],
          ['a.test'],
          [['a']],
          Number.POSITIVE_INFINITY,
          -1,
          1.5,
        ),
      );
      const body = fc.record(Object.fromEntries(Object.keys(fields).map((name) => [name, loose])), {
        requiredKeys: [],
      });
      fc.assert(
        fc.property(body, (input) => {
          const parsed = parseBody(operationId, input);
          if (!parsed.ok) {
            expect(messages).toContain(parsed.message);
            return;
          }
          expect(bodyValidators[operationId]!(parsed.value)).toBe(true);
          expect(parseBody(operationId, parsed.value)).toEqual(parsed);
        }),
      );
    },
  );
});

describe('createProject', () => {
  const good = { name: 'Shop', allowed_domains: ['shop.test'] };

  it('fills in the defaults and leaves unknown fields out', () => {
    expect(parseBody('createProject', { ...good, colour: 'red', timezone: null, cookieless: null })).toEqual({
      ok: true,
      value: {
        ...good,
        timezone: 'UTC',
        cookieless: false,
        respect_dnt: false,
        merge_fingerprints: false,
        scrub_keys: [],
        safe_keys: [],
        audit_secret_only: false,
      },
    });
  });

  it('reads loose types', () => {
    expect(parseBody('createProject', { name: 42, allowed_domains: [' a.test\n', null, 7] })).toMatchObject({
      value: { name: '42', allowed_domains: ['a.test', '', '7'] },
    });
  });

  it('reads the members of retention, where null is a value and unknown ones are left out', () => {
    const read = (retention: unknown) => parseBody('createProject', { ...good, retention });
    expect(read({ errors_days: ' 90 ', clicks_days: null, keep_counts: null, colour: 'red' })).toMatchObject({
      value: { retention: { errors_days: 90, clicks_days: null } },
    });
    for (const wrong of [[], 'x', 30, { errors_days: 0 }, { audit_days: 'x' }, { keep_counts: 1 }]) {
      expect(read(wrong)).toMatchObject({ ok: false, field: 'retention' });
    }
    expect(parseBody('editProject', { id: 3, retention: { errors_days: 1.5 } })).toMatchObject({ lookupId: 3 });
    expect(read(null)).toEqual(parseBody('createProject', good));
  });

  it('makes its checks in their order', () => {
    const long = 'é'.repeat(51);
    const many = Array.from({ length: 21 }, (_, i) => `${i}.test`);
    const steps: [object, string][] = [
      [{ allowed_domains: 'x', timezone: [] }, 'name is required'],
      [{ name: long, allowed_domains: 'x' }, 'allowed_domains must be a non-empty array'],
      [{ name: long, allowed_domains: many }, 'name must be 100 characters or less'],
      [{ name: 'Shop', allowed_domains: [...many, {}] }, 'Maximum 20 allowed domains per project'],
      [{ name: 'Shop', allowed_domains: ['a.test', {}], timezone: {} }, 'allowed_domains must contain host names only'],
      [{ ...good, timezone: {}, cookieless: 1 }, 'timezone must be the IANA name of a time zone such as Europe/Oslo'],
      [{ ...good, cookieless: 1, respect_dnt: 'yes' }, 'cookieless must be a boolean'],
      [{ ...good, respect_dnt: 'yes', merge_fingerprints: 0 }, 'respect_dnt must be a boolean'],
      [{ ...good, merge_fingerprints: 'false' }, 'merge_fingerprints must be a boolean'],
    ];
    for (const [body, message] of steps) expect(messageOf('createProject', body)).toBe(message);
  });

  it.each(each([undefined, null, '', '0', 0, false, '  ', [], {}]))('name %j counts as missing', (name) => {
    expect(messageOf('createProject', { ...good, name })).toBe('name is required');
  });

  it.each(each([undefined, null, [], {}, 'a.test', 5]))('allowed_domains %j is no list', (allowed_domains) => {
    expect(messageOf('createProject', { ...good, allowed_domains })).toBe('allowed_domains must be a non-empty array');
  });

  it('takes a name of exactly 100 bytes', () => {
    expect(messageOf('createProject', { ...good, name: 'é'.repeat(50) })).toBe(null);
    expect(messageOf('createProject', { ...good, name: `${'é'.repeat(50)}a` })).toBe(
      'name must be 100 characters or less',
    );
  });

  it('takes 20 domains', () => {
    expect(messageOf('createProject', { ...good, allowed_domains: Array(20).fill('a.test') })).toBe(null);
  });
});

describe('id', () => {
  const operations = ['editProject', 'toggleProject', 'regenerateProjectKeys', 'deleteProject'] as const;

  it.each(operations)('%s needs one', (operationId) => {
    for (const id of [undefined, null, 0, '0', '', 'abc', '3x', -1, 1.5, true, [], [3], {}, 2 ** 53]) {
      const parsed = parseBody(operationId, { id, name: '', confirm: 'Shop' });
      expect(parsed).toEqual({ ok: false, message: 'id is required', field: 'id' });
    }
  });

  it.each(operations)('%s takes it as text', (operationId) => {
    expect(parseBody(operationId, { id: ' 3 ', name: 'Shop', confirm: 'Shop' })).toMatchObject({ value: { id: 3 } });
  });
});

describe('editProject', () => {
  it('asks for a look-up before it complains about anything but the id', () => {
    const steps: [object, string][] = [
      [{ id: 3 }, 'Nothing to update. Provide name or allowed_domains.'],
      [{ id: '3', name: null, other: 1 }, 'Nothing to update. Provide name or allowed_domains.'],
      [{ id: 3, name: ' ', allowed_domains: [] }, 'name cannot be empty'],
      [{ id: 3, name: [] }, 'name cannot be empty'],
      [{ id: 3, name: 'x'.repeat(101), allowed_domains: [] }, 'name must be 100 characters or less'],
      [{ id: 3, allowed_domains: [] }, 'allowed_domains must be a non-empty array'],
      [{ id: 3, allowed_domains: Array(21).fill('a.test') }, 'Maximum 20 allowed domains per project'],
      [{ id: 3, cookieless: 'no' }, 'cookieless must be a boolean'],
    ];
    for (const [body, message] of steps) {
      expect(parseBody('editProject', body)).toMatchObject({ ok: false, message, lookupId: 3 });
    }
  });

  it('gives only what is to change', () => {
    expect(parseBody('editProject', { id: 3, name: ' Shop EU ', allowed_domains: null })).toEqual({
      ok: true,
      value: { id: 3, name: 'Shop EU' },
    });
    expect(parseBody('editProject', { id: 3, respect_dnt: false })).toEqual({
      ok: true,
      value: { id: 3, respect_dnt: false },
    });
  });
});

describe('toggleProject', () => {
  it('sets, or leaves the choice open', () => {
    expect(parseBody('toggleProject', { id: 3, is_active: false })).toEqual({
      ok: true,
      value: { id: 3, is_active: false },
    });
    expect(parseBody('toggleProject', { id: 3, is_active: null })).toEqual({ ok: true, value: { id: 3 } });
  });

  it.each(each([0, 1, 'true', '', []]))('is_active %j is no boolean', (is_active) => {
    expect(parseBody('toggleProject', { id: 3, is_active })).toMatchObject({
      message: 'is_active must be a boolean',
      lookupId: 3,
    });
  });
});

describe('regenerateProjectKeys', () => {
  it('replaces both unless told otherwise', () => {
    expect(parseBody('regenerateProjectKeys', { id: 3, rotate_public: null })).toEqual({
      ok: true,
      value: { id: 3, rotate_secret: true, rotate_public: true },
    });
  });

  it('takes booleans only, and wants one of them true, before any look-up', () => {
    expect(parseBody('regenerateProjectKeys', { id: 3, rotate_secret: 'false', rotate_public: 0 })).toEqual({
      ok: false,
      message: 'rotate_secret must be a boolean',
      field: 'rotate_secret',
    });
    expect(messageOf('regenerateProjectKeys', { id: 3, rotate_public: 1 })).toBe('rotate_public must be a boolean');
    expect(parseBody('regenerateProjectKeys', { id: 3, rotate_secret: false, rotate_public: false })).toEqual({
      ok: false,
      message: 'Nothing to rotate. Set rotate_secret and/or rotate_public to true.',
      field: null,
    });
  });
});

describe('deleteProject', () => {
  it('leaves the comparison of confirm to whoever knows the name', () => {
    expect(parseBody('deleteProject', { id: 3, confirm: ' Shop ' })).toEqual({
      ok: true,
      value: { id: 3, confirm: 'Shop' },
    });
    for (const confirm of [undefined, null, '', false]) {
      expect(parseBody('deleteProject', { id: 3, confirm })).toEqual({ ok: true, value: { id: 3, confirm: '' } });
    }
    for (const confirm of [[], {}]) {
      expect(parseBody('deleteProject', { id: 3, confirm })).toMatchObject({
        message: "confirm must be the project's exact name",
        lookupId: 3,
      });
    }
  });
});

describe('verifyKey', () => {
  it.each(each([undefined, null, '', '0', ' ', [], {}, false]))('key %j counts as missing', (key) => {
    expect(messageOf('verifyKey', { key, other: 1 })).toBe('key is required');
  });

  it('trims', () => {
    expect(parseBody('verifyKey', { key: '\tabc\n' })).toEqual({ ok: true, value: { key: 'abc' } });
  });
});
