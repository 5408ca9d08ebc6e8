import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, BlockHead, NumberValues, TextColumn } from './block.ts';
import { blockOf } from './block-of.ts';
import { bytesOf, DamagedDataError } from './bytes.ts';
import { COLUMNS, type ColumnName } from './catalogue.ts';
import { decodeBlock, encodeColumn } from './column-codec.ts';
import { DAY, facts } from './facts.fixture.ts';
import { MemoryDictionary, memoryBlocks } from './memory-source.fixture.ts';

const NAMES = Object.keys(COLUMNS) as ColumnName[];

const HEAD: BlockHead = {
  day: DAY,
  part: 0,
  base: 0,
  firstAt: 0,
  lastAt: 0,
  fragments: 0,
  views: 0,
  sessions: 0,
  lagging: 0,
};

function columnOf(block: Block, name: ColumnName) {
  return COLUMNS[name].kind === 'text' ? block.texts(name as never) : block.numbers(name as never);
}

/** Every other row of a column is what it is in the whole one. */
function expectSomeRows(block: Block, name: ColumnName, whole: NumberValues | TextColumn): void {
  const ofAll = 'codes' in whole ? whole.codes : whole;
  const rows = Uint32Array.from({ length: ofAll.length >> 1 }, (_, place) => place * 2 + 1);
  const picked = 'codes' in whole ? block.pickTexts!(name as never, rows) : block.pickNumbers!(name as never, rows);
  if ('codes' in whole) expect((picked as TextColumn).ids).toEqual(whole.ids);
  const values = 'codes' in picked ? picked.codes : picked;
  expect([...values]).toEqual([...rows].map((row) => ofAll[row]));
}

describe('a block', () => {
  it('comes back from the bytes of its columns', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (given) => {
        for (const block of await memoryBlocks(given, new MemoryDictionary())) {
          const bytes = new Map(NAMES.map((name) => [name, encodeColumn(block, name)]));
          const { numbers, texts, ...head } = block;
          const read = decodeBlock(head, bytes);
          expect(read).toMatchObject(head);
          for (const name of NAMES) {
            const whole = columnOf(block, name);
            // Some rows alone, before the whole column is decoded, and after.
            expectSomeRows(read, name, whole);
            expect(columnOf(read, name)).toEqual(whole);
            expectSomeRows(read, name, whole);
          }
        }
      }),
    );
  });

  it('may have more distinct texts than 16 bits tell apart', () => {
    const count = 70_000;
    const url = {
      ids: Uint32Array.from({ length: count }, (_, i) => 5 + i * 3),
      codes: Uint32Array.from({ length: count }, (_, i) => (i * 7919) % count),
    };
    const path = { ids: Uint32Array.of(9, 2 ** 32 - 1), codes: new Uint8Array(count).fill(1, 1) };
    const head = { ...HEAD, views: count };
    const block = blockOf(head, { url, path });
    const bytes = new Map((['url', 'path'] as const).map((name) => [name, encodeColumn(block, name)]));
    const read = decodeBlock(head, bytes);
    // Element by element, such a comparison takes a second.
    expect(Buffer.compare(bytesOf(read.texts('url').codes), bytesOf(url.codes))).toBe(0);
    expect(Buffer.compare(bytesOf(read.texts('url').ids), bytesOf(url.ids))).toBe(0);
    expect(read.texts('path').ids).toEqual(path.ids);
    expect(Buffer.compare(bytesOf(read.texts('path').codes), bytesOf(path.codes))).toBe(0);
  });

  it('is read column by column, and has no other than those given', () => {
    const read = decodeBlock(HEAD, new Map([['visitor', new Uint8Array([99])]]));
    expect(() => read.numbers('session')).toThrow('session was not asked for');
    expect(() => read.numbers('visitor')).toThrow(DamagedDataError);
  });

  it('is damaged when a single byte of it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        facts,
        fc.constantFrom(...NAMES),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (...given) => {
          const [{ views, sessions }, name, at, flipped] = given;
          for (const block of await memoryBlocks({ views, sessions }, new MemoryDictionary())) {
            const bytes = encodeColumn(block, name);
            bytes[at % bytes.length]! ^= flipped;
            expect(() => columnOf(decodeBlock(block, new Map([[name, bytes]])), name)).toThrow(DamagedDataError);
          }
        },
      ),
    );
    expect(() => decodeBlock(HEAD, new Map([['visitor', new Uint8Array(3)]])).numbers('visitor')).toThrow('too early');
  });

  it('is damaged when its columns do not fit to each other', () => {
    const url = { ids: Uint32Array.of(4, 7), codes: Uint8Array.of(0, 1, 1) };
    const block = (codes: number[]) =>
      blockOf(HEAD, {
        visitor: Uint8Array.of(1, 2),
        url,
        path: { ids: Uint32Array.of(1), codes: Uint8Array.from(codes) },
      });
    const read = (views: number, codes: number[]) =>
      decodeBlock(
        { ...HEAD, views, fragments: 3 },
        new Map((['visitor', 'url', 'path'] as const).map((name) => [name, encodeColumn(block(codes), name)])),
      );
    expect(read(3, [0, 0]).texts('path').codes).toHaveLength(2);
    expect(() => read(3, [0, 0]).numbers('visitor')).toThrow('2 rows in place of 3');
    expect(() => read(2, [0, 0]).texts('url')).toThrow('3 rows in place of 2');
    expect(() => read(3, [0]).texts('path')).toThrow('1 rows in place of 2');
  });
});
