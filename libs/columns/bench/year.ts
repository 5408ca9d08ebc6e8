import { DAY_MS, type LocalDay, MINUTE_MS } from '@micrologs/domain';
import type { SessionFacts, ViewFacts } from '../src/facts.ts';

/** 2025-01-01. */
export const FIRST_DAY: LocalDay = 20_089;

const VIEWS_A_DAY = 27_400;
const VIEWS_A_SESSION = 2.9;
const PATHS = 5_000;
const CITIES = 3_000;

/** The same row of numbers for the same seed, in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A rank below `count`, the first ones by far the most frequent. */
function zipf(random: () => number, count: number): number {
  return Math.min(count - 1, Math.floor(count ** random()) - 1);
}

function pick<Item>(random: () => number, items: readonly Item[]): Item {
  return items[zipf(random, items.length)]!;
}

function logNormal(random: () => number, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.round(median * Math.exp(spread * normal));
}

const numbered = (count: number, name: (index: number) => string) => Array.from({ length: count }, (_, i) => name(i));
const BROWSERS = ['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet', 'Opera'];
const SYSTEMS = ['Android', 'Windows', 'iOS', 'macOS', 'Linux', 'ChromeOS'];
const SCREENS = numbered(20, (index) => `${1280 + index * 40}x${720 + index * 20}`);
const COUNTRIES = numbered(120, (index) => `Country ${index}`);
const PAGES = numbered(PATHS, (index) => (index === 0 ? '/' : `/section-${index % 37}/article-${index}`));
const ENGINES = ['https://www.google.com/', 'https://www.bing.com/', 'https://duckduckgo.com/'];
const SOCIALS = ['https://t.co/', 'https://www.facebook.com/', 'https://www.linkedin.com/'];

/** What does not change about a visitor: the texts of a fragment. */
function ownTexts(visitor: number): string[] {
  const random = randomOf(visitor * 7919);
  const city = zipf(random, CITIES);
  const country = city % 97;
  const mobile = random() < 0.6;
  return [
    mobile ? 'mobile' : random() < 0.9 ? 'desktop' : 'tablet',
    pick(random, SYSTEMS),
    pick(random, BROWSERS),
    `${140 - zipf(random, 40)}.0`,
    COUNTRIES[country]!,
    `C${country}`,
    `Region ${city % 400}`,
    `City ${city}`,
    pick(random, SCREENS),
    `Zone/${country % 60}`,
  ];
}

interface Source {
  referrer: string;
  category: string;
  utm: [source: string, medium: string, campaign: string, term: string, content: string];
}

function sourceOf(random: () => number): Source {
  const draw = random();
  const none: Source['utm'] = ['', '', '', '', ''];
  if (draw < 0.4) return { referrer: '', category: 'direct', utm: none };
  if (draw < 0.7) return { referrer: pick(random, ENGINES), category: 'organic_search', utm: none };
  if (draw < 0.8) return { referrer: pick(random, SOCIALS), category: 'social', utm: none };
  if (draw < 0.9) {
    return { referrer: `https://blog-${zipf(random, 3000)}.example/post`, category: 'referral', utm: none };
  }
  const campaign = `campaign-${zipf(random, 40)}`;
  return { referrer: '', category: 'email', utm: ['newsletter', 'email', campaign, '', `variant-${zipf(random, 4)}`] };
}

export interface DayOfFacts {
  day: LocalDay;
  views: ViewFacts[];
  sessions: SessionFacts[];
  /** Visitors from this number on are new. */
  firstNew: number;
}

/** A year of traffic, day by day: 10 million views, 20 % of them with a query string of their own. */
export class Year {
  private readonly random = randomOf(1);
  private visitors = 0;
  private sessions = 0;
  private views = 0;

  nextDay(day: LocalDay): DayOfFacts {
    const { random } = this;
    const starts: number[] = [];
    for (let count = Math.round(VIEWS_A_DAY / VIEWS_A_SESSION); count > 0; count--)
      starts.push(random() * 0.98 * DAY_MS);
    starts.sort((a, b) => a - b);
    const facts: DayOfFacts = { day, views: [], sessions: [], firstNew: this.visitors + 1 };
    for (const start of starts) this.addSession(facts, day * DAY_MS + Math.floor(start));
    facts.views.sort((a, b) => a[3] - b[3]);
    for (const view of facts.views) view[0] = ++this.views;
    return facts;
  }

  private addSession({ views, sessions }: DayOfFacts, startedAt: number): void {
    const { random } = this;
    const back = Math.floor(this.visitors * random() ** 2);
    const visitor = random() < 0.6 || back === 0 ? ++this.visitors : this.visitors - back;
    const session = ++this.sessions;
    const texts = ownTexts(visitor);
    let { referrer, category, utm } = sourceOf(random);
    const first = views.length;
    let engagedSum = 0;
    let at = startedAt;
    const end = (Math.floor(startedAt / DAY_MS) + 1) * DAY_MS;
    do {
      const page = zipf(random, PATHS);
      const query = random() < 0.2 ? `?gclid=${Math.floor(random() * 2 ** 50).toString(36)}` : '';
      const url = `https://example.org${PAGES[page]}${query}`;
      const dwell = Math.max(1000, logNormal(random, 30_000, 1));
      const engagedMs = random() < 0.2 ? 0 : Math.floor(dwell * random());
      const scrollPct = engagedMs === 0 ? null : random() < 0.3 ? 100 : Math.floor(random() * 101);
      views.push([
        0,
        visitor,
        session,
        at,
        engagedMs,
        scrollPct,
        url,
        `Article number ${page}`,
        referrer,
        category,
        ...utm,
        ...texts,
      ] as unknown as ViewFacts);
      engagedSum += engagedMs;
      at += Math.min(dwell, 29 * MINUTE_MS);
      referrer = url;
      category = 'internal';
      utm = ['', '', '', '', ''];
    } while (random() > 1 / VIEWS_A_SESSION && at < end);
    const entry = views[first]!;
    const exit = views.at(-1)!;
    sessions.push([
      session,
      visitor,
      startedAt,
      exit[3] + exit[4],
      views.length - first,
      engagedSum,
      entry[3],
      exit[3],
      entry[6],
      exit[6],
    ]);
  }
}
