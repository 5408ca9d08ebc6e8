import { describe, expect, it } from 'vitest';
import { describeException, withSource } from './exceptions.ts';
import type { CapturedEvent } from './options.ts';
import { SourceLines } from './source-lines.ts';
import { parseFrames } from './stack.ts';

describe('frames', () => {
  it.each([
    ['    at pay (/srv/app/pay.js:88:13)', { name: 'pay', file: '/srv/app/pay.js', line: 88, isOwn: true }],
    [
      '    at async Cart.pay (file:///srv/my%20app/pay.mjs:8:1)',
      { name: 'Cart.pay', file: '/srv/my app/pay.mjs', line: 8, isOwn: true },
    ],
    ['    at /srv/app/index.js:3:1', { name: '', file: '/srv/app/index.js', line: 3, isOwn: true }],
    ['    at new Cart (/srv/app/node_modules/cart/index.js:1:2)', { name: 'new Cart', isOwn: false }],
    [
      '    at Module._compile (node:internal/modules/cjs/loader:1)',
      { file: 'node:internal/modules/cjs/loader', isOwn: false },
    ],
    ['    at pay (C:\\app\\pay.js:5:1)', { file: 'C:\\app\\pay.js', line: 5, isOwn: true }],
  ])('%s', (line, frame) => {
    expect(parseFrames(`Error: x\n${line}`)).toMatchObject([frame]);
  });

  it('are found nowhere else', () => {
    expect(parseFrames(`Error: at (nothing)\n    at <anonymous>\n${'    at '.repeat(10_000)}`)).toEqual([]);
  });
});

describe('an exception', () => {
  const described = (thrown: unknown, context?: Record<string, unknown>) =>
    describeException(thrown, { ...(context && { context }) });

  it('tells its class, place and stack', () => {
    class PaymentError extends Error {}
    const error = new PaymentError('declined');
    const { message, options } = described(error);
    expect(message).toBe('declined');
    expect(options).toMatchObject({ type: 'PaymentError', stack: error.stack, file: import.meta.filename });
    expect(options.line).toBeGreaterThan(1);
  });

  it('without a message goes by its class', () => {
    expect(described(new RangeError()).message).toBe('RangeError');
  });

  it.each([
    ['text', 'string', 'text'],
    [undefined, 'undefined', 'undefined'],
    [null, 'object', 'null'],
    [{ code: 5 }, 'Object', '{ code: 5 }'],
  ])('may be anything: %j', (thrown, type, message) => {
    expect(described(thrown)).toMatchObject({ message, options: { type } });
  });

  it('tells its causes, also when they go in a circle', () => {
    const root = new TypeError('root');
    const middle = new Error('middle', { cause: root });
    root.cause = middle;
    const { options } = described(new Error('top', { cause: middle }), { order: 5 });
    expect(options.context).toMatchObject({
      order: 5,
      causes: [
        { type: 'Error', message: 'middle' },
        { type: 'TypeError', message: 'root' },
      ],
    });
    expect((options.context as { causes: unknown[] }).causes).toHaveLength(2);
  });

  it('tells the errors that it joins', () => {
    expect(described(new AggregateError([new Error('a'), 'b'], 'both')).options.context).toEqual({
      errors: [
        { type: 'Error', message: 'a' },
        { type: 'string', message: 'b' },
      ],
    });
  });

  it('leaves out what would crowd out the context that was given', () => {
    const context = { text: 'x'.repeat(7_900) };
    expect(described(new Error('top', { cause: new Error('cause') }), context).options.context).toEqual(context);
  });
});

describe('source', () => {
  const sources = new SourceLines(1);
  const eventOf = (stack: string | undefined, context: unknown = null) =>
    ({ kind: 'error', event_id: 'x', occurred_at: '', stack, context }) as CapturedEvent;
  const scrub = (text: string) => text.replaceAll('secret', '[Filtered]');

  it('stands around the frame, without secrets', async () => {
    const error = new Error('here, not secret');
    const { context } = await withSource(eventOf(error.stack), sources, scrub);
    const [first] = (context as { source: { at: string; lines: string[] }[] }).source;
    const { line } = parseFrames(error.stack!)[0]!;
    expect(first!.at).toContain(`${import.meta.filename}:${line}`);
    expect(first!.lines).toHaveLength(3);
    expect(first!.lines[1]).toBe(`> ${line}:     const error = new Error('here, not [Filtered]');`);
  });

  it('is left out when it would be too much, and of files that are no programs', async () => {
    const crowded = { text: 'x'.repeat(7_900) };
    expect((await withSource(eventOf(new Error('x').stack, crowded), sources, scrub)).context).toBe(crowded);
    for (const file of ['/etc/passwd', '/nowhere/at-all.js', 'relative.js']) {
      expect((await withSource(eventOf(`Error\n    at x (${file}:1:1)`), sources, scrub)).context).toBeNull();
    }
  });
});
