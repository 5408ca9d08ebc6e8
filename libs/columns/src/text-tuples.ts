import { GrowingCodes } from './numbers.ts';
import type { TextPool } from './text-pool.ts';

/**
 * The distinct combinations of some texts that rows have, numbered from 0 as they come. Rows have far fewer of them than
 * there are rows, so that what follows from texts is found out once for many.
 */
export class TextTuples {
  length = 0;
  private readonly pool: TextPool;
  /** By field of the tuple. */
  private readonly columns: GrowingCodes[];
  private readonly byPlaces = new Map<string, number>();
  private readonly byGrouped = new Map<string, number>();

  constructor(pool: TextPool, width: number) {
    this.pool = pool;
    this.columns = Array.from({ length: width }, () => new GrowingCodes());
  }

  /** @param texts as many as the tuple is wide */
  numberOf(texts: readonly string[]): number {
    if (texts.length === 1) return this.numberOfGrouped(texts[0]!);
    const places = texts.map((text) => this.pool.placeOf(text));
    const key = places.join();
    let number = this.byPlaces.get(key);
    if (number === undefined) {
      number = this.add(places);
      this.byPlaces.set(key, number);
    }
    return number;
  }

  /** @param grouped the texts as a JSON array, or the only text itself */
  numberOfGrouped(grouped: string): number {
    let number = this.byGrouped.get(grouped);
    if (number === undefined) {
      const isAlone = this.columns.length === 1;
      number = isAlone ? this.add([this.pool.placeOf(grouped)]) : this.numberOf(JSON.parse(grouped));
      this.byGrouped.set(grouped, number);
    }
    return number;
  }

  /** By number of the tuple, the place in the pool of one of its texts. */
  places(field: number): Uint32Array {
    return this.columns[field]!.values();
  }

  private add(places: readonly number[]): number {
    for (let field = 0; field < places.length; field++) this.columns[field]!.push(places[field]!);
    return this.length++;
  }
}
