import type { PageviewMeasure, PageviewQuery } from '../question.ts';
import type { ColumnSource } from '../source.ts';
import { VisitorSet } from '../visitor-set.ts';
import { NO_TEXT } from './block-rows.ts';
import { Distinct, DistinctInBlocks } from './distinct.ts';
import type { GroupedPart } from './grouped-part.ts';
import { Doubles, Words } from './growing.ts';
import type { Hits } from './hits.ts';
import type { MonthPart } from './stretches.ts';
import { endsOf, type NumberTally, type Tally } from './tally.ts';
import { compareBytes } from './text-order.ts';
import { textsById } from './texts-by-id.ts';

/** Selected views of one block, in groups. */
export interface ViewPart extends GroupedPart {
  /** By fragment, the bucket of its visitor's first view and 1; 0 when that lies outside the time asked for. */
  firstViews(): Uint32Array;
  /** Of a group by its number, where groups are made by buckets. */
  bucketOf(slot: number): number;
}

type NumberMeasure = Exclude<PageviewMeasure, 'latestTitle'>;

export function numberTally(measure: NumberMeasure, by: PageviewQuery['by']): NumberTally<ViewPart> {
  // A visitor, and so a session, is in one block of a day.
  const counted = by.includes('day') ? DistinctInBlocks<ViewPart> : Distinct<ViewPart>;
  switch (measure) {
    case 'pageviews':
      return new PageviewCount();
    case 'visitors':
      return new counted(({ rows }) => rows.numbers('visitor'));
    case 'sessions':
      return new counted(({ rows }) => rows.numbers('session'));
    case 'newInRange':
      return new counted((part) => those(part, part.firstViews()));
    case 'newOnDay':
      // Nobody is new on two days.
      return by.includes('bucket')
        ? new NewInBucket(by.includes('day'))
        : new DistinctInBlocks((part) => those(part, part.rows.numbers('isNew')));
    case 'engagedMs':
      return new EngagedSum();
    case 'scrollPct':
      return new ScrollMean();
  }
}

/** The visitors of the fragments that are marked. */
function those({ rows }: ViewPart, marks: Uint32Array): Uint32Array {
  const visitors = rows.numbers('visitor');
  const who = rows.scratch.uint32('those', visitors.length);
  for (let fragment = 0; fragment < visitors.length; fragment++) {
    who[fragment] = marks[fragment]! > 0 ? visitors[fragment]! : 0;
  }
  return who;
}

export class PageviewCount implements NumberTally<ViewPart> {
  private readonly counts = new Doubles();

  add(_part: ViewPart, { counts: more, indexes, size }: Hits): void {
    const counts = this.counts.reserve(size);
    for (let code = 0; code < more.length; code++) {
      if (more[code]! > 0 && indexes[code]! >= 0) counts[indexes[code]!]! += more[code]!;
    }
  }

  addMonth({ groups, indexes, length, size, counts: more }: MonthPart): void {
    const counts = this.counts.reserve(size);
    for (let i = 0; i < length; i++) counts[indexes[i]!]! += more[groups[i]!]!;
  }

  valueOf(index: number): number {
    return this.counts.values[index] ?? 0;
  }

  values(size: number): Float64Array {
    return this.counts.reserve(size).subarray(0, size);
  }
}

export class EngagedSum implements NumberTally<ViewPart> {
  private readonly sums = new Doubles();

  add({ rows }: ViewPart, hits: Hits): void {
    const sums = this.sums.reserve(hits.size);
    const engaged = rows.doubles('engagedMs');
    const { at, indexes, length } = hits.rows();
    for (let i = 0; i < length; i++) sums[indexes[i]!]! += engaged[at[i]!]!;
  }

  addMonth({ groups, indexes, length, size, details }: MonthPart): void {
    const sums = this.sums.reserve(size);
    for (let i = 0; i < length; i++) sums[indexes[i]!]! += details!.detail('engagedMs', groups[i]!);
  }

  valueOf(index: number): number {
    return this.sums.values[index] ?? 0;
  }

  values(size: number): Float64Array {
    return this.sums.reserve(size).subarray(0, size);
  }
}

export class ScrollMean implements NumberTally<ViewPart> {
  private readonly sums = new Doubles();
  private readonly counts = new Doubles();

  add({ rows }: ViewPart, hits: Hits): void {
    const sums = this.sums.reserve(hits.size);
    const counts = this.counts.reserve(hits.size);
    const scroll = rows.numbers('scroll');
    const { at, indexes, length } = hits.rows();
    for (let i = 0; i < length; i++) {
      const told = scroll[at[i]!]!;
      if (told === 0) continue;
      sums[indexes[i]!]! += told - 1;
      counts[indexes[i]!]!++;
    }
  }

  addMonth({ groups, indexes, length, size, details }: MonthPart): void {
    const sums = this.sums.reserve(size);
    const counts = this.counts.reserve(size);
    for (let i = 0; i < length; i++) {
      sums[indexes[i]!]! += details!.detail('scrollPct', groups[i]!);
      counts[indexes[i]!]! += details!.detail('scrolls', groups[i]!);
    }
  }

  sumOf(index: number): number {
    return this.sums.values[index] ?? 0;
  }

  countOf(index: number): number {
    return this.counts.values[index] ?? 0;
  }

  valueOf(index: number): number | null {
    const count = this.counts.values[index] ?? 0;
    return count === 0 ? null : this.sums.values[index]! / count;
  }

  values(size: number): Float64Array {
    return Float64Array.from({ length: size }, (_, index) => this.valueOf(index) ?? -1);
  }
}

/** Visitors whose first view lies in the bucket of the group. */
class NewInBucket implements NumberTally<ViewPart> {
  private readonly sets: VisitorSet[] = [];
  private readonly last = new Words();

  /** @param onDay whether it must lie on the day of the group as well */
  constructor(private readonly onDay: boolean) {}

  add(part: ViewPart, { counts, indexes, size }: Hits): void {
    const { rows, selection, groups } = part;
    while (this.sets.length < size) this.sets.push(new VisitorSet());
    const last = this.last.reserve(size);
    const visitors = rows.numbers('visitor');
    const isNew = rows.numbers('isNew');
    const firsts = part.firstViews();
    const slots = groups.slotsOf(counts);
    const buckets = Float64Array.from(indexes, (index, code) => (index < 0 ? -1 : part.bucketOf(slots[code]!)));
    const { owners } = selection;
    const ends = endsOf(part);
    for (let place = 0; place < owners.length; place++) {
      const fragment = owners[place]!;
      if (firsts[fragment] === 0 || (this.onDay && isNew[fragment] === 0)) continue;
      const visitor = visitors[fragment]!;
      for (let i = ends[place]!; i < ends[place + 1]!; i++) {
        const code = groups.codes[i]!;
        const index = indexes[code]!;
        if (index < 0 || last[index] === visitor || buckets[code] !== firsts[fragment]! - 1) continue;
        last[index] = visitor;
        this.sets[index]!.add(visitor);
      }
    }
  }

  valueOf(index: number): number {
    return this.sets[index]?.size ?? 0;
  }

  values(size: number): Float64Array {
    return Float64Array.from({ length: size }, (_, index) => this.valueOf(index));
  }
}

export class LatestTitle implements Tally<ViewPart> {
  private readonly times = new Doubles(Number.NEGATIVE_INFINITY);
  private readonly titles = new Words();
  /** By index, titles of views that are as late as the latest. */
  private readonly ties = new Map<number, number[]>();

  add({ rows }: ViewPart, hits: Hits): void {
    const times = this.times.reserve(hits.size);
    const titles = this.titles.reserve(hits.size);
    const { base } = rows.block;
    const offsets = rows.numbers('time');
    const { values, codes } = rows.texts('title');
    const { at, indexes, length } = hits.rows();
    for (let i = 0; i < length; i++) {
      const index = indexes[i]!;
      const time = base + offsets[at[i]!]!;
      if (time < times[index]!) continue;
      const title = values[codes[at[i]!]!]!;
      if (time > times[index]!) {
        times[index] = time;
        titles[index] = title;
        this.ties.delete(index);
      } else if (title !== titles[index]) {
        const tied = this.ties.get(index);
        if (tied) tied.push(title);
        else this.ties.set(index, [title]);
      }
    }
  }

  addMonth({ groups, indexes, length, size, details }: MonthPart): void {
    const times = this.times.reserve(size);
    const titles = this.titles.reserve(size);
    for (let i = 0; i < length; i++) {
      const index = indexes[i]!;
      titles[index] = details!.detail('title', groups[i]!);
      // Later than all before it, earlier than all behind it.
      times[index] = -Number.MAX_VALUE;
      this.ties.delete(index);
    }
  }

  /** Of these groups, in their order; `NO_TEXT` for a group without views. */
  async idsOf(source: ColumnSource, indexes: readonly number[]): Promise<number[]> {
    const tied = indexes.flatMap((index) =>
      [...(this.ties.get(index) ?? [])].concat(this.ties.has(index) ? this.titles.values[index]! : []),
    );
    const texts = await textsById(source, tied);
    return indexes.map((index) => {
      const first = this.titles.values[index] ?? NO_TEXT;
      return (this.ties.get(index) ?? []).reduce(
        (largest, id) => (compareBytes(texts.get(id)!, texts.get(largest)!) > 0 ? id : largest),
        first,
      );
    });
  }

  async titlesOf(source: ColumnSource, indexes: readonly number[]): Promise<string[]> {
    const ids = await this.idsOf(source, indexes);
    const texts = await textsById(source, ids);
    return ids.map((id) => texts.get(id)!);
  }
}
