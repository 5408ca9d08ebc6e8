import type { TextColumn } from './block.ts';
import { codesBelow, pick } from './numbers.ts';
import { orderBy } from './order.ts';

/** Gives the ids of the dictionary for distinct texts, in their order. */
export type Intern = (texts: string[]) => Promise<readonly number[]>;

/** The distinct texts of all columns of a block, numbered from 0 as they come. */
export class TextPool {
  readonly texts: string[] = [];
  private readonly places = new Map<string, number>();

  placeOf(text: string): number {
    let place = this.places.get(text);
    if (place === undefined) {
      place = this.texts.push(text) - 1;
      this.places.set(text, place);
    }
    return place;
  }

  /** Closes the pool. */
  async intern(intern: Intern): Promise<InternedTexts> {
    this.places.clear();
    const ids = await intern(this.texts);
    if (ids.length !== this.texts.length) throw new Error('the dictionary left out texts');
    return new InternedTexts(Float64Array.from(ids));
  }
}

/** Makes columns out of places in the pool. */
export class InternedTexts {
  private readonly places: Uint32Array;

  constructor(private readonly ids: Float64Array) {
    this.places = orderBy([ids]);
    for (let rank = 1; rank < ids.length; rank++) {
      if (ids[this.places[rank]!] === ids[this.places[rank - 1]!])
        throw new Error('the dictionary gave two texts one id');
    }
  }

  column(places: Uint32Array): TextColumn {
    const codeOf = new Uint32Array(this.ids.length);
    for (let row = 0; row < places.length; row++) codeOf[places[row]!] = 1;
    const used = this.usedOf(codeOf);
    const ids = new Uint32Array(used.length);
    for (let code = 0; code < used.length; code++) {
      ids[code] = this.ids[used[code]!]!;
      codeOf[used[code]!] = code;
    }
    const codes = codesBelow(ids.length, places.length);
    for (let row = 0; row < places.length; row++) codes[row] = codeOf[places[row]!]!;
    return { ids, codes };
  }

  /**
   * A column that follows from another.
   * @param followers by place in the pool, the place of the text that follows from it
   * @returns one code per code of `column`
   */
  following(places: Uint32Array, followers: Uint32Array): TextColumn {
    const marks = new Uint32Array(this.ids.length);
    for (let row = 0; row < places.length; row++) marks[places[row]!] = 1;
    return this.column(pick(followers, this.usedOf(marks)));
  }

  /** The places that are marked, in the order of their ids. */
  private usedOf(marks: Uint32Array): Uint32Array {
    const used = new Uint32Array(marks.length);
    let count = 0;
    for (let rank = 0; rank < this.places.length; rank++) {
      const place = this.places[rank]!;
      if (marks[place] === 1) used[count++] = place;
    }
    return used.slice(0, count);
  }
}
