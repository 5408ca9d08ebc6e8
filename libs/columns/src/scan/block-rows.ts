import type { Block } from '../block.ts';
import { COLUMNS, type ColumnInfo, type ColumnName, type NumberColumnName, type TextColumnName } from '../catalogue.ts';
import type { SessionDimension } from '../question.ts';
import type { Scratch } from './scratch.ts';

/** Stands for the empty text where the dictionary does not have it. */
export const NO_TEXT = 0;

/** Values of rows, one code per row. */
export interface Coded {
  /** By code. */
  values: Uint32Array;
  /** How many of `values`, from the first, ascend. */
  ascending: number;
  /** By row; or by code of `via`, if there is one. */
  codes: Uint32Array;
  /** By row, the code in a column from which this one follows; null where it follows from none. */
  via: Uint32Array | null;
}

/** The codes of some rows; of all when there are no `rows`. */
export function codesOf({ codes, via }: Coded, rows: Uint32Array | null, into: Uint32Array): Uint32Array {
  if (!rows && !via) return codes;
  const length = rows?.length ?? via!.length;
  if (!via) for (let i = 0; i < length; i++) into[i] = codes[rows![i]!]!;
  else if (!rows) for (let i = 0; i < length; i++) into[i] = codes[via[i]!]!;
  else for (let i = 0; i < length; i++) into[i] = codes[via[rows[i]!]!]!;
  return into.subarray(0, length);
}

/** The columns of one block, each made ready when it is first asked for. */
export class BlockRows {
  private readonly ready = new Map<string, Coded>();
  private readonly wide = new Map<string, Uint32Array>();
  private startsOfFragments: Uint32Array | null = null;
  private sessionRows: Int32Array | null = null;

  constructor(
    readonly block: Block,
    readonly scratch: Scratch,
  ) {}

  numbers(name: NumberColumnName): Uint32Array {
    let numbers = this.wide.get(name);
    if (!numbers) {
      numbers = this.scratch.widened(name, this.block.numbers(name));
      this.wide.set(name, numbers);
    }
    return numbers;
  }

  doubles(name: NumberColumnName): Float64Array {
    return this.scratch.double(name, this.block.numbers(name));
  }

  /** By row of the column's own level. */
  texts(name: TextColumnName): Coded {
    let coded = this.ready.get(name);
    if (!coded) {
      const { ids, codes } = this.block.texts(name);
      const via = viaOf(name);
      coded = {
        values: ids,
        ascending: ids.length,
        codes: this.scratch.widened(name, codes),
        via: via === undefined ? null : this.texts(via as TextColumnName).codes,
      };
      this.ready.set(name, coded);
    }
    return coded;
  }

  /**
   * What is true of the session of each fragment.
   * @param carried ids of the texts by number of the session, for those that started on another day
   */
  textsOfSessions(name: SessionDimension, carried: ReadonlyMap<number, number>): Coded {
    const key = `session ${name}`;
    let coded = this.ready.get(key);
    if (!coded) {
      coded = this.joined(key, this.texts(name), carried);
      this.ready.set(key, coded);
    }
    return coded;
  }

  /** By fragment, the row of its first view; behind them the number of views. */
  starts(): Uint32Array {
    if (!this.startsOfFragments) {
      const counts = this.numbers('viewCount');
      const starts = this.scratch.uint32('starts', counts.length + 1);
      let next = 0;
      for (let fragment = 0; fragment < counts.length; fragment++) {
        starts[fragment] = next;
        next += counts[fragment]!;
      }
      starts[counts.length] = next;
      this.startsOfFragments = starts;
    }
    return this.startsOfFragments;
  }

  private joined(key: string, own: Coded, carried: ReadonlyMap<number, number>): Coded {
    const { fragments } = this.block;
    const sessions = this.numbers('session');
    const rows = this.rowsOfSessions();
    const ownCodes = codesOf(own, null, this.scratch.uint32(`${key} of sessions`, this.block.sessions));
    const more: number[] = [];
    const codes = this.scratch.uint32(key, fragments);
    for (let fragment = 0; fragment < fragments; fragment++) {
      const row = rows[fragment]!;
      codes[fragment] =
        row >= 0 ? ownCodes[row]! : own.values.length + more.push(carried.get(sessions[fragment]!) ?? NO_TEXT) - 1;
    }
    if (more.length === 0) return { ...own, codes, via: null };
    const values = new Uint32Array(own.values.length + more.length);
    values.set(own.values);
    values.set(more, own.values.length);
    return { values, ascending: own.ascending, codes, via: null };
  }

  /** By fragment, the row of its session; -1 where that started on another day. */
  private rowsOfSessions(): Int32Array {
    if (!this.sessionRows) {
      const { fragments, sessions } = this.block;
      const visitors = this.numbers('visitor');
      const ofFragment = this.numbers('session');
      const owners = this.numbers('sessionVisitor');
      const numbers = this.numbers('sessionNumber');
      const rows = new Int32Array(fragments);
      // Both are ordered by visitor and session.
      let row = 0;
      for (let fragment = 0; fragment < fragments; fragment++) {
        const visitor = visitors[fragment]!;
        const session = ofFragment[fragment]!;
        while (row < sessions && (owners[row]! < visitor || (owners[row] === visitor && numbers[row]! < session)))
          row++;
        rows[fragment] = row < sessions && owners[row] === visitor && numbers[row] === session ? row : -1;
      }
      this.sessionRows = rows;
    }
    return this.sessionRows;
  }
}

/** The column that a column's codes go by; undefined when they go by rows. */
export function viaOf(name: ColumnName): ColumnName | undefined {
  const column: ColumnInfo = COLUMNS[name];
  return column.via as ColumnName | undefined;
}
