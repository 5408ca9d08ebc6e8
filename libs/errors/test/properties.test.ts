import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GroupingInput, groupError, parseStack } from '../src/index.ts';

interface Call {
  name: string;
  file: string;
  line: number;
  column: number;
}

const name = fc.stringMatching(/^[a-z]{4,9}[A-Z][a-z]{3,6}$/);
const call = fc.record({
  name,
  file: fc.constantFrom('cart', 'checkout', 'profile'),
  line: fc.integer({ min: 1, max: 99_999 }),
  column: fc.integer({ min: 1, max: 9999 }),
});
const trace = fc.array(call, { minLength: 1, maxLength: 8 });
const hexHash = fc.stringMatching(/^[a-f][0-9a-f]{6,18}[0-9]$/);
const viteHash = fc.stringMatching(/^[A-Z][a-z][0-9][A-Za-z0-9_-]{5}$/);

const writers = {
  v8: (calls: Call[], hash: string) =>
    `Error: boom\n${calls.map((c) => `    at ${c.name} (https://a.example/js/${c.file}.${hash}.js:${c.line}:${c.column})`).join('\n')}`,
  gecko: (calls: Call[], hash: string) =>
    calls.map((c) => `${c.name}@https://a.example/js/${c.file}.${hash}.js:${c.line}:${c.column}\n`).join(''),
  webkit: (calls: Call[], hash: string) =>
    calls.map((c) => `${c.name}@https://a.example/js/${c.file}.${hash}.js:${c.line}:${c.column}`).join('\n'),
};

const errorOf = (fields: Partial<GroupingInput>): GroupingInput => ({
  errorType: 'Error',
  message: 'boom',
  file: '',
  line: null,
  stack: null,
  url: '',
  fingerprint: [],
  ...fields,
});
const fingerprint = (stack: string) => groupError(errorOf({ stack })).fingerprint;

describe('over all traces', () => {
  it('neither lines nor columns nor the hashes of bundles nor the engine change the fingerprint', () => {
    fc.assert(
      fc.property(trace, fc.integer({ min: 1, max: 500 }), hexHash, fc.oneof(hexHash, viteHash), (calls, by, a, b) => {
        const moved = calls.map((c) => ({ ...c, line: c.line + by, column: c.column + by }));
        const first = fingerprint(writers.v8(calls, a));
        expect(fingerprint(writers.v8(moved, a))).toBe(first);
        expect(fingerprint(writers.v8(moved, b).replaceAll(`.${b}.js`, `-${b}.js`))).toBe(first);
        expect(fingerprint(writers.gecko(moved, b))).toBe(first);
        expect(fingerprint(writers.webkit(calls, b))).toBe(first);
      }),
    );
  });

  it('another function does', () => {
    fc.assert(
      fc.property(trace, name, hexHash, (calls, other, hash) => {
        fc.pre(calls.every((c) => c.name !== other));
        const [first, ...rest] = calls;
        expect(fingerprint(writers.v8([{ ...first!, name: other }, ...rest], hash))).not.toBe(
          fingerprint(writers.v8(calls, hash)),
        );
      }),
    );
  });

  it('other ids in a message do not', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.uuid(), fc.uuid(), (a, b, uuidA, uuidB) => {
        const text = (id: number, uuid: string) =>
          groupError(errorOf({ message: `Order ${id + 10} of ${uuid} is gone` })).fingerprint;
        expect(text(a, uuidA)).toBe(text(b, uuidB));
      }),
    );
  });

  it('nothing that is sent makes grouping fail, and few frames come of it', () => {
    const noise = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom(
          '    at ',
          '@',
          'File "',
          '", line 3, in f',
          '#0 ',
          ' in ',
          '(',
          ')',
          ':1:2',
          '\n',
          'Caused by: ',
        ),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(noise, fc.string({ unit: 'binary' }), (pieces, message) => {
        const stack = pieces.join('');
        const grouping = groupError(errorOf({ stack, message, file: stack, errorType: message }));
        expect(grouping.fingerprint).toMatch(/^[0-9a-f]{64}$/);
        expect(parseStack(stack).length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500 },
    );
  });
});

/** Texts of 65 KB that make careless expressions take minutes. */
const hostile: Record<string, string> = {
  spaces: ' '.repeat(65_000),
  'at without an end': `at ${'a'.repeat(65_000)}`,
  'words after at': `at ${'a '.repeat(32_000)}:1`,
  parentheses: `${'    at f ((((((((((((((((((((((((((((((((((((((((:1:2)\n'.repeat(1200)}`,
  'at signs': `${'@'.repeat(470)}:1:2\n`.repeat(137),
  quotes: `${'"@'.repeat(230)}:1:2\n`.repeat(137),
  colons: `at f (${':1'.repeat(32_000)})`,
  'eval after eval': `${'    at eval (eval at '.repeat(20)}(a.js:1:2)\n`.repeat(150),
  'python without quotes': `File "${'a'.repeat(65_000)}`,
  'php places': `#0 ${'(1'.repeat(32_000)}`,
  'php headlines': `#0 a(1): f()\n${' in a'.repeat(13_000)}:1`,
  'java names': `at ${'a.'.repeat(32_000)}(A.java:1)`,
  'java parentheses': `at a(${'a '.repeat(32_000)}`,
  'dotnet places': `at a.b(x)${' in a'.repeat(13_000)}:line x`,
  lines: '\n'.repeat(65_000),
  'short frames': 'at f (a:1:2)\n'.repeat(5000),
};

describe('texts made to hold a server up', () => {
  it.each(Object.entries(hostile))('%s', (_, text) => {
    const grouping = groupError(errorOf({ stack: text, message: text, file: text, errorType: text }));
    expect(grouping.fingerprint).toHaveLength(64);
    expect(parseStack(text).length).toBeLessThanOrEqual(100);
  });

  it.each(['a@', '1.1.', 'a:', '2026-01-', 'values (', '"\'', 'http://', 'Mon, 2 Mar ', '(SQL: ', '<value>-', 'é1'])(
    'a message of many %j',
    (piece) => {
      const grouping = groupError(errorOf({ message: piece.repeat(512).slice(0, 1024) }));
      expect(grouping.fingerprint).toHaveLength(64);
    },
  );
});
