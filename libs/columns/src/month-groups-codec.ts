import { ByteReader, ByteWriter, DamagedDataError } from './bytes.ts';
import { checkedContent, withChecksum } from './checksum.ts';
import { GROUP_DETAILS, type GroupDetail, type Grouping, type MonthGroups } from './month-groups.ts';
import { orderBy } from './order.ts';
import { PackedNumbers, pack } from './packed.ts';
import { readSequence, writeSequence } from './sequence.ts';
import { readVisitors, type VisitorSet, writeVisitors } from './visitor-set.ts';

/** The groups of a month as bytes, in two parts: what is needed to rank them, and what is told of those chosen. */
export interface EncodedGroups {
  ranking: Uint8Array;
  /** Absent of those that only rank. */
  details?: Uint8Array;
}

/** Groups with the ids of their keys and with their pageviews or sessions, in the order of `MonthDetails`. */
export type MonthRanking = Pick<MonthGroups, 'keys' | 'counts'>;

const BITS_32 = 2 ** 32;

export function encodeGroups<From extends Grouping['from']>(
  from: From,
  groups: MonthGroups<From>,
): Required<EncodedGroups> {
  const order = orderOf(groups);
  return { ranking: encodeRanking(groups, order), details: withChecksum(encodeDetails(from, groups, order)) };
}

/** Ids that ascend take next to no room, and texts that came first, which are the frequent ones, lie together. */
function orderOf({ keys, counts }: MonthRanking): Uint32Array {
  return orderBy([...keys, counts]);
}

export function encodeRanking({ keys, counts }: MonthRanking, order = orderOf({ keys, counts })): Uint8Array {
  const ranking = new ByteWriter();
  ranking.varint(keys.length);
  for (const column of [...keys, counts]) {
    writeSequence(
      ranking,
      order.map((group) => column[group]!),
      { cold: false },
    );
  }
  return withChecksum(ranking.finish());
}

/** @throws DamagedDataError */
export function decodeRanking(bytes: Uint8Array): MonthRanking {
  const reader = new ByteReader(checkedContent(bytes));
  const read = () => {
    const values = readSequence(reader);
    if (!(values instanceof Uint32Array)) throw new DamagedDataError('no ids');
    return values;
  };
  const keys = Array.from({ length: reader.varint() }, read);
  return { keys, counts: read() };
}

/**
 * Numbers by group, each with its distance from the smallest of its neighbours; then how many visitors each group has; the
 * visitor of those who have one, or where the set of the others begins; and the sets.
 */
function encodeDetails<From extends Grouping['from']>(from: From, groups: MonthGroups<From>, order: Uint32Array) {
  const { details, visitors } = groups;
  const writer = new ByteWriter();
  writer.varint(order.length);
  for (const name of namesOf(from)) {
    const values = details[name];
    writeWide(
      writer,
      Float64Array.from(order, (group) => values[group]!),
    );
  }
  const sets = new ByteWriter();
  const counts = new Uint32Array(order.length);
  const places = order.map((group, place) => {
    const distinct = visitors.numbers.subarray(visitors.offsets[group], visitors.offsets[group + 1]);
    counts[place] = distinct.length;
    if (distinct.length === 1) return distinct[0]!;
    const start = sets.length;
    if (distinct.length > 1) writeVisitors(sets, distinct);
    return start;
  });
  pack(counts, writer);
  pack(places, writer);
  writer.bytes(sets.finish());
  return writer.finish();
}

/** What is told of single groups of a month; reading one touches the others as little as can be. */
export class MonthDetails<From extends Grouping['from']> {
  /** How many groups there are. */
  readonly length: number;
  private readonly numbers = new Map<GroupDetail<From>, WideNumbers>();
  private readonly visitorCounts: PackedNumbers;
  private readonly places: PackedNumbers;
  private readonly sets: Uint8Array;

  /** @throws DamagedDataError */
  constructor(from: From, bytes: Uint8Array) {
    const reader = new ByteReader(checkedContent(bytes));
    this.length = reader.varint();
    for (const name of namesOf(from)) this.numbers.set(name, new WideNumbers(reader, this.length));
    this.visitorCounts = new PackedNumbers(reader, this.length);
    this.places = new PackedNumbers(reader, this.length);
    this.sets = reader.rest();
  }

  detail(name: GroupDetail<From>, group: number): number {
    return this.numbers.get(name)!.at(group);
  }

  /** Distinct visitors of a group. */
  visitors(group: number): number {
    return this.visitorCounts.at(group);
  }

  addVisitors(group: number, into: VisitorSet): void {
    const count = this.visitors(group);
    const place = this.places.at(group);
    if (count === 1) into.add(place);
    else if (count > 1) readVisitors(new ByteReader(this.sets.subarray(place)), count, into);
  }
}

function namesOf<From extends Grouping['from']>(from: From): readonly GroupDetail<From>[] {
  return GROUP_DETAILS[from];
}

/** Writes the lower 32 bits, and the higher ones where there are any. */
function writeWide(writer: ByteWriter, values: Float64Array): void {
  const isWide = values.some((value) => value >= BITS_32);
  writer.byte(isWide ? 1 : 0);
  pack(
    Uint32Array.from(values, (value) => value % BITS_32),
    writer,
  );
  if (isWide) {
    pack(
      Uint32Array.from(values, (value) => Math.floor(value / BITS_32)),
      writer,
    );
  }
}

class WideNumbers {
  private readonly low: PackedNumbers;
  private readonly high: PackedNumbers | null;

  constructor(reader: ByteReader, length: number) {
    const isWide = reader.byte() === 1;
    this.low = new PackedNumbers(reader, length);
    this.high = isWide ? new PackedNumbers(reader, length) : null;
  }

  at(place: number): number {
    const low = this.low.at(place);
    return this.high ? this.high.at(place) * BITS_32 + low : low;
  }
}
