import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorScope, decodeCursor, encodeCursor } from './cursor.ts';

const scope: CursorScope = { operationId: 'getPages', project: 3, query: { range: '7d', limit: 20 } };
const numbers = fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 3 });

describe('a cursor', () => {
  it('gives back its position', () => {
    fc.assert(
      fc.property(numbers, (position) => {
        const cursor = encodeCursor(scope, position);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(scope, cursor, position.length)).toEqual(position);
      }),
    );
  });

  it('is none on the first page', () => {
    expect(decodeCursor(scope, undefined, 1)).toBeNull();
    expect(decodeCursor(scope, '', 1)).toBeNull();
  });

  it('goes on with another page size, but not in another list, project or filter', () => {
    const cursor = encodeCursor(scope, [40]);
    const read = (other: Partial<CursorScope>) => decodeCursor({ ...scope, ...other }, cursor, 1);
    expect(read({ query: { range: '7d', limit: 5, cursor, fill: true, table: 'pages' } })).toEqual([40]);
    for (const other of [
      { operationId: 'getUtm' },
      { project: 4 },
      { query: { range: '8d', limit: 20 } },
      { query: { range: '7d', limit: 20, status: 'open' } },
    ] as const) {
      expect(() => read(other)).toThrow('cursor is not valid');
    }
  });

  it('is refused when it is anything else', () => {
    const cursor = encodeCursor(scope, [40]);
    const others = [
      'x',
      '40',
      `${cursor}=`,
      ` ${cursor}`,
      cursor.slice(0, -1),
      `${cursor}A`,
      encodeCursor(scope, [1, 2]),
    ];
    for (const other of others) expect(() => decodeCursor(scope, other, 1)).toThrow('cursor is not valid');
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.base64String({ minLength: 1 })), (text) => {
        fc.pre(text !== cursor);
        expect(() => decodeCursor(scope, text, 1)).toThrow('cursor is not valid');
      }),
    );
  });
});
