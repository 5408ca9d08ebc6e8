import type { Block, BlockHead, NumberValues, TextColumn } from './block.ts';
import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';
import {
  COLUMNS,
  type ColumnInfo,
  type ColumnName,
  type Level,
  type NumberColumnName,
  type TextColumnName,
} from './catalogue.ts';
import { checkedContent, withChecksum } from './checksum.ts';
import { pick } from './numbers.ts';
import { openSequence, type StoredSequence, writeSequence } from './sequence.ts';

/** Columns that reports seldom read. */
const COLD: ReadonlySet<ColumnName> = new Set([
  'browserVersion',
  'screen',
  'browserZone',
  'number',
  'utmTerm',
  'utmContent',
  'startedAt',
  'entryLagMs',
  'entryUtmTerm',
  'entryUtmContent',
]);

/** One column of a block as bytes: its numbers; or the ids of its texts, then the codes. The CRC-32 of all ends them. */
export function encodeColumn(block: Block, name: ColumnName): Uint8Array {
  const writer = new ByteWriter();
  const options = { cold: COLD.has(name) };
  if (isText(name)) {
    const { ids, codes } = block.texts(name);
    writeSequence(writer, ids, options);
    writeSequence(writer, codes, options);
  } else {
    writeSequence(writer, block.numbers(name), options);
  }
  return withChecksum(writer.finish());
}

/**
 * A block out of the bytes of some of its columns, each decoded when it is first read. Where the bytes allow it, a column
 * is a view of them. Its columns throw DamagedDataError when they are read.
 */
export function decodeBlock(head: BlockHead, columns: ReadonlyMap<ColumnName, Uint8Array>): Block {
  const numbers = new Map<ColumnName, StoredSequence>();
  const texts = new Map<ColumnName, StoredTexts>();
  const bytesOf = (name: ColumnName) => {
    const bytes = columns.get(name);
    if (!bytes) throw new Error(`the column ${name} was not asked for`);
    return bytes;
  };
  const numbersOf = (name: NumberColumnName) => {
    let sequence = numbers.get(name);
    if (!sequence) {
      sequence = openNumbers(bytesOf(name), head[ROWS[COLUMNS[name].level]]);
      numbers.set(name, sequence);
    }
    return sequence;
  };
  const textsOf = (name: TextColumnName): StoredTexts => {
    let column = texts.get(name);
    if (!column) {
      const { level, via }: ColumnInfo = COLUMNS[name];
      if (!via) column = openTexts(bytesOf(name), head[ROWS[level]]);
      else {
        // Without the column that it follows, nothing is read by its codes.
        const rows = columns.has(via as TextColumnName) ? textsOf(via as TextColumnName).ids.length : null;
        column = openTexts(bytesOf(name), rows);
      }
      texts.set(name, column);
    }
    return column;
  };
  return {
    ...head,
    numbers: (name) => numbersOf(name).all(),
    texts: (name) => columnOf(textsOf(name)),
    pickNumbers: (name, rows) => numbersOf(name).pick(rows),
    pickTexts: (name, rows) => columnOf(textsOf(name), rows),
  };
}

/** The ids of a column, and its codes: both as they are stored. */
interface StoredTexts {
  ids: StoredSequence;
  codes: StoredSequence;
}

const ROWS = { fragment: 'fragments', view: 'views', session: 'sessions' } as const satisfies Record<Level, string>;

function openNumbers(bytes: Uint8Array, rows: number): StoredSequence {
  const values = remembering(openSequence(new ByteReader(checkedContent(bytes))));
  if (values.length !== rows) throw new DamagedDataError(`${values.length} rows in place of ${rows}`);
  return values;
}

/** @param rows null where they are not known */
function openTexts(bytes: Uint8Array, rows: number | null): StoredTexts {
  const reader = new ByteReader(checkedContent(bytes));
  const ids = remembering(openSequence(reader));
  const codes = remembering(openSequence(reader));
  if (rows !== null && codes.length !== rows) throw new DamagedDataError(`${codes.length} rows in place of ${rows}`);
  return { ids, codes };
}

/** Decodes all of it once; some of it, as often as it is asked for. */
function remembering(sequence: StoredSequence): StoredSequence {
  let decoded: NumberValues | null = null;
  return {
    length: sequence.length,
    all() {
      decoded ??= sequence.all();
      return decoded;
    },
    pick: (rows) => (decoded ? pick(decoded, rows) : sequence.pick(rows)),
  };
}

/** @param rows whose codes are looked at; all when absent */
function columnOf({ ids, codes }: StoredTexts, rows?: Uint32Array): TextColumn {
  return {
    get ids() {
      const values = ids.all();
      if (!(values instanceof Uint32Array)) throw new DamagedDataError('no texts');
      return values;
    },
    get codes() {
      const values = rows ? codes.pick(rows) : codes.all();
      if (values instanceof Float64Array) throw new DamagedDataError('no texts');
      return values;
    },
  };
}

function isText(name: ColumnName): name is TextColumnName {
  return COLUMNS[name].kind === 'text';
}
