import { describe, expect, it } from 'vitest';
import { GROUPING_VERSION, type GroupingInput, groupError, legacyFingerprint } from './index.ts';

const anError = (fields: Partial<GroupingInput> = {}): GroupingInput => ({
  errorType: 'TypeError',
  message: 'x is not a function',
  file: '',
  line: null,
  stack: null,
  url: '',
  fingerprint: [],
  ...fields,
});
const fingerprint = (fields: Partial<GroupingInput>) => groupError(anError(fields)).fingerprint;
const V8 = `TypeError: x is not a function
    at Cart.addItem (https://shop.example/app.3f2a9c.js:10:20)
    at async start (https://shop.example/app.3f2a9c.js:4:2)`;

describe('the fingerprint', () => {
  it('is 64 hex digits, made by the rules of a numbered version', () => {
    const grouping = groupError(anError());
    expect(grouping.version).toBe(GROUPING_VERSION);
    expect(grouping.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('stays what it is: groups are found by it for years', () => {
    expect(fingerprint({ stack: V8 })).toMatchInlineSnapshot(
      `"6c6f80f61e259dc3043a887ef84769fc74d3036876ddf0b782939506efdb3b1a"`,
    );
    expect(fingerprint({})).toMatchInlineSnapshot(`"61a60e7da4af106943815d18a4f7d5043f2dd7fba31ef0ba763b979cd997e3ae"`);
    expect(fingerprint({ fingerprint: ['checkout', '{{ default }}'] })).toMatchInlineSnapshot(
      `"96302e89cea66cd9b3dbaab686ec10f13823a160b491a6e89004b6f36f1af8c3"`,
    );
  });

  it('E1: parts that only join alike do not collide', () => {
    expect(fingerprint({ errorType: 'TypeErrorA', message: 'B' })).not.toBe(
      fingerprint({ errorType: 'TypeError', message: 'AB' }),
    );
    expect(fingerprint({ fingerprint: ['a', 'bc'] })).not.toBe(fingerprint({ fingerprint: ['ab', 'c'] }));
    expect(fingerprint({ fingerprint: ['a","b'] })).not.toBe(fingerprint({ fingerprint: ['a', 'b'] }));
  });

  it('E6: queries and fragments of a page or a script part no groups', () => {
    const page = 'https://shop.example/cart';
    expect(fingerprint({ file: `${page}?step=2` })).toBe(fingerprint({ file: `${page}?step=3#pay` }));
    expect(fingerprint({ file: '/js/cart.js?v=12' })).toBe(fingerprint({ file: '/js/cart.js' }));
    expect(fingerprint({ file: '/js/cart.js' })).not.toBe(fingerprint({ file: '/js/orders.js' }));
  });

  it('does not depend on the page, since a fault of a shared script shows on all of them', () => {
    expect(fingerprint({ file: 'https://shop.example/a', url: 'https://shop.example/a' })).toBe(
      fingerprint({ file: 'https://shop.example/b', url: 'https://shop.example/b' }),
    );
  });
});

describe("a client's own fingerprint", () => {
  it('goes before everything else', () => {
    const asked = groupError(anError({ stack: V8, fingerprint: ['checkout'] }));
    expect(asked.method).toBe('fingerprint');
    expect(asked.fingerprint).toBe(fingerprint({ errorType: 'Error', message: 'other', fingerprint: ['checkout'] }));
  });

  it('may refine what the server would take', () => {
    const refined = fingerprint({ stack: V8, fingerprint: ['{{ default }}', 'tenant-a'] });
    expect(refined).not.toBe(fingerprint({ stack: V8, fingerprint: ['{{ default }}', 'tenant-b'] }));
    expect(refined).not.toBe(fingerprint({ fingerprint: ['{{ default }}', 'tenant-a'] }));
    expect(refined).toBe(fingerprint({ stack: V8.replace(':10:', ':99:'), fingerprint: ['{{default}}', 'tenant-a'] }));
  });

  it('that asks for the default alone, or for nothing, changes nothing', () => {
    expect(fingerprint({ stack: V8, fingerprint: ['{{ default }}'] })).toBe(fingerprint({ stack: V8 }));
    expect(fingerprint({ stack: V8, fingerprint: [''] })).toBe(fingerprint({ stack: V8 }));
  });
});

describe('what decides', () => {
  const method = (fields: Partial<GroupingInput>) => groupError(anError(fields)).method;

  it('are the calls, else type and message, else the type', () => {
    expect(method({ stack: V8 })).toBe('stack');
    expect(method({ stack: 'no trace at all' })).toBe('message');
    expect(method({})).toBe('message');
    expect(method({ message: ' ' })).toBe('type');
  });

  it('is the message when a minifier has left no names, which would change with the next build', () => {
    const minified = (name: string) => `TypeError: boom\n    at ${name} (https://shop.example/app.min.js:1:2345)`;
    expect(method({ stack: minified('t') })).toBe('message');
    expect(fingerprint({ stack: minified('t') })).toBe(fingerprint({ stack: minified('Qe') }));
    expect(fingerprint({ stack: minified('t') })).not.toBe(fingerprint({ stack: minified('t'), message: 'other' }));
  });

  it('is the failed call and not what waits for it, which not every engine tells', () => {
    const { parts } = groupError(anError({ stack: V8 }));
    expect(parts.filter((part) => part.counted).map((part) => part.value)).toEqual(['addItem (app.js)', 'TypeError']);
    expect(parts.find((part) => part.value === 'start (app.js)')?.why).toContain('waits');
  });

  it('is the root cause, whoever passed it on', () => {
    const root = 'Caused by: java.io.IOException: disk full\n\tat com.acme.Disk.write(Disk.java:9)\n\t... 3 more';
    const outer = (type: string) => `${type}: failed\n\tat com.acme.Api.save(Api.java:5)\n${root}`;
    expect(fingerprint({ errorType: 'com.acme.ApiException', stack: outer('com.acme.ApiException') })).toBe(
      fingerprint({ errorType: 'com.acme.JobException', stack: outer('com.acme.JobException') }),
    );
  });

  it('is one call of those that repeat, wherever recursion ends', () => {
    const trace = (...names: string[]) =>
      `Error: deep\n${names.map((name) => `    at ${name} (/srv/app/tree.js:3:4)`).join('\n')}`;
    const once = fingerprint({ stack: trace('helper', 'walk', 'main') });
    expect(fingerprint({ stack: trace('helper', 'walk', 'walk', 'main') })).toBe(once);
    expect(fingerprint({ stack: trace('helper', 'walk', 'walk', 'walk', 'walk', 'main') })).toBe(once);
    expect(fingerprint({ stack: trace('open', 'visit', 'open', 'visit', 'main') })).toBe(
      fingerprint({ stack: trace('visit', 'open', 'visit', 'open', 'visit', 'main') }),
    );
  });

  it('are all calls when none is of the application', () => {
    const inLibrary = (name: string) => `Error: x\n    at ${name} (/srv/app/node_modules/pg/lib/client.js:3:4)`;
    expect(fingerprint({ stack: inLibrary('connect') })).not.toBe(fingerprint({ stack: inLibrary('query') }));
  });

  it('is told in plain words for every part', () => {
    for (const part of groupError(anError({ stack: V8, file: 'https://shop.example/a' })).parts) {
      expect(part.why).toMatch(/^[a-z].{8,}/);
    }
  });
});

describe('the fingerprint of the PHP engine', () => {
  it('joins the parts as they are', () => {
    // printf '%s' '7ErrorboomA.php12' | sha256sum
    const error = { errorType: 'Error', message: 'boom', file: 'A.php', line: 12 };
    expect(legacyFingerprint(7, error)).toBe('03d953c105a3444a523511924d3053ebbdf78cd42ddaf4fbc105c576234c71c0');
    expect(legacyFingerprint(7, { ...error, line: null })).toBe(
      '73c8f6856aa4f1f028feeff551fcc97a6838a9996225b51eb1314d492f2c0028',
    );
  });
});
