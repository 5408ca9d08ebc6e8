import type { TextColumn } from './block.ts';
import { codesBelow } from './numbers.ts';
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
    for (const place of places) codeOf[place] = 1;
    const ids: number[] = [];
    for (const place of this.places) {
      if (codeOf[place] === 1) codeOf[place] = ids.push(this.ids[place]!) - 1;
    }
    const codes = codesBelow(ids.length, places.length);
    for (let row = 0; row < places.length; row++) codes[row] = codeOf[places[row]!]!;
    return { ids: Uint32Array.from(ids), codes };
  }

  /**
   * A column that follows from another.
   * @param followers by place in the pool, the place of the text that follows from it
   * @returns one code per code of `column`
   */
  following(places: Uint32Array, followers: readonly number[]): TextColumn {
    const used = new Uint8Array(this.ids.length);
    for (const place of places) used[place] = 1;
    return this.column(this.places.filter((place) => used[place] === 1).map((place) => followers[place]!));
  }
}
