// Bytes per view and the speed of building, encoding and decoding; run by hand: npm run bench -w @micrologs/columns
import { BlockBuilder } from '../src/block-builder.ts';
import { COLUMNS, type ColumnName, type NumberColumnName, type TextColumnName } from '../src/catalogue.ts';
import { decodeBlock, encodeColumn } from '../src/column-codec.ts';
import type { ViewFacts } from '../src/facts.ts';
import { MemoryDictionary } from '../src/memory-source.fixture.ts';
import { FIRST_DAY, Year } from './year.ts';

const DAYS = 20;
const ROUNDS = 10;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

const year = new Year();
const dictionary = new MemoryDictionary();
const total = { views: 0, add: 0, build: 0, encode: 0 };
const columns = new Map(NAMES.map((name) => [name, { bytes: 0, encode: 0, decode: 0 }]));

function timed<Result>(run: () => Result): [result: Result, ms: number] {
  const start = performance.now();
  return [run(), performance.now() - start];
}

for (let index = 0; index < DAYS; index++) {
  const facts = year.nextDay(FIRST_DAY + index);
  // Texts of their own for each row, as a database gives them.
  const views = JSON.parse(JSON.stringify(facts.views)) as ViewFacts[];
  const builder = new BlockBuilder({
    day: facts.day,
    part: 0,
    isNew: (visitor) => visitor >= facts.firstNew,
    channelOf: (entry) => entry.referrerCategory,
  });
  const [, addMs] = timed(() => {
    for (const view of views) builder.addView(view);
    for (const session of facts.sessions) builder.addSession(session);
  });
  let internMs = 0;
  const start = performance.now();
  const block = await builder.build(async (texts) => {
    const before = performance.now();
    const ids = await dictionary.intern(texts);
    internMs = performance.now() - before;
    return ids;
  });
  const buildMs = performance.now() - start - internMs;
  // The first days warm the compiler up.
  if (index < DAYS / 4) continue;
  total.views += views.length;
  total.add += addMs;
  total.build += buildMs;
  for (const name of NAMES) {
    const column = columns.get(name)!;
    const [bytes, encodeMs] = timed(() => encodeColumn(block, name));
    column.bytes += bytes.length;
    column.encode += encodeMs;
    const isText = COLUMNS[name].kind === 'text';
    const [, decodeMs] = timed(() => {
      for (let round = 0; round < ROUNDS; round++) {
        const read = decodeBlock(block, new Map([[name, bytes]]));
        if (isText) read.texts(name as TextColumnName);
        else read.numbers(name as NumberColumnName);
      }
    });
    column.decode += decodeMs / ROUNDS;
  }
}

const perView = (ms: number) => `${((ms * 1e6) / total.views).toFixed(1)} ns`;
console.table(
  Object.fromEntries(
    [...columns].map(([name, { bytes, encode, decode }]) => [
      name,
      {
        'bytes per view': Number((bytes / total.views).toFixed(3)),
        encode: perView(encode),
        decode: perView(decode),
      },
    ]),
  ),
);
const sum = (what: 'bytes' | 'encode' | 'decode') =>
  [...columns.values()].reduce((all, column) => all + column[what], 0);
console.log(`${total.views} views: ${(sum('bytes') / total.views).toFixed(2)} bytes per view`);
console.log(`add ${perView(total.add)}, build ${perView(total.build)} per view`);
console.log(`encode ${perView(sum('encode'))}, decode ${perView(sum('decode'))} per view`);
