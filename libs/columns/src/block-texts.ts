import { type Arrival, pageOf } from '@micrologs/domain';
import type { BlockColumns } from './block-of.ts';
import { FRAGMENT_TEXTS, VIEW_TEXTS } from './facts.ts';
import { pick } from './numbers.ts';
import type { Intern, TextPool } from './text-pool.ts';

/** In place of the row of a view, for a session that has none in the block. */
export const NO_VIEW = -1;

/** Texts of facts as they were added, by row: places in the pool. */
export interface GivenTexts {
  pool: TextPool;
  /** In the order of `VIEW_TEXTS`, then `FRAGMENT_TEXTS`. */
  viewTexts: readonly Uint32Array[];
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

/** All columns of texts of a block. */
export async function textColumns(given: GivenTexts): Promise<BlockColumns> {
  const { pool, viewTexts, rows } = given;
  const entryUrl = pick(given.sessionTexts[0]!, rows.sessions);
  const exitUrl = pick(given.sessionTexts[1]!, rows.sessions);
  const url = pick(viewTexts[VIEW_TEXTS.indexOf('url')]!, rows.views);
  const entryTexts = new EntryTexts(given);
  const channel = channels(given, entryTexts);
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
    channel: interned.column(channel),
  };
  for (const [text, name] of VIEW_TEXTS.entries()) {
    columns[name] = interned.column(pick(viewTexts[text]!, rows.views));
  }
  for (const [text, name] of FRAGMENT_TEXTS.entries()) {
    columns[name] = interned.column(pick(viewTexts[VIEW_TEXTS.length + text]!, rows.fragments));
  }
  for (const [name, text] of ENTRY_TEXTS) columns[name] = interned.column(entryTexts.placesOf(text));
  return columns;
}

/** Texts of the first views of sessions, in the order of the block; empty ones for a session without a view. */
class EntryTexts {
  private readonly empty: number;

  constructor(private readonly given: GivenTexts) {
    this.empty = given.pool.placeOf('');
  }

  placesOf(text: (typeof VIEW_TEXTS)[number]): Uint32Array {
    const { sessions, entryViews } = this.given.rows;
    const places = this.given.viewTexts[VIEW_TEXTS.indexOf(text)]!;
    const picked = new Uint32Array(sessions.length);
    for (let place = 0; place < sessions.length; place++) {
      const view = entryViews[sessions[place]!]!;
      picked[place] = view === NO_VIEW ? this.empty : places[view]!;
    }
    return picked;
  }
}

/** Channels of sessions; many come in the same way, and it takes a while to tell which one that is. */
function channels({ pool, channelOf }: GivenTexts, entryTexts: EntryTexts): Uint32Array {
  const known = new Map<string, number>();
  const columns = ARRIVAL_TEXTS.map((text) => entryTexts.placesOf(text));
  const channel = new Uint32Array(columns[0]!.length);
  for (let row = 0; row < channel.length; row++) {
    const places = columns.map((column) => column[row]!);
    const key = places.join();
    let place = known.get(key);
    if (place === undefined) {
      const [referrer, referrerCategory, utmSource, utmMedium, utmCampaign] = places.map((text) => pool.texts[text]!);
      const arrival = { referrer, referrerCategory, utmSource, utmMedium, utmCampaign } as Arrival;
      place = pool.placeOf(channelOf(arrival));
      known.set(key, place);
    }
    channel[row] = place;
  }
  return channel;
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
