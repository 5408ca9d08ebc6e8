import type { DayRange, LocalDay } from '@micrologs/domain';
import type { Block } from '../block.ts';
import type { ColumnName } from '../catalogue.ts';
import type { SessionDimension } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { BlockRows, NO_TEXT, viaOf } from './block-rows.ts';
import type { Scratch } from './scratch.ts';

interface Sought {
  visitor: number;
  session: number;
}

/** What is true of sessions that go on over midnight, for the days on which they did not start. */
export class CarriedSessions {
  /** By day on which they started. */
  private readonly sought = new Map<LocalDay, Sought[]>();
  private readonly texts: ReadonlyMap<SessionDimension, Map<number, number>>;

  /**
   * Finds the sessions with views in `days` that started earlier; of one that started on a day which was let go of, every
   * text is empty.
   * @param dimensions what will be asked of them; without any, nothing is read
   */
  static async find(
    source: ColumnSource,
    days: DayRange,
    dimensions: readonly SessionDimension[],
    scratch: Scratch,
  ): Promise<CarriedSessions> {
    const carried = new CarriedSessions(dimensions);
    if (dimensions.length === 0) return carried;
    for await (const block of source.blocks(days, ['visitor', 'session', 'startLag'])) carried.seek(block, scratch);
    const earlier = [...carried.sought.keys()].filter((day) => day < days.from).sort((a, b) => a - b);
    const isGone = (day: LocalDay) => day < (source.firstReadable ?? day);
    const gone = earlier.filter(isGone);
    const [empty] = gone.length > 0 ? await source.idsOf(['']) : [];
    for (const day of gone) carried.keepUnknown(day, empty ?? NO_TEXT);
    for (const day of earlier.slice(gone.length)) {
      for await (const block of source.blocks({ from: day, to: day }, carried.columns)) {
        carried.keep(new BlockRows(block, scratch));
      }
    }
    return carried;
  }

  private constructor(private readonly dimensions: readonly SessionDimension[]) {
    this.texts = new Map(dimensions.map((dimension) => [dimension, new Map()]));
  }

  /** The columns that `keep` reads. */
  get columns(): ColumnName[] {
    return this.dimensions.length === 0 ? [] : ['sessionVisitor', 'sessionNumber', ...withVia(this.dimensions)];
  }

  /** By number of the session, the id of the text. */
  textsOf(dimension: SessionDimension): ReadonlyMap<number, number> {
    return this.texts.get(dimension)!;
  }

  /** Remembers those of the sessions of a block that have views on a later day. */
  keep(rows: BlockRows): void {
    const sought = this.sought.get(rows.block.day);
    if (!sought) return;
    for (const { visitor, session } of sought) {
      const row = rowOf(rows, visitor, session);
      if (row < 0) continue;
      for (const [dimension, texts] of this.texts) {
        const { values, codes, via } = rows.texts(dimension);
        texts.set(session, values[codes[via ? via[row]! : row]!]!);
      }
    }
  }

  /** The same of a day that nothing is known of. */
  private keepUnknown(day: LocalDay, empty: number): void {
    for (const { session } of this.sought.get(day)!) {
      for (const texts of this.texts.values()) texts.set(session, empty);
    }
  }

  private seek(block: Block, scratch: Scratch): void {
    if (block.lagging === 0) return;
    const rows = new BlockRows(block, scratch);
    const lags = rows.numbers('startLag');
    const sessions = rows.numbers('session');
    const visitors = rows.numbers('visitor');
    for (let fragment = 0; fragment < lags.length; fragment++) {
      if (lags[fragment] === 0) continue;
      const day = block.day - lags[fragment]!;
      const sought = this.sought.get(day);
      const one = { visitor: visitors[fragment]!, session: sessions[fragment]! };
      if (sought) sought.push(one);
      else this.sought.set(day, [one]);
    }
  }
}

/** These columns, with those that their codes go by. */
export function withVia(names: readonly ColumnName[]): ColumnName[] {
  return names.flatMap((name) => {
    const via = viaOf(name);
    return via === undefined ? [name] : [name, via];
  });
}

/** The row of a session in its block; -1 when it is not there. */
function rowOf(rows: BlockRows, visitor: number, session: number): number {
  const visitors = rows.numbers('sessionVisitor');
  const numbers = rows.numbers('sessionNumber');
  let low = 0;
  let high = visitors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const before = visitors[middle]! < visitor || (visitors[middle] === visitor && numbers[middle]! < session);
    if (before) low = middle + 1;
    else high = middle;
  }
  return visitors[low] === visitor && numbers[low] === session ? low : -1;
}
