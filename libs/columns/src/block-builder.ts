import { type LocalDay, type Pageview, pageOf, type ReferrerCategory } from '@micrologs/domain';
import type { Block } from './block.ts';
import { type BlockColumns, blockOf } from './block-of.ts';
import { FRAGMENT_TEXTS, type SessionFacts, VIEW_NUMBERS, VIEW_TEXTS, type ViewFacts } from './facts.ts';
import { GrowingCodes, GrowingNumbers, narrow } from './numbers.ts';
import { orderBy } from './order.ts';
import { type Intern, TextPool } from './text-pool.ts';

/** What the first view of a session tells of how it came. */
export type SessionEntry = Pick<Pageview, 'url' | 'referrer' | 'referrerCategory' | 'utm'>;

export interface BlockOptions {
  day: LocalDay;
  /** 0 where the day is one block. */
  part: number;
  /** True when `day` is the first on which the visitor has a view. */
  isNew(visitor: number): boolean;
  channelOf(entry: SessionEntry): string;
}

const SESSION_NUMBERS = 8;

/** What a session has from its first view. */
const ENTRY_TEXTS = [
  ['entryReferrer', 'referrer'],
  ['entryUtmSource', 'utmSource'],
  ['entryUtmMedium', 'utmMedium'],
  ['entryUtmCampaign', 'utmCampaign'],
  ['entryUtmTerm', 'utmTerm'],
  ['entryUtmContent', 'utmContent'],
] as const;

/** For a session without a view in the block. */
const NONE = -1;

const growingNumbers = (count: number) => Array.from({ length: count }, () => new GrowingNumbers());
const growingCodes = (count: number) => Array.from({ length: count }, () => new GrowingCodes());

/** Makes a block out of the facts of one day, which come in any order. */
export class BlockBuilder {
  private readonly pool = new TextPool();
  private readonly viewNumbers = growingNumbers(VIEW_NUMBERS);
  private readonly viewTexts = growingCodes(VIEW_TEXTS.length + FRAGMENT_TEXTS.length);
  private readonly sessionNumbers = growingNumbers(SESSION_NUMBERS);
  private readonly sessionTexts = growingCodes(2);
  private readonly starts = new Map<number, LocalDay>();

  constructor(private readonly options: BlockOptions) {}

  /** Adds a view of the day. */
  addView(view: ViewFacts): void {
    const { viewNumbers, viewTexts, pool } = this;
    for (let field = 0; field < VIEW_NUMBERS - 1; field++) viewNumbers[field]!.push(view[field] as number);
    const scrollPct = view[VIEW_NUMBERS - 1] as number | null;
    viewNumbers[VIEW_NUMBERS - 1]!.push(scrollPct === null ? 0 : scrollPct + 1);
    for (let text = 0; text < viewTexts.length; text++) {
      viewTexts[text]!.push(pool.placeOf(view[VIEW_NUMBERS + text] as string));
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
    const fragments = firsts.map((place) => views[place]!);

    const rowOfSession = new Map<number, number>();
    for (const row of sessions) rowOfSession.set(sessionNumber![row]!, row);
    const entryViews = new Int32Array(sessions.length).fill(NONE);
    const startLag = new Float64Array(fragments.length);
    for (const [fragment, view] of fragments.entries()) {
      const row = rowOfSession.get(session![view]!);
      if (row === undefined) startLag[fragment] = day - this.startOf(session![view]!);
      // The first of the session's fragments begins with the first of its views.
      else if (entryViews[row] === NONE) entryViews[row] = view;
    }

    const [firstAt, lastAt] = boundsOf(occurredAt!);
    const earliest = Math.min(firstAt, boundsOf(startedAt!)[0]);
    const base = Number.isFinite(earliest) ? earliest : 0;
    const texts = await this.textColumns(intern, { views, fragments, sessions, entryViews });
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
        lagging: startLag.reduce((count, lag) => (lag > 0 ? count + 1 : count), 0),
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

  /** Where in the order of views a fragment begins. */
  private fragmentFirsts(order: Uint32Array, visitor: Float64Array, session: Float64Array): Uint32Array {
    const texts = this.viewTexts.slice(VIEW_TEXTS.length).map((column) => column.values());
    return order
      .map((_, place) => place)
      .filter((place) => {
        if (place === 0) return true;
        const row = order[place]!;
        const previous = order[place - 1]!;
        if (visitor[row] !== visitor[previous] || session[row] !== session[previous]) return true;
        return texts.some((codes) => codes[row] !== codes[previous]);
      });
  }

  private startOf(session: number): LocalDay {
    const start = this.starts.get(session);
    if (start === undefined) throw new Error(`a pageview is of session ${session}, of which nothing was told`);
    return start;
  }

  private async textColumns(intern: Intern, rows: Rows): Promise<BlockColumns> {
    const { pool } = this;
    const viewTexts = this.viewTexts.map((column) => column.values());
    const [entryUrl, exitUrl] = this.sessionTexts.map((column) => pick(column.values(), rows.sessions));
    const url = pick(viewTexts[VIEW_TEXTS.indexOf('url')]!, rows.views);
    const empty = pool.placeOf('');
    const entries = Array.from(rows.sessions, (session) => rows.entryViews[session]!);
    const entryText = (text: number) =>
      Uint32Array.from(entries, (view) => (view === NONE ? empty : viewTexts[text]![view]!));
    const channel = Uint32Array.from(entries, (view) =>
      pool.placeOf(
        this.options.channelOf(entryOf((text) => (view === NONE ? '' : pool.texts[viewTexts[text]![view]!]!))),
      ),
    );
    const pages = new Pages(pool);
    for (const urls of [url, entryUrl!, exitUrl!]) pages.add(urls);

    const interned = await pool.intern(intern);
    const columns: BlockColumns = {
      path: interned.following(url, pages.paths),
      hostname: interned.following(url, pages.hostnames),
      entryUrl: interned.column(entryUrl!),
      entryPage: interned.following(entryUrl!, pages.paths),
      exitUrl: interned.column(exitUrl!),
      exitPage: interned.following(exitUrl!, pages.paths),
      channel: interned.column(channel),
    };
    for (const [text, name] of VIEW_TEXTS.entries()) {
      columns[name] = interned.column(pick(viewTexts[text]!, rows.views));
    }
    for (const [text, name] of FRAGMENT_TEXTS.entries()) {
      columns[name] = interned.column(pick(viewTexts[VIEW_TEXTS.length + text]!, rows.fragments));
    }
    for (const [name, text] of ENTRY_TEXTS) columns[name] = interned.column(entryText(VIEW_TEXTS.indexOf(text)));
    return columns;
  }
}

/** Rows as they were added, in the order of the block. */
interface Rows {
  views: Uint32Array;
  /** The first view of each. */
  fragments: Uint32Array;
  sessions: Uint32Array;
  /** By row of the session, its first view; `NONE` where it has none. */
  entryViews: Int32Array;
}

/** Path and host of the URLs of a pool, by place. */
class Pages {
  readonly paths: number[] = [];
  readonly hostnames: number[] = [];

  constructor(private readonly pool: TextPool) {}

  add(urls: Uint32Array): void {
    for (const url of urls) {
      if (this.paths[url] !== undefined) continue;
      const { path, hostname } = pageOf(this.pool.texts[url]!);
      this.paths[url] = this.pool.placeOf(path);
      this.hostnames[url] = this.pool.placeOf(hostname);
    }
  }
}

function entryOf(textOf: (text: number) => string): SessionEntry {
  const text = (name: (typeof VIEW_TEXTS)[number]) => textOf(VIEW_TEXTS.indexOf(name));
  return {
    url: text('url'),
    referrer: text('referrer'),
    referrerCategory: text('referrerCategory') as ReferrerCategory,
    utm: {
      source: text('utmSource'),
      medium: text('utmMedium'),
      campaign: text('utmCampaign'),
      term: text('utmTerm'),
      content: text('utmContent'),
    },
  };
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

function pick(places: Uint32Array, rows: Uint32Array): Uint32Array {
  return rows.map((row) => places[row]!);
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
  return Float64Array.from(firsts, (first, place) => (firsts[place + 1] ?? end) - first);
}
