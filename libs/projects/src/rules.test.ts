import { ValidationError } from '@micrologs/domain';
import { describe, expect, it } from 'vitest';
import { allowedHosts, assertNameLength, assertTimeZone, keyNames } from './rules.ts';

describe('allowedHosts', () => {
  it('keeps the order and drops repetitions and empty entries', () => {
    expect(allowedHosts([' b.test/ ', '', 'A.test', 'https://b.test', 'www.a.test'])).toEqual(['b.test', 'a.test']);
  });

  it('counts the entries before it drops any', () => {
    expect(allowedHosts(Array.from({ length: 20 }, () => 'a.test'))).toEqual(['a.test']);
    expect(() => allowedHosts(Array.from({ length: 21 }, () => 'a.test'))).toThrow(
      new ValidationError('Maximum 20 allowed domains per project'),
    );
  });

  it('says which entry is wrong', () => {
    const long = `${'a'.repeat(250)}.test`;
    expect(() => allowedHosts(['a.test', long])).toThrow(new ValidationError(`Domain '${long}' is too long`));
    expect(() => allowedHosts(['*.a.test'])).toThrow(/^Domain '\*\.a\.test' is not a host name/);
    expect(() => allowedHosts(['  ', 'https://'])).toThrow(new ValidationError('No valid domains provided'));
  });
});

describe('names and zones', () => {
  it('measures a name in bytes', () => {
    expect(() => assertNameLength('é'.repeat(50))).not.toThrow();
    expect(() => assertNameLength(`${'é'.repeat(50)}!`)).toThrow(
      new ValidationError('name must be 100 characters or less'),
    );
  });

  it('takes IANA zones only', () => {
    expect(() => assertTimeZone('Pacific/Chatham')).not.toThrow();
    for (const zone of ['+05:30', 'Mars/Olympus', '']) expect(() => assertTimeZone(zone)).toThrow(ValidationError);
  });
});

it('reads names of keys: trimmed, in lower case, each once', () => {
  expect(keyNames('scrub_keys', ['Card_No', ' card_no', 'ŁAŃCUCH', 'x'.repeat(64)])).toEqual([
    'card_no',
    'łańcuch',
    'x'.repeat(64),
  ]);
  expect(keyNames('safe_keys', [])).toEqual([]);
});

it.each([[['']], [['\t']], [['x'.repeat(65)]], [['ł'.repeat(33)]], [Array.from({ length: 51 }, (_, i) => `key${i}`)]])(
  'refuses %j as names of keys',
  (names) => {
    expect(() => keyNames('safe_keys', names)).toThrow(
      'safe_keys must be an array of at most 50 names of 1 to 64 bytes',
    );
  },
);
