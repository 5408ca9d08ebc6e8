import { type EpochMs, MINUTE_MS } from '@micrologs/domain';

/** What of a stored view tells who is there. */
export interface LiveView {
  visitor: string;
  at: EpochMs;
  url: string;
  countryCode: string | null;
  country: string | null;
  referrer: string;
  referrerCategory: string;
}

/** Visitors with a view within the window, by what their last view says. */
export interface LiveCounts {
  visitors: number;
  window_seconds: number;
  /** The 20 with the most visitors of each, most first. `page` is host and path. */
  pages: { page: string; visitors: number }[];
  countries: { country_code: string | null; country: string | null; visitors: number }[];
  /** Where visitors came from: the host of the referrer; empty for those who came directly. */
  referrers: { referrer: string; visitors: number }[];
}

interface Presence {
  at: EpochMs;
  page: string;
  countryCode: string | null;
  country: string | null;
  referrer: string;
}

export const LIVE_WINDOW_MS = 5 * MINUTE_MS;
const TOP = 20;

/** Who had a view in the last five minutes. */
export class LiveVisitors {
  readonly #present = new Map<string, Presence>();

  /** @param view in any order; one that is known already changes nothing */
  add(view: LiveView): void {
    const known = this.#present.get(view.visitor);
    // A view that was opened from the site itself says nothing of where the visitor came from.
    const isInternal = view.referrerCategory === 'internal';
    if (known && known.at >= view.at) {
      if (known.referrer === '' && !isInternal) known.referrer = hostOf(view.referrer);
      return;
    }
    this.#present.set(view.visitor, {
      at: view.at,
      page: pageOf(view.url),
      countryCode: view.countryCode,
      country: view.country,
      referrer: isInternal ? (known?.referrer ?? '') : hostOf(view.referrer) || (known?.referrer ?? ''),
    });
  }

  /** Forgets those whose last view is too long ago, and counts the others. */
  counts(now: EpochMs): LiveCounts {
    const pages = new Map<string, number>();
    const countries = new Map<string, { country_code: string | null; country: string | null; visitors: number }>();
    const referrers = new Map<string, number>();
    for (const [visitor, { at, page, countryCode, country, referrer }] of this.#present) {
      if (at <= now - LIVE_WINDOW_MS) {
        this.#present.delete(visitor);
        continue;
      }
      pages.set(page, (pages.get(page) ?? 0) + 1);
      referrers.set(referrer, (referrers.get(referrer) ?? 0) + 1);
      const key = countryCode ?? '';
      const counted = countries.get(key) ?? { country_code: countryCode, country, visitors: 0 };
      counted.visitors += 1;
      countries.set(key, counted);
    }
    return {
      visitors: this.#present.size,
      window_seconds: LIVE_WINDOW_MS / 1000,
      pages: top([...pages].map(([page, visitors]) => ({ page, visitors }))),
      countries: top([...countries.values()]),
      referrers: top([...referrers].map(([referrer, visitors]) => ({ referrer, visitors }))),
    };
  }
}

/** Those with as many visitors in the order of their names, so that an answer does not depend on who came first. */
function top<T extends { visitors: number }>(rows: T[]): T[] {
  const nameOf = (row: T) => JSON.stringify(row);
  return rows.sort((a, b) => b.visitors - a.visitors || (nameOf(a) < nameOf(b) ? -1 : 1)).slice(0, TOP);
}

function pageOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function hostOf(referrer: string): string {
  return URL.canParse(referrer) ? new URL(referrer).host : '';
}
