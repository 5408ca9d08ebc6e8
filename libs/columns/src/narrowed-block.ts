import type { Block, Codes, NumberValues, TextColumn } from './block.ts';
import { type BlockColumns, blockOf } from './block-of.ts';
import { COLUMNS, type ColumnInfo, type ColumnName, type NumberColumnName, type TextColumnName } from './catalogue.ts';
import { codesBelow, pick } from './numbers.ts';

/** Views of a block, by fragment. */
export interface ChosenRows {
  /** Fragments, ascending. */
  owners: Uint32Array;
  /** Where the views of each begin in `views`; behind them, how many there are. */
  ends: Uint32Array;
  /** Ascending. */
  views: Uint32Array;
}

/**
 * Some views of a block as a block of their own, which holds nothing of the other. It has no sessions.
 * @param names columns of fragments and views
 * @returns the block, and the size of its columns in bytes
 */
export function narrowedBlock(
  block: Block,
  { owners, ends, views }: ChosenRows,
  names: readonly ColumnName[],
): { block: Block; bytes: number } {
  const columns: Partial<Record<ColumnName, NumberValues | TextColumn>> = {};
  /** By column of texts, the codes that its rows have. */
  const used = new Map<ColumnName, Uint32Array>();
  let bytes = 0;

  const keepNumbers = (name: NumberColumnName) => {
    const rows = COLUMNS[name].level === 'view' ? views : owners;
    const values = block.pickNumbers?.(name, rows) ?? pick(block.numbers(name), rows);
    bytes += values.byteLength;
    columns[name] = values;
  };
  const keepTexts = (name: TextColumnName) => {
    if (columns[name]) return;
    const { level, via } = COLUMNS[name] as ColumnInfo;
    if (via) keepTexts(via as TextColumnName);
    const rows = via ? used.get(via as ColumnName)! : level === 'view' ? views : owners;
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
  const sizes = { fragments: owners.length, views: views.length, sessions: 0, lagging: 0 };
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
