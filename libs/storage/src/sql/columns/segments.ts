import { type Block, type BlockHead, COLUMNS, type ColumnName, decodeBlock } from '@micrologs/columns';
import { type LocalDay, monthOf, type ProjectId } from '@micrologs/domain';
import { SizedCache } from '../../sized-cache.ts';
import { type SqlConnection, selectByKey } from '../connection.ts';
import type { SealedDay } from './day-plans.ts';
import { type DaySegment, splitSegments } from './month-segment.ts';

const DAY_SEGMENT = selectByKey('SELECT data FROM day_segments', ['project_id', 'day', 'part', 'column_id']);
const MONTH_SEGMENT = selectByKey('SELECT data FROM month_segments', ['project_id', 'column_id', 'month']);

/** Blocks that are at hand for whoever goes through the same days at the same time. */
const RECENT_BYTES = 6 * 1024 * 1024;
/** Of a number that was decoded. */
const NUMBER_BYTES = 4;

/** A stored block, with the bytes of those of its columns that were read. */
export interface StoredBlock {
  block: Block;
  columns: Map<ColumnName, Uint8Array>;
  /** While further columns are being read. */
  reading: Promise<void> | null;
}

/** Reads stored blocks of one project in one snapshot. */
export class Segments {
  readonly #connection: SqlConnection;
  readonly #project: ProjectId;
  readonly #kept: SizedCache<StoredBlock>;
  readonly #recent = new SizedCache<StoredBlock>(RECENT_BYTES);
  /** What was read last of a month: its days come one after the other. */
  #month = { month: Number.NaN, columns: new Map<ColumnName, Map<string, DaySegment>>() };

  /** @param kept from one snapshot to the next: what a key stands for never changes */
  constructor(connection: SqlConnection, project: ProjectId, kept: SizedCache<StoredBlock>) {
    this.#connection = connection;
    this.#project = project;
    this.#kept = kept;
  }

  /**
   * The blocks of a day with these columns, or more.
   * @param keep whether they are worth keeping for later questions
   */
  async *blocks(sealed: SealedDay, columns: readonly ColumnName[], keep: boolean): AsyncGenerator<Block> {
    const cache = keep ? this.#kept : this.#recent;
    for (const head of sealed.heads) {
      const key = this.#key(sealed, head.part);
      let stored = this.#kept.get(key) ?? this.#recent.get(key);
      if (!stored) {
        stored = opened(head);
        cache.set(key, stored, 0);
      }
      for (;;) {
        const missing = columns.filter((name) => !stored.columns.has(name));
        if (missing.length === 0) break;
        // Whoever is at the same day may be reading some of them already.
        stored.reading ??= this.#read(stored, sealed, missing, keep).then(() => cache.set(key, stored, sizeOf(stored)));
        try {
          await stored.reading;
        } finally {
          stored.reading = null;
        }
      }
      yield stored.block;
    }
  }

  async #read(stored: StoredBlock, sealed: SealedDay, columns: readonly ColumnName[], keep: boolean): Promise<void> {
    const { part } = stored.block;
    const read = sealed.monthStored
      ? await this.#readFromMonth(sealed, part, columns)
      : await this.#readFromDay(sealed, part, columns);
    if (read.size < columns.length) {
      throw new Error(`Columns of day ${sealed.day} of project ${this.#project} are not where they were stored`);
    }
    // What is kept must not hold the bytes of the whole month.
    for (const [name, data] of read) stored.columns.set(name, keep ? data.slice() : data);
  }

  async #readFromDay(sealed: SealedDay, part: number, columns: readonly ColumnName[]) {
    const read = new Map<ColumnName, Uint8Array>();
    await this.#connection.selectByKeys<[Uint8Array]>(
      DAY_SEGMENT,
      columns.map((name) => [this.#project, sealed.day, part, COLUMNS[name].id]),
      ([data], place) => read.set(columns[place]!, data),
    );
    return read;
  }

  async #readFromMonth(sealed: SealedDay, part: number, columns: readonly ColumnName[]) {
    const month = monthOf(sealed.day);
    if (month !== this.#month.month) this.#month = { month, columns: new Map() };
    const known = this.#month.columns;
    const missing = columns.filter((name) => !known.has(name));
    await this.#connection.selectByKeys<[Uint8Array]>(
      MONTH_SEGMENT,
      missing.map((name) => [this.#project, COLUMNS[name].id, month]),
      ([data], place) => {
        const segments = splitSegments(data);
        known.set(missing[place]!, new Map(segments.map((segment) => [this.#key(segment, segment.part), segment])));
      },
    );
    const read = new Map<ColumnName, Uint8Array>();
    for (const name of columns) {
      const segment = known.get(name)?.get(this.#key(sealed, part));
      if (segment) read.set(name, segment.data);
    }
    return read;
  }

  #key({ day, version }: { day: LocalDay; version: number }, part: number): string {
    return `${this.#project} ${day} ${version} ${part}`;
  }
}

function opened(head: BlockHead): StoredBlock {
  const columns = new Map<ColumnName, Uint8Array>();
  return { block: decodeBlock(head, columns), columns, reading: null };
}

/** Of its columns as bytes and, about, as numbers. */
function sizeOf({ block, columns }: StoredBlock): number {
  const rows = { fragment: block.fragments, view: block.views, session: block.sessions };
  let bytes = 0;
  for (const [name, data] of columns) bytes += data.length + NUMBER_BYTES * rows[COLUMNS[name].level];
  return bytes;
}
