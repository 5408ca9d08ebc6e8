// Bytes per view, and how long building, encoding and decoding take on the fastest of some days: npm run bench
import { channelOf } from '@micrologs/domain';
import { BlockBuilder } from '../src/block-builder.ts';
import { COLUMNS, type ColumnName, type NumberColumnName, type TextColumnName } from '../src/catalogue.ts';
import { decodeBlock, encodeColumn } from '../src/column-codec.ts';
import type { ViewFacts } from '../src/facts.ts';
import { MemoryDictionary } from '../src/memory-source.fixture.ts';
import { FIRST_DAY, factsOf } from './year.ts';

/** Of the year, so that there are visitors who come back. */
const DAYS_BEFORE = 200;
const DAYS = 20;
const ROUNDS = 20;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

/** The shortest time of each step, in ns per view. */
class Fastest {
  private readonly best = new Map<string, number>();

  add(step: string, ms: number, views: number): void {
    this.best.set(step, Math.min((ms * 1e6) / views, this.best.get(step) ?? Number.POSITIVE_INFINITY));
  }

  of(step: string): number {
    return Number(this.best.get(step)!.toFixed(1));
  }
}

/** Of the processor, in ms: other processes on the machine do not count. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timed(run: () => void): number {
  const start = now();
  run();
  return now() - start;
}

/** Texts of their own in each row, as a database gives them. */
function asRead(view: ViewFacts): ViewFacts {
  return view.map((value) => (typeof value === 'string' ? Buffer.from(value).toString() : value)) as ViewFacts;
}

const dictionary = new MemoryDictionary();
const fastest = new Fastest();
const bytes = new Map(NAMES.map((name) => [name, 0]));
let views = 0;

for (let index = 0; index < DAYS; index++) {
  const { day, views: rows, sessions, firstNew } = factsOf(FIRST_DAY + DAYS_BEFORE + index);
  const builder = new BlockBuilder({
    day,
    part: 0,
    isNew: (visitor) => visitor >= firstNew,
    channelOf,
  });
  let length = 0;
  const readMs = timed(() => {
    for (const view of rows) length += asRead(view).length;
  });
  if (length === 0) throw new Error('nothing was read');
  const readAndAddMs = timed(() => {
    for (const view of rows) builder.addView(asRead(view));
    for (const session of sessions) builder.addSession(session);
  });
  const addMs = readAndAddMs - readMs;
  let internMs = 0;
  const start = now();
  const block = await builder.build(async (texts) => {
    const before = now();
    const ids = await dictionary.intern(texts);
    internMs = now() - before;
    return ids;
  });
  const buildMs = now() - start - internMs;
  views += rows.length;
  fastest.add('add', addMs, rows.length);
  fastest.add('build', buildMs, rows.length);
  fastest.add('add and build', addMs + buildMs, rows.length);
  let allEncodeMs = 0;
  for (const name of NAMES) {
    let encoded = new Uint8Array();
    const encodeMs = timed(() => {
      encoded = encodeColumn(block, name);
    });
    allEncodeMs += encodeMs;
    bytes.set(name, bytes.get(name)! + encoded.length);
    fastest.add(`encode ${name}`, encodeMs, rows.length);
    for (let round = 0; round < ROUNDS; round++) {
      const read = decodeBlock(block, new Map([[name, encoded]]));
      const decodeMs = timed(() => {
        if (COLUMNS[name].kind === 'text') read.texts(name as TextColumnName);
        else read.numbers(name as NumberColumnName);
      });
      fastest.add(`decode ${name}`, decodeMs, rows.length);
    }
  }
  fastest.add('encode', allEncodeMs, rows.length);
}

console.table(
  Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        'bytes per view': Number((bytes.get(name)! / views).toFixed(3)),
        'encode, ns per view': fastest.of(`encode ${name}`),
        'decode, ns per view': fastest.of(`decode ${name}`),
      },
    ]),
  ),
);
const size = [...bytes.values()].reduce((sum, length) => sum + length, 0);
console.log(`${views} views, ${(size / views).toFixed(2)} bytes per view`);
for (const step of ['add', 'build', 'add and build', 'encode']) console.log(`${step}: ${fastest.of(step)} ns per view`);
