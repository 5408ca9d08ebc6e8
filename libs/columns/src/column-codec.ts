import type { Block, BlockHead, NumberValues, TextColumn } from './block.ts';
import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';
import { COLUMNS, type ColumnInfo, type ColumnName, type Level, type TextColumnName } from './catalogue.ts';
import { checkedContent, withChecksum } from './checksum.ts';
import { readSequence, writeSequence } from './sequence.ts';

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
  const numbers = new Map<ColumnName, NumberValues>();
  const texts = new Map<ColumnName, TextColumn>();
  const bytesOf = (name: ColumnName) => {
    const bytes = columns.get(name);
    if (!bytes) throw new Error(`the column ${name} was not asked for`);
    return bytes;
  };
  const block: Block = {
    ...head,
    numbers(name) {
      let values = numbers.get(name);
      if (!values) {
        values = decodeNumbers(bytesOf(name), head[ROWS[COLUMNS[name].level]]);
        numbers.set(name, values);
      }
      return values;
    },
    texts(name) {
      let column = texts.get(name);
      if (!column) {
        const { level, via }: ColumnInfo = COLUMNS[name];
        // Without the column that it follows, nothing is read by its codes.
        if (!via) column = decodeTexts(bytesOf(name), head[ROWS[level]]);
        else
          column = decodeTexts(
            bytesOf(name),
            columns.has(via as TextColumnName) ? block.texts(via as TextColumnName).ids.length : null,
          );
        texts.set(name, column);
      }
      return column;
    },
  };
  return block;
}

const ROWS = { fragment: 'fragments', view: 'views', session: 'sessions' } as const satisfies Record<Level, string>;

function decodeNumbers(bytes: Uint8Array, rows: number): NumberValues {
  const values = readSequence(new ByteReader(checkedContent(bytes)));
  if (values.length !== rows) throw new DamagedDataError(`${values.length} rows in place of ${rows}`);
  return values;
}

/** @param rows null where they are not known */
function decodeTexts(bytes: Uint8Array, rows: number | null): TextColumn {
  const reader = new ByteReader(checkedContent(bytes));
  const ids = readSequence(reader);
  const codes = readSequence(reader);
  if (rows !== null && codes.length !== rows) throw new DamagedDataError(`${codes.length} rows in place of ${rows}`);
  if (!(ids instanceof Uint32Array) || codes instanceof Float64Array) throw new DamagedDataError('no texts');
  return { ids, codes };
}

function isText(name: ColumnName): name is TextColumnName {
  return COLUMNS[name].kind === 'text';
}
