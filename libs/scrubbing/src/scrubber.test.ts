import { describe, expect, it } from 'vitest';
import { auditsWithSecrets, errorsWithSecrets, ordinaryNames, ordinaryTexts } from './corpus.fixture.ts';
import { FILTERED, Scrubber } from './scrubber.ts';

const scrubber = new Scrubber({ scrubKeys: [], safeKeys: [] });

function scrubbedError(body: Record<string, unknown>): string {
  const { context, ...rest } = body;
  return JSON.stringify(
    scrubber.error({
      error_type: 'Error',
      message: '',
      file: '',
      line: null,
      stack: null,
      url: '',
      severity: 'error',
      environment: 'production',
      release: '',
      fingerprint: [],
      ...rest,
      context: context === undefined ? null : JSON.stringify(context),
    }),
  );
}

describe('the corpus', () => {
  it('has no secret left in any place of an error', () => {
    const all = errorsWithSecrets();
    const left = all.filter(({ body, secret }) => {
      const text = scrubbedError(body);
      return text.includes(secret.needle) || text.includes(JSON.stringify(secret.needle).slice(1, -1));
    });
    console.log(`Secrets left in errors: ${left.length} of ${all.length}`);
    expect(left.map(({ place, secret }) => `${place}, ${secret.kind}`)).toEqual([]);
    expect(all.length).toBeGreaterThanOrEqual(200);
  });

  it('has no secret left in any place of an audit entry', () => {
    const all = auditsWithSecrets();
    const left = all.filter(({ body, secret }) => {
      const { action, actor = '', context = null } = body;
      const scrubbed = scrubber.audit({
        action,
        actor: String(actor),
        context: context === null ? null : JSON.stringify(context),
      });
      return JSON.stringify(scrubbed).includes(secret.needle);
    });
    console.log(`Secrets left in audit entries: ${left.length} of ${all.length}`);
    expect(left.map(({ place, secret }) => `${place}, ${secret.kind}`)).toEqual([]);
  });

  it('keeps the values of ordinary names', () => {
    expect(ordinaryNames.length).toBeGreaterThanOrEqual(300);
    const filtered = ordinaryNames.filter((name) => {
      const json = JSON.stringify({ [name]: 'blue' });
      const text = `${name}=blue`;
      return scrubber.context(json) !== json || scrubber.text(text) !== text;
    });
    const percent = (100 * filtered.length) / ordinaryNames.length;
    console.log(`Ordinary names filtered by mistake: ${percent.toFixed(1)} % of ${ordinaryNames.length}: ${filtered}`);
    expect(percent).toBeLessThanOrEqual(2);
  });

  it.each(ordinaryTexts)('leaves this as it is: %s', (text) => {
    expect(scrubber.text(text)).toBe(text);
  });
});

describe('a context', () => {
  it('E10: keeps everything but the secrets as it is written', () => {
    const json =
      ' {"big": 12345678901234567890123, "z":1.50,"a":{},"list":[ ],"e":1e400,"text":"\\u00e9 \\/ é","password":"x1","n":null} ';
    expect(scrubber.context(json)).toBe(json.replace('"x1"', '"[Filtered]"'));
  });

  it('filters whatever stands under the name of a secret, but not what says nothing', () => {
    const given = { password: { a: [1] }, pin: 1234, token: ['x'], secret: null, csrf: true, cookie: '', cvv: false };
    expect(JSON.parse(scrubber.context(JSON.stringify(given)))).toEqual({
      ...given,
      password: FILTERED,
      pin: FILTERED,
      token: FILTERED,
    });
  });

  it('filters card numbers that are numbers', () => {
    expect(scrubber.context('{"n":4111111111111111,"m":4111111111111112}')).toBe(
      '{"n":"[Filtered]","m":4111111111111112}',
    );
  });

  it('filters what is nested too deeply to be read', () => {
    const deep = `${'{"a":'.repeat(5000)}"hunter2"${'}'.repeat(5000)}`;
    const scrubbed = scrubber.context(deep);
    expect(scrubbed).toContain('"[Filtered]"');
    expect(() => JSON.parse(scrubbed)).not.toThrow();
  });

  it('is valid JSON afterwards, and the same when it is scrubbed again', () => {
    for (const { body } of errorsWithSecrets()) {
      if (body.context === undefined) continue;
      const once = scrubber.context(JSON.stringify(body.context));
      expect(() => JSON.parse(once)).not.toThrow();
      expect(scrubber.context(once)).toBe(once);
    }
  });

  it.each([
    '',
    '{',
    '{"a"',
    '{"a":',
    '[1,',
    '"',
    '{"password":"x',
    '[}',
    '{"a":1}}',
    'nul',
    '{,}',
    '\\"',
    '{"\\u12":1}',
  ])('that is no JSON does not throw: %s', (text) => {
    expect(typeof scrubber.context(text)).toBe('string');
    expect(scrubber.context(`${text} password=hunter2`)).not.toContain('hunter2');
  });
});

describe('a project', () => {
  const own = new Scrubber({ scrubKeys: ['customerno', 'birth_date'], safeKeys: ['session', 'sessionid', 'pin'] });

  it('adds names of its own', () => {
    const given = {
      customerNo: 'K-1',
      'customer-no': 'K-2',
      user_birth_date: '1990',
      birthDate: '1990',
      customer: 'Ada',
    };
    expect(JSON.parse(own.context(JSON.stringify(given)))).toEqual({
      customerNo: FILTERED,
      'customer-no': FILTERED,
      user_birth_date: FILTERED,
      birthDate: FILTERED,
      customer: 'Ada',
    });
    expect(own.text('failed for customerNo=K-1')).toBe('failed for customerNo=[Filtered]');
    expect(scrubber.text('failed for customerNo=K-1')).toBe('failed for customerNo=K-1');
  });

  it('keeps names that it calls safe, but no secrets under them', () => {
    const given = { session: { count: 3 }, sessionId: 'abc', pin: 7, card_pin: 8, note: 'session=abc' };
    expect(JSON.parse(own.context(JSON.stringify(given)))).toEqual({ ...given, card_pin: FILTERED });
    expect(own.context('{"session":"Bearer abcdef123456"}')).toBe('{"session":"Bearer [Filtered]"}');
  });
});

describe('text', () => {
  it('keeps what is around a secret', () => {
    for (const [text, scrubbed] of [
      ['https://api.test/?page=2&token=abc123&sort=asc', 'https://api.test/?page=2&token=[Filtered]&sort=asc'],
      ['https://api.test/?token=abc&raw&x?=1#top', 'https://api.test/?token=[Filtered]&raw&x?=1#top'],
      ['https://bob:pw@api.test/x failed', 'https://[Filtered]@api.test/x failed'],
      ['{"a":1,"password":"x","b":[2]}', '{"a":1,"password":"[Filtered]","b":[2]}'],
      ['login(password=abc) failed', 'login(password=[Filtered]) failed'],
      ['https://a.test/?to=%2Fx%3Ftoken%3Dabc%26p%3D1', 'https://a.test/?to=%2Fx%3Ftoken%3D[Filtered]%26p%3D1'],
      ['card 4111 1111 1111 1111 was refused', 'card [Filtered] was refused'],
    ] as const) {
      expect(scrubber.text(text)).toBe(scrubbed);
    }
  });

  it('filters a refused password in quotes, and no part of a program in quotes', () => {
    expect(scrubber.text('wrong password "hunter", user_password `x y` of kim')).toBe(
      'wrong password "[Filtered]", user_password `[Filtered]` of kim',
    );
    for (const text of [
      'Unexpected token \'item2\', "<!DOCTYPE" is not valid JSON',
      "Cannot read properties of undefined (reading 'password')",
      'column "password" "of users" does not exist',
      'Invalid password for "kim"',
    ]) {
      expect(scrubber.text(text)).toBe(text);
    }
    expect(new Scrubber({ scrubKeys: [], safeKeys: ['password'] }).text('password "open"')).toBe('password "open"');
  });

  it('leaves names of acts alone, and still finds secrets in them', () => {
    for (const action of ['token:create', 'password:reset', 'session:start', 'api_key:rotate', 'auth.login']) {
      expect(scrubber.word(action)).toBe(action);
    }
    expect(scrubber.word('token:a1b2c3d4')).toBe('token:[Filtered]');
  });
});
