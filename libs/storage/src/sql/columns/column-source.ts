import type { Block, ColumnName, ColumnSource, DaySums, GroupingName, StoredMonth } from '@micrologs/columns';
import { type CacheCounts, type DayRange, FrozenDaysError, type LocalDay, type ProjectId } from '@micrologs/domain';
import { SizedCache } from '../../sized-cache.ts';
import type { SqlConnection } from '../connection.ts';
import { blockOfBoth, blockOfRows, countRows, FACT_COLUMNS, partsOf, roughRows } from './day-blocks.ts';
import { type DayPlan, planDays } from './day-plans.ts';
import { Dictionary, KnownIds } from './dictionary.ts';
import { ExpectedColumns } from './expected-columns.ts';
import { COUNTED_COLUMNS, NEVER, readBorder } from './frozen-days.ts';
import { type KeptDay, KeptDays } from './kept-days.ts';
import { dayVersion } from './live-rows.ts';
import { keptMonths } from './month-groups.ts';
import { type Needed, neededFor } from './needed.ts';
import { Segments, type StoredBlock } from './segments.ts';
import { Turns } from './turns.ts';

const STORED_BLOCK_BYTES = 20 * 1024 * 1024;
const GROUP_BYTES = 6 * 1024 * 1024;
const KEPT_DAY_BYTES = 12 * 1024 * 1024;
/** What a view takes of that, about, in the columns of a report. */
const STORED_VIEW_BYTES = 24;
const KNOWN_CHARACTERS = 4 * 1024 * 1024;
/** Views of live days that are kept in memory as columns during one read. */
const VIEWS_KEPT = 250_000;

/** Views that a block has at most, nearly: a heavier day is cut into parts, so that memory stays bounded. */
const VIEWS_PER_BLOCK = 150_000;

/** What the sources of one connection share, from one snapshot to the next. */
export class ColumnCaches {
  readonly viewsPerBlock: number;
  /** Blocks of sealed days, as far as they were read. */
  readonly blocks = new SizedCache<StoredBlock>(STORED_BLOCK_BYTES);
  /** Groups of months, as bytes. */
  readonly groups = new SizedCache<Uint8Array>(GROUP_BYTES);
  readonly days = new KeptDays(KEPT_DAY_BYTES);
  readonly knownIds = new KnownIds(KNOWN_CHARACTERS);

  constructor(viewsPerBlock = VIEWS_PER_BLOCK) {
    this.viewsPerBlock = viewsPerBlock;
  }

  /** By the names under which operators know them. */
  counts(): Record<string, CacheCounts> {
    return {
      sealed_days: this.blocks.counts(),
      month_groups: this.groups.counts(),
      changing_days: this.days.counts(),
    };
  }
}

type BuiltDay = Pick<KeptDay, 'columns' | 'blocks'>;

/** The columns of one project in one snapshot: days that are sealed as stored, others made of their rows. */
export class SqlColumnSource implements ColumnSource {
  readonly dictionary: Dictionary;
  readonly firstReadable: LocalDay;
  readonly #connection: SqlConnection;
  readonly #project: ProjectId;
  readonly #segments: Segments;
  readonly #caches: ColumnCaches;
  readonly #expected = new ExpectedColumns();
  readonly #turns = new Turns();
  /** Days with rows whose blocks are being made, or were; null for one with too many. */
  readonly #built = new Map<LocalDay, Promise<BuiltDay | null>>();
  #viewsKept = 0;
  /** What `plans` covers. */
  #planned: DayRange = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  #plans: Promise<DayPlan[]> = Promise.resolve([]);
  #bringsTexts: Promise<boolean> | null = null;

  private constructor(
    connection: SqlConnection,
    project: ProjectId,
    dictionary: Dictionary,
    firstReadable: LocalDay,
    caches: ColumnCaches,
  ) {
    this.#connection = connection;
    this.#project = project;
    this.dictionary = dictionary;
    this.firstReadable = firstReadable;
    this.#segments = new Segments(connection, project, caches.blocks);
    this.#caches = caches;
  }

  /** @param connection in a transaction, until the source is of no more use */
  static async open(connection: SqlConnection, project: ProjectId, caches: ColumnCaches): Promise<SqlColumnSource> {
    const dictionary = await Dictionary.open(connection, project, caches.knownIds);
    return new SqlColumnSource(connection, project, dictionary, await readBorder(connection, project), caches);
  }

  /** Tells in advance what will be asked, so that rows are read once for all questions. */
  expect(days: DayRange, columns: readonly ColumnName[]): void {
    this.#expected.expect(days, columns);
  }

  expected(days: DayRange): ColumnName[] {
    return this.#expected.columnsOf(days);
  }

  async *blocks(days: DayRange, columns: readonly ColumnName[]): AsyncGenerator<Block> {
    const needed = neededFor(columns);
    const plans = await this.plansOf(days);
    // Of more days than there is room for, none would be there any more when they are asked for again.
    const views = plans.reduce((sum, { sealed }) => sum + (sealed?.views ?? 0), 0);
    const keep = views * STORED_VIEW_BYTES <= STORED_BLOCK_BYTES;
    const who = {};
    try {
      for (const plan of plans) {
        this.#assertReadable(plan, columns);
        await this.#turns.reach(who, plan.day);
        if (plan.from === 'blocks') yield* this.#segments.blocks(plan.sealed, columns, keep);
        else yield* (await this.#blocksOfRows(plan, columns)) ?? this.built(plan, needed);
      }
    } finally {
      this.#turns.leave(who);
    }
  }

  /** The blocks of a day that has rows, with all columns but for texts that are not needed. */
  async *built(plan: DayPlan, needed: Needed): AsyncGenerator<Block> {
    this.#assertReadable(plan, FACT_COLUMNS);
    const { day, sealed } = plan;
    const ofRows = await partsOf(this.#connection, this.#project, day, this.#caches.viewsPerBlock);
    const parts = Math.max(ofRows, sealed?.heads.length ?? 1);
    for (let part = 0; part < parts; part++) {
      const which = { project: this.#project, day, part, parts };
      yield sealed
        ? await blockOfBoth(
            this.#connection,
            this.dictionary,
            which,
            needed,
            this.#segments.blocks(sealed, FACT_COLUMNS, false),
          )
        : await blockOfRows(this.#connection, this.dictionary, which, needed);
    }
  }

  /** @throws FrozenDaysError when the day has lost one of these columns */
  #assertReadable({ day, sealed }: DayPlan, columns: readonly ColumnName[]): void {
    if (day >= this.firstReadable) return;
    const counted: readonly ColumnName[] = sealed?.sums ? COUNTED_COLUMNS : [];
    if (!columns.every((column) => counted.includes(column))) throw new FrozenDaysError(this.firstReadable);
  }

  async daySums(days: DayRange): Promise<{ sums: DaySums[]; without: LocalDay[] }> {
    const sums: DaySums[] = [];
    const without: LocalDay[] = [];
    for (const { from, day, sealed } of await this.plansOf(days)) {
      const kept = from === 'blocks' ? sealed.sums : null;
      if (kept) sums.push(kept);
      else without.push(day);
    }
    return { sums, without };
  }

  async months(days: DayRange, grouping: GroupingName): Promise<StoredMonth[]> {
    const plans = await this.plansOf(days);
    return keptMonths(this.#connection, this.#caches.groups, this.#project, plans, days, grouping);
  }

  /** How many views these days have. */
  async countViews(days: DayRange): Promise<number> {
    let count = 0;
    for (const { from, day, sealed } of await this.plansOf(days)) {
      if (from === 'blocks') {
        count += sealed.views;
      } else if (from === 'rows') {
        count += await countRows(this.#connection, this.#project, day);
      } else {
        for await (const block of this.blocks({ from: day, to: day }, ['number'])) count += block.views;
      }
    }
    return count;
  }

  async plansOf(days: DayRange): Promise<DayPlan[]> {
    const { from, to } = this.#planned;
    if (days.from < from || days.to > to) {
      // One list for all that was asked about, since days are asked about again and again.
      this.#planned = { from: Math.min(from, days.from), to: Math.max(to, days.to) };
      this.#plans = planDays(this.#connection, this.#project, this.#planned);
    }
    return (await this.#plans).filter(({ day }) => day >= days.from && day <= days.to);
  }

  textsOf(ids: readonly number[]): Promise<string[]> {
    return this.dictionary.textsOf(ids);
  }

  async idsOf(texts: readonly string[]): Promise<(number | null)[]> {
    // Rows that are not read yet may bring a text that is not stored: it gets its id now.
    return (await this.#readExpected()) ? this.dictionary.intern(texts) : this.dictionary.idsOf(texts);
  }

  /**
   * Makes the blocks of the days with rows that will be asked for, so that their texts are known.
   * @returns whether others may bring further texts
   */
  #readExpected(): Promise<boolean> {
    this.#bringsTexts ??= this.#keepExpected();
    return this.#bringsTexts;
  }

  async #keepExpected(): Promise<boolean> {
    const asked = this.#expected.days;
    if (!asked) return false;
    let others = false;
    // A session that goes on over midnight is read where it started.
    for (const plan of await this.plansOf({ from: NEVER, to: asked.to })) {
      if (plan.from === 'blocks') continue;
      const isAsked = this.#expected.columnsOf({ from: plan.day, to: plan.day }).length > 0;
      if (!isAsked || (await this.#blocksOfRows(plan, [])) === null) others = true;
    }
    return others;
  }

  /** The blocks of a day that has rows; null when these are too many to be kept: then they are made each time. */
  async #blocksOfRows(plan: DayPlan, columns: readonly ColumnName[]): Promise<readonly Block[] | null> {
    const before = await this.#built.get(plan.day);
    if (before === null) return null;
    if (before && columns.every((name) => before.columns.has(name))) return before.blocks;
    const building = this.#keep(plan, [...this.#expected.columnsOf({ from: plan.day, to: plan.day }), ...columns]);
    this.#built.set(plan.day, building);
    return (await building)?.blocks ?? null;
  }

  /** Makes them anew only when the day has changed since an earlier read. */
  async #keep(plan: DayPlan, columns: readonly ColumnName[]): Promise<BuiltDay | null> {
    const rows = await roughRows(this.#connection, this.#project, plan.day, VIEWS_KEPT);
    this.#viewsKept += rows + (plan.sealed?.views ?? 0);
    if (this.#viewsKept > VIEWS_KEPT) return null;
    const { days } = this.#caches;
    const version = await dayVersion(this.#connection, this.#project, plan.day);
    const key = [this.#project, plan.day, version, plan.from, plan.sealed?.version].join(' ');
    // A day whose changes nobody counted cannot be known again.
    const found = version > 0 ? days.get(key) : undefined;
    const kept = found && this.dictionary.adopt(found.texts) ? found : null;
    if (kept && columns.every((name) => kept.columns.has(name))) return kept;
    const all = new Set([...columns, ...(kept?.columns ?? [])]);
    const blocks: Block[] = [];
    for await (const block of this.built(plan, neededFor([...all]))) blocks.push(block);
    const { last, added } = this.dictionary;
    if (version > 0) days.set(key, { columns: all, blocks, texts: { last, added: [...added] } });
    return { columns: all, blocks };
  }
}
