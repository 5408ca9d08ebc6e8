import { type Arrival, pageOf } from '@micrologs/domain';
import type { TextColumn } from './block.ts';
import type { BlockColumns } from './block-of.ts';
import { FRAGMENT_TEXTS, TEXT_GROUPS, VIEW_TEXTS } from './facts.ts';
import { codesBelow, pick } from './numbers.ts';
import type { Intern, InternedTexts, TextPool } from './text-pool.ts';
import type { TextTuples } from './text-tuples.ts';

/** In place of the row of a view, for a session that has none in the block. */
export const NO_VIEW = -1;

/** Texts of facts as they were added, by row: places in the pool. */
export interface GivenTexts {
  pool: TextPool;
  /** In the order of `TEXT_GROUPS`; each tuple is of some view. */
  tuples: readonly TextTuples[];
  /** By group, the tuples of views. */
  viewTuples: readonly Uint32Array[];
  /** Entry URL and exit URL. */
  sessionTexts: readonly Uint32Array[];
  /** The rows in the order of the block. */
  rows: {
    views: Uint32Array;
    /** The first view of each. */
    fragments: Uint32Array;
    sessions: Uint32Array;
    /** By row of the session, the row of its first view, or `NO_VIEW`. */
    entryViews: Int32Array;
  };
  channelOf(arrival: Arrival): string;
  intern: Intern;
}

/** What a session has from its first view. */
const ENTRY_TEXTS = [
  ['entryReferrer', 'referrer'],
  ['entryUtmSource', 'utmSource'],
  ['entryUtmMedium', 'utmMedium'],
  ['entryUtmCampaign', 'utmCampaign'],
  ['entryUtmTerm', 'utmTerm'],
  ['entryUtmContent', 'utmContent'],
] as const;

/** What the channel follows from. */
const ARRIVAL_TEXTS = ['referrer', 'referrerCategory', 'utmSource', 'utmMedium', 'utmCampaign'] as const;

/** Where the tuples are that have a text. */
const GROUP_OF = new Map<string, { group: number; field: number }>(
  TEXT_GROUPS.flatMap((texts, group) => texts.map((text, field) => [text, { group, field }] as const)),
);

/** All columns of texts of a block. */
export async function textColumns(given: GivenTexts): Promise<BlockColumns> {
  const { pool, rows } = given;
  const url = tuplesOf(given, 'url').places;
  const entryUrl = pick(given.sessionTexts[0]!, rows.sessions);
  const exitUrl = pick(given.sessionTexts[1]!, rows.sessions);
  const arrivals = arrivalsOf(given);
  const channel = channels(given, arrivals.views);
  const entryTexts = ENTRY_TEXTS.map(([name, text]) => [name, placesOf(given, text, arrivals.views)] as const);
  const pages = new Pages(pool);
  for (const urls of [url, entryUrl, exitUrl]) pages.add(urls);

  const interned = await pool.intern(given.intern);
  const columns: BlockColumns = {
    path: interned.following(url, pages.paths),
    hostname: interned.following(url, pages.hostnames),
    entryUrl: interned.column(entryUrl),
    entryPage: interned.following(entryUrl, pages.paths),
    exitUrl: interned.column(exitUrl),
    exitPage: interned.following(exitUrl, pages.paths),
    channel: columnOf(interned, channel, arrivals.ofSessions),
  };
  for (const name of VIEW_TEXTS) {
    const { places, ofViews } = tuplesOf(given, name);
    columns[name] = columnOf(interned, places, pick(ofViews, rows.views));
  }
  for (const name of FRAGMENT_TEXTS) {
    const { places, ofViews } = tuplesOf(given, name);
    columns[name] = columnOf(interned, places, pick(ofViews, rows.fragments));
  }
  for (const [name, places] of entryTexts) columns[name] = columnOf(interned, places, arrivals.ofSessions);
  return columns;
}

/** By tuple, the place of its text; and the tuples of views. */
function tuplesOf({ tuples, viewTuples }: GivenTexts, text: string) {
  const { group, field } = GROUP_OF.get(text)!;
  return { places: tuples[group]!.places(field), ofViews: viewTuples[group]! };
}

/**
 * @param places by tuple, the place of its text in the pool
 * @param rows by row, its tuple; each tuple is of some row
 */
function columnOf(interned: InternedTexts, places: Uint32Array, rows: Uint32Array): TextColumn {
  const { ids, codes: ofTuples } = interned.column(places);
  const codes = codesBelow(ids.length, rows.length);
  for (let row = 0; row < rows.length; row++) codes[row] = ofTuples[rows[row]!]!;
  return { ids, codes };
}

/**
 * The different ways in which sessions came.
 * @returns a view, or `NO_VIEW`, of each way; and by session, in the order of the block, which way is its
 */
function arrivalsOf(given: GivenTexts): { views: number[]; ofSessions: Uint32Array } {
  const { sessions, entryViews } = given.rows;
  const referrers = tuplesOf(given, 'referrer').ofViews;
  const { places, ofViews: others } = tuplesOf(given, 'referrerCategory');
  const known = new Map<number, number>();
  const views: number[] = [];
  const ofSessions = new Uint32Array(sessions.length);
  for (let place = 0; place < sessions.length; place++) {
    const view = entryViews[sessions[place]!]!;
    const key = view === NO_VIEW ? NO_VIEW : referrers[view]! * places.length + others[view]!;
    let arrival = known.get(key);
    if (arrival === undefined) {
      arrival = views.push(view) - 1;
      known.set(key, arrival);
    }
    ofSessions[place] = arrival;
  }
  return { views, ofSessions };
}

/** Places of texts of these views, in their order; that of the empty text for `NO_VIEW`. */
function placesOf(given: GivenTexts, text: string, views: readonly number[]): Uint32Array {
  const { places, ofViews } = tuplesOf(given, text);
  return Uint32Array.from(views, (view) => (view === NO_VIEW ? given.pool.placeOf('') : places[ofViews[view]!]!));
}

/** The places of the channels of sessions that began with these views. */
function channels(given: GivenTexts, views: readonly number[]): Uint32Array {
  const { pool, channelOf } = given;
  const columns = ARRIVAL_TEXTS.map((text) => placesOf(given, text, views));
  return Uint32Array.from(views, (_, arrival) => {
    const texts = columns.map((column) => pool.texts[column[arrival]!]!);
    const [referrer, referrerCategory, utmSource, utmMedium, utmCampaign] = texts;
    return pool.placeOf(channelOf({ referrer, referrerCategory, utmSource, utmMedium, utmCampaign } as Arrival));
  });
}

/** Path and host of the URLs of a pool, by their place in it. */
class Pages {
  readonly paths: Uint32Array;
  readonly hostnames: Uint32Array;
  private readonly known: Uint8Array;

  constructor(private readonly pool: TextPool) {
    this.paths = new Uint32Array(pool.texts.length);
    this.hostnames = new Uint32Array(pool.texts.length);
    this.known = new Uint8Array(pool.texts.length);
  }

  add(urls: Uint32Array): void {
    for (let row = 0; row < urls.length; row++) {
      const url = urls[row]!;
      if (this.known[url] === 1) continue;
      this.known[url] = 1;
      const { path, hostname } = pageOf(this.pool.texts[url]!);
      this.paths[url] = this.pool.placeOf(path);
      this.hostnames[url] = this.pool.placeOf(hostname);
    }
  }
}
