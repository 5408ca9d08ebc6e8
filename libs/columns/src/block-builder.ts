import type { Arrival, LocalDay } from '@micrologs/domain';
import type { Block } from './block.ts';
import { blockOf } from './block-of.ts';
import { NO_VIEW, textColumns } from './block-texts.ts';
import { type GroupedViewFacts, type SessionFacts, TEXT_GROUPS, VIEW_NUMBERS, type ViewFacts } from './facts.ts';
import { GrowingCodes, GrowingNumbers, narrow, pick } from './numbers.ts';
import { orderBy } from './order.ts';
import { type Intern, TextPool } from './text-pool.ts';
import { TextTuples } from './text-tuples.ts';

export interface BlockOptions {
  day: LocalDay;
  /** 0 where the day is one block. */
  part: number;
  /** True when `day` is the first on which the visitor has a view. */
  isNew(visitor: number): boolean;
  channelOf(arrival: Arrival): string;
}

const SESSION_NUMBERS = 8;

const growingNumbers = (count: number) => Array.from({ length: count }, () => new GrowingNumbers());
const growingCodes = (count: number) => Array.from({ length: count }, () => new GrowingCodes());

/** Makes a block out of the facts of one day, which come in any order. */
export class BlockBuilder {
  private readonly pool = new TextPool();
  private readonly viewNumbers = growingNumbers(VIEW_NUMBERS);
  /** In the order of `TEXT_GROUPS`. */
  private readonly tuples = TEXT_GROUPS.map(({ length }) => new TextTuples(this.pool, length));
  /** By group, the tuple of each view. */
  private readonly viewTuples = growingCodes(TEXT_GROUPS.length);
  private readonly sessionNumbers = growingNumbers(SESSION_NUMBERS);
  private readonly sessionTexts = growingCodes(2);
  private readonly starts = new Map<number, LocalDay>();

  constructor(private readonly options: BlockOptions) {}

  /** Adds a view of the day. */
  addView(view: ViewFacts): void {
    this.addNumbers(view);
    let first = VIEW_NUMBERS;
    for (const [group, { length }] of TEXT_GROUPS.entries()) {
      const texts = view.slice(first, first + length) as string[];
      this.viewTuples[group]!.push(this.tuples[group]!.numberOf(texts));
      first += length;
    }
  }

  /** Adds a view of the day; many of them faster than by `addView`. */
  addGroupedView(view: GroupedViewFacts): void {
    this.addNumbers(view);
    for (let group = 0; group < TEXT_GROUPS.length; group++) {
      this.viewTuples[group]!.push(this.tuples[group]!.numberOfGrouped(view[VIEW_NUMBERS + group] as string));
    }
  }

  /** Adds a session that started on the day. */
  addSession(session: SessionFacts): void {
    const { sessionNumbers, sessionTexts, pool } = this;
    for (let field = 0; field < SESSION_NUMBERS; field++) sessionNumbers[field]!.push(session[field] as number);
    for (let text = 0; text < 2; text++) {
      sessionTexts[text]!.push(pool.placeOf(session[SESSION_NUMBERS + text] as string));
    }
  }

  /** Tells when a session started that has views on the day, but is of an earlier one. */
  addStart(session: number, startDay: LocalDay): void {
    this.starts.set(session, startDay);
  }

  /**
   * The block; nothing can be added after it.
   * @throws Error when there is a view of a session that was neither added nor had its start told
   */
  async build(intern: Intern): Promise<Block> {
    const { day, part, isNew } = this.options;
    const [number, visitor, session, occurredAt, engagedMs, scroll] = this.viewNumbers.map((column) => column.values());
    const [sessionNumber, sessionVisitor, startedAt, lastActivity, sessionViews, sessionEngagedMs, entryAt, exitAt] =
      this.sessionNumbers.map((column) => column.values());
    const views = orderBy([visitor!, session!, occurredAt!, number!]);
    const sessions = orderBy([sessionVisitor!, sessionNumber!]);
    const firsts = this.fragmentFirsts(views, visitor!, session!);
    const fragments = pick(views, firsts);

    const rowOfSession = new Map<number, number>();
    for (const row of sessions) rowOfSession.set(sessionNumber![row]!, row);
    const entryViews = new Int32Array(sessions.length).fill(NO_VIEW);
    const startLag = new Float64Array(fragments.length);
    let lagging = 0;
    for (let fragment = 0; fragment < fragments.length; fragment++) {
      const view = fragments[fragment]!;
      const row = rowOfSession.get(session![view]!);
      if (row === undefined) {
        // Facts that contradict each other must not keep all others from being read.
        startLag[fragment] = Math.max(0, day - this.startOf(session![view]!));
        if (startLag[fragment]! > 0) lagging++;
      } else if (entryViews[row] === NO_VIEW) {
        // The first of the session's fragments begins with the first of its views.
        entryViews[row] = view;
      }
    }

    const [firstAt, lastAt] = boundsOf(occurredAt!);
    const earliest = Math.min(firstAt, boundsOf(startedAt!)[0]);
    const base = Number.isFinite(earliest) ? earliest : 0;
    const texts = await textColumns({
      pool: this.pool,
      tuples: this.tuples,
      viewTuples: this.viewTuples.map((column) => column.values()),
      sessionTexts: this.sessionTexts.map((column) => column.values()),
      rows: { views, fragments, sessions, entryViews },
      channelOf: this.options.channelOf,
      intern,
    });
    return blockOf(
      {
        day,
        part,
        base,
        firstAt: views.length > 0 ? firstAt : base,
        lastAt: views.length > 0 ? lastAt : base,
        fragments: fragments.length,
        views: views.length,
        sessions: sessions.length,
        lagging,
      },
      {
        ...texts,
        visitor: narrow(gather(visitor!, fragments)),
        session: narrow(gather(session!, fragments)),
        startLag: narrow(startLag),
        viewCount: narrow(lengthsOf(firsts, views.length)),
        isNew: Uint8Array.from(fragments, (view) => (isNew(visitor![view]!) ? 1 : 0)),
        time: narrow(gather(occurredAt!, views, base)),
        number: narrow(gather(number!, views)),
        engagedMs: narrow(gather(engagedMs!, views)),
        scroll: narrow(gather(scroll!, views)),
        sessionNumber: narrow(gather(sessionNumber!, sessions)),
        sessionVisitor: narrow(gather(sessionVisitor!, sessions)),
        startedAt: narrow(gather(startedAt!, sessions, base)),
        durationMs: narrow(gather(lastActivity!, sessions, startedAt)),
        sessionViews: narrow(gather(sessionViews!, sessions)),
        sessionEngagedMs: narrow(gather(sessionEngagedMs!, sessions)),
        entryLagMs: narrow(gather(entryAt!, sessions, startedAt)),
        exitLagMs: narrow(gather(exitAt!, sessions, startedAt)),
      },
    );
  }

  private addNumbers(view: ViewFacts | GroupedViewFacts): void {
    for (let field = 0; field < VIEW_NUMBERS - 1; field++) this.viewNumbers[field]!.push(view[field] as number);
    const scrollPct = view[VIEW_NUMBERS - 1] as number | null;
    this.viewNumbers[VIEW_NUMBERS - 1]!.push(scrollPct === null ? 0 : scrollPct + 1);
  }

  /** Where in the order of views a fragment begins. */
  private fragmentFirsts(order: Uint32Array, visitor: Float64Array, session: Float64Array): Uint32Array {
    const texts = this.viewTuples.at(-1)!.values();
    const isSame = (row: number, previous: number) =>
      session[row] === session[previous] && visitor[row] === visitor[previous] && texts[row] === texts[previous];
    const firsts = new Uint32Array(order.length);
    let count = 0;
    for (let place = 0; place < order.length; place++) {
      if (place === 0 || !isSame(order[place]!, order[place - 1]!)) firsts[count++] = place;
    }
    return firsts.slice(0, count);
  }

  private startOf(session: number): LocalDay {
    const start = this.starts.get(session);
    if (start === undefined) throw new Error(`a pageview is of session ${session}, of which nothing was told`);
    return start;
  }
}

/** @param from what is subtracted: from all, or from each row */
function gather(values: Float64Array, rows: Uint32Array, from: number | Float64Array = 0): Float64Array {
  const gathered = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    gathered[place] = values[row]! - (typeof from === 'number' ? from : from[row]!);
  }
  return gathered;
}

function boundsOf(values: Float64Array): [smallest: number, largest: number] {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return [smallest, largest];
}

function lengthsOf(firsts: Uint32Array, end: number): Float64Array {
  const lengths = new Float64Array(firsts.length);
  for (let place = 0; place < firsts.length; place++) lengths[place] = (firsts[place + 1] ?? end) - firsts[place]!;
  return lengths;
}
