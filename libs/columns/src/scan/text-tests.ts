import type { ColumnSource } from '../source.ts';
import { type Coded, NO_TEXT } from './block-rows.ts';

/** Which texts of the dictionary are wanted. */
export interface TextTest {
  /** Must have ended before `mark` is called with the same values. */
  learn(values: Uint32Array): Promise<void>;
  /**
   * Writes 1 or 0 for each value.
   * @returns how many 1
   */
  mark(coded: Coded, marks: Uint8Array): number;
}

/** The texts with one of these ids. */
export class Ids implements TextTest {
  private readonly ids: readonly number[];

  constructor(ids: readonly number[]) {
    this.ids = [...new Set(ids)];
  }

  async learn(): Promise<void> {}

  mark({ values, ascending }: Coded, marks: Uint8Array): number {
    marks.fill(0);
    let count = 0;
    for (const id of this.ids) {
      const code = placeOf(values, ascending, id);
      if (code >= 0) {
        marks[code] = 1;
        count++;
      }
    }
    for (let code = ascending; code < values.length; code++) {
      if (this.ids.includes(values[code]!)) {
        marks[code] = 1;
        count++;
      }
    }
    return count;
  }
}

const UNKNOWN = 0;
const HOLDS = 1;
const FAILS = 2;

/** The texts that pass a test; each is read once. */
export class Texts implements TextTest {
  /** By id. */
  private verdicts = new Uint8Array(1024);

  constructor(
    private readonly source: ColumnSource,
    private readonly holds: (text: string) => boolean,
  ) {
    this.verdicts[NO_TEXT] = holds('') ? HOLDS : FAILS;
  }

  async learn(values: Uint32Array): Promise<void> {
    this.reserve(values);
    const { verdicts } = this;
    const unknown: number[] = [];
    for (let i = 0; i < values.length; i++) if (verdicts[values[i]!] === UNKNOWN) unknown.push(values[i]!);
    if (unknown.length === 0) return;
    const texts = await this.source.textsOf(unknown);
    for (const [i, text] of texts.entries()) verdicts[unknown[i]!] = this.holds(text) ? HOLDS : FAILS;
  }

  private reserve(ids: Uint32Array): void {
    let largest = 0;
    for (let i = 0; i < ids.length; i++) if (ids[i]! > largest) largest = ids[i]!;
    if (largest < this.verdicts.length) return;
    const larger = new Uint8Array(Math.ceil((largest + 1) * 1.5));
    larger.set(this.verdicts);
    this.verdicts = larger;
  }

  mark({ values }: Coded, marks: Uint8Array): number {
    const { verdicts } = this;
    let count = 0;
    for (let code = 0; code < values.length; code++) {
      const holds = verdicts[values[code]!] === HOLDS ? 1 : 0;
      marks[code] = holds;
      count += holds;
    }
    return count;
  }
}

/** Where an id stands among ascending ones; -1 when it does not. */
function placeOf(ids: Uint32Array, length: number, id: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return low < length && ids[low] === id ? low : -1;
}
