import { Words } from './growing.ts';

/** Numbers, from 0 as they come, for pairs of numbers of 32 bits. */
export class PairNumbers {
  readonly firsts = new Words();
  readonly seconds = new Words();
  size = 0;
  /** By hash, the number and 1; 0 where there is none. At most half of it is taken. */
  private places = new Uint32Array(64);

  numberOf(first: number, second: number): number {
    const known = this.find(first, second);
    if (known >= 0) return known;
    const number = this.size++;
    this.firsts.reserve(this.size)[number] = first;
    this.seconds.reserve(this.size)[number] = second;
    if (this.size * 2 > this.places.length) this.places = new Uint32Array(this.places.length * 4);
    else return this.put(number);
    for (let each = 0; each < number; each++) this.put(each);
    return this.put(number);
  }

  /** -1 for a pair that has none. */
  find(first: number, second: number): number {
    const firsts = this.firsts.values;
    const seconds = this.seconds.values;
    const { places } = this;
    const mask = places.length - 1;
    let place = hashOf(first, second) & mask;
    for (let number = places[place]!; number !== 0; number = places[place]!) {
      if (firsts[number - 1] === first && seconds[number - 1] === second) return number - 1;
      place = (place + 1) & mask;
    }
    return -1;
  }

  private put(number: number): number {
    const { places } = this;
    const mask = places.length - 1;
    let place = hashOf(this.firsts.values[number]!, this.seconds.values[number]!) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = number + 1;
    return number;
  }
}

function hashOf(first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
