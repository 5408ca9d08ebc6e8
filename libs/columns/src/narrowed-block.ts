import type { Block, Codes, NumberValues, TextColumn } from './block.ts';
import { type BlockColumns, blockOf } from './block-of.ts';
import { COLUMNS, type ColumnInfo, type ColumnName, type NumberColumnName, type TextColumnName } from './catalogue.ts';
import { codesBelow, pick } from './numbers.ts';

/** Rows of a block, ascending: views with their fragments, or sessions. */
export interface ChosenRows {
  fragments: Uint32Array;
  /** Where the views of each fragment begin in `views`; behind them, how many there are. */
  ends: Uint32Array;
  views: Uint32Array;
  sessions: Uint32Array;
}

const NO_ROWS: ChosenRows = {
  fragments: new Uint32Array(0),
  ends: new Uint32Array(1),
  views: new Uint32Array(0),
  sessions: new Uint32Array(0),
};

/**
 * Some rows of a block as a block of their own, which holds nothing of the other.
 * @param chosen views with their fragments, or sessions; without the others, the block has none of them
 * @returns the block, and the size of its columns in bytes
 */
export function narrowedBlock(
  block: Block,
  chosen: Partial<ChosenRows>,
  names: readonly ColumnName[],
): { block: Block; bytes: number } {
  const { fragments, ends, views, sessions } = { ...NO_ROWS, ...chosen };
  const rowsOf = { fragment: fragments, view: views, session: sessions };
  const columns: Partial<Record<ColumnName, NumberValues | TextColumn>> = {};
  /** By column of texts, the codes that its rows have. */
  const used = new Map<ColumnName, Uint32Array>();
  let bytes = 0;

  const keepNumbers = (name: NumberColumnName) => {
    const rows = rowsOf[COLUMNS[name].level];
    const values = block.pickNumbers?.(name, rows) ?? pick(block.numbers(name), rows);
    bytes += values.byteLength;
    columns[name] = values;
  };
  const keepTexts = (name: TextColumnName) => {
    if (columns[name]) return;
    const { level, via } = COLUMNS[name] as ColumnInfo;
    if (via) keepTexts(via as TextColumnName);
    const rows = via ? used.get(via as ColumnName)! : rowsOf[level];
    const picked = block.pickTexts?.(name, rows) ?? pickTexts(block.texts(name), rows);
    const { codes, places } = renumbered(picked.codes, picked.ids.length);
    const ids = pick(picked.ids, places);
    bytes += ids.byteLength + codes.byteLength;
    used.set(name, places);
    columns[name] = { ids, codes };
  };
  for (const name of names) {
    if (name === 'viewCount') columns[name] = distances(ends);
    else if (COLUMNS[name].kind === 'text') keepTexts(name as TextColumnName);
    else keepNumbers(name as NumberColumnName);
  }
  const { day, part, base, firstAt, lastAt } = block;
  const sizes = { fragments: fragments.length, views: views.length, sessions: sessions.length, lagging: 0 };
  return { block: blockOf({ day, part, base, firstAt, lastAt, ...sizes }, columns as BlockColumns), bytes };
}

/** From each number to the next. */
function distances(numbers: Uint32Array): Uint32Array {
  const between = new Uint32Array(numbers.length - 1);
  for (let place = 0; place < between.length; place++) between[place] = numbers[place + 1]! - numbers[place]!;
  return between;
}

function pickTexts({ ids, codes }: TextColumn, rows: Uint32Array): TextColumn {
  return { ids, codes: pick(codes, rows) };
}

/** Codes below `size` as those of them that occur, in their order. */
function renumbered(codes: Codes, size: number): { codes: Codes; places: Uint32Array } {
  const numbers = new Uint32Array(size);
  for (let row = 0; row < codes.length; row++) numbers[codes[row]!] = 1;
  let count = 0;
  const places = new Uint32Array(Math.min(size, codes.length));
  for (let code = 0; code < size; code++) {
    places[count] = code;
    const occurs = numbers[code]!;
    numbers[code] = count;
    count += occurs;
  }
  const renumbered = codesBelow(count, codes.length);
  for (let row = 0; row < codes.length; row++) renumbered[row] = numbers[codes[row]!]!;
  return { codes: renumbered, places: places.slice(0, count) };
}
