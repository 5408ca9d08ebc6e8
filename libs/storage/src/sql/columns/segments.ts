import { type Block, COLUMNS, type ColumnName, decodeBlock } from '@micrologs/columns';
import { type LocalDay, monthOf, type ProjectId } from '@micrologs/domain';
import { type SqlConnection, selectByKey } from '../connection.ts';
import type { SealedDay } from './day-plans.ts';
import { type DaySegment, splitSegments } from './month-segment.ts';
import type { SizedCache } from './sized-cache.ts';

const DAY_SEGMENT = selectByKey('SELECT data FROM day_segments', ['project_id', 'day', 'part', 'column_id']);
const MONTH_SEGMENT = selectByKey('SELECT data FROM month_segments', ['project_id', 'column_id', 'month']);

/** Reads stored blocks of one project in one snapshot. */
export class Segments {
  readonly #connection: SqlConnection;
  readonly #project: ProjectId;
  readonly #cache: SizedCache<Uint8Array>;
  /** What was read last of a month: with or without the cache, its days come one after the other. */
  #month = { month: Number.NaN, columns: new Map<ColumnName, Map<string, DaySegment>>() };

  constructor(connection: SqlConnection, project: ProjectId, cache: SizedCache<Uint8Array>) {
    this.#connection = connection;
    this.#project = project;
    this.#cache = cache;
  }

  /** The blocks of a day with these columns. */
  async *blocks(sealed: SealedDay, columns: readonly ColumnName[]): AsyncGenerator<Block> {
    for (const head of sealed.heads) {
      const found = new Map<ColumnName, Uint8Array>();
      const missing: ColumnName[] = [];
      for (const name of columns) {
        const data = this.#cache.get(this.#key(sealed, head.part, name));
        if (data) found.set(name, data);
        else missing.push(name);
      }
      if (missing.length > 0) {
        const read = sealed.monthStored
          ? await this.#readFromMonth(sealed, head.part, missing)
          : await this.#readFromDay(sealed, head.part, missing);
        for (const [name, data] of read) found.set(name, data);
      }
      if (found.size < columns.length) {
        throw new Error(`Columns of day ${sealed.day} of project ${this.#project} are not where they were stored`);
      }
      yield decodeBlock(head, found);
    }
  }

  async #readFromDay(sealed: SealedDay, part: number, columns: readonly ColumnName[]) {
    const read = new Map<ColumnName, Uint8Array>();
    await this.#connection.selectByKeys<[Uint8Array]>(
      DAY_SEGMENT,
      columns.map((name) => [this.#project, sealed.day, part, COLUMNS[name].id]),
      ([data], place) => {
        const name = columns[place]!;
        read.set(name, data);
        this.#cache.set(this.#key(sealed, part, name), data, data.length);
      },
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
        const name = missing[place]!;
        const segments = splitSegments(data);
        known.set(name, new Map(segments.map((segment) => [this.#key(segment, segment.part, name), segment])));
        // All of them or none: each holds the bytes of the whole month.
        for (const segment of segments) {
          this.#cache.set(this.#key(segment, segment.part, name), segment.data, segment.data.length);
        }
      },
    );
    const read = new Map<ColumnName, Uint8Array>();
    for (const name of columns) {
      const segment = known.get(name)?.get(this.#key(sealed, part, name));
      if (segment) read.set(name, segment.data);
    }
    return read;
  }

  #key({ day, version }: { day: LocalDay; version: number }, part: number, name: ColumnName): string {
    return `${this.#project} ${day} ${version} ${part} ${COLUMNS[name].id}`;
  }
}
