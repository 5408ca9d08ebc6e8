import { randomUUID } from 'node:crypto';
import { type Bed, USER_AGENT } from './bed.ts';

/** Repeatable numbers from 0 to 1, so that pictures of two runs show the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One of a list, of which the first ones come most often. */
const pick = <T>(list: T[], random: () => number) => list[Math.floor(random() ** 2 * list.length)]!;

const PAGES = [
  '/',
  '/pricing',
  '/blog/why-we-left',
  '/docs',
  '/docs/install',
  '/blog',
  '/checkout',
  '/about',
  '/contact',
];
const REFERRERS = [
  '',
  'https://www.google.com/',
  'https://news.ycombinator.com/',
  'https://www.reddit.com/r/selfhosted',
  'https://duckduckgo.com/',
];
const ADDRESSES = [
  '203.0.113',
  '198.51.100',
  '127.0.0',
  '192.0.2',
  '198.18.0',
  '198.18.1',
  '198.18.2',
  '198.18.3',
  '198.18.4',
];
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** An hour of a shop that is well visited, up to now. @returns how many views there were */
export async function aBusyHour(bed: Bed): Promise<number> {
  const random = numbers(7);
  const now = Date.now();
  const starts = Array.from({ length: 230 }, () => now - random() ** 1.4 * 58 * MINUTE_MS);
  const views = starts.flatMap((start) => visit(bed, start, now, random));
  await bed.ask('track/batch', { events: views });
  return views.length;
}

/** The two days before that, with their nights. */
export async function theDaysBefore(bed: Bed): Promise<void> {
  const random = numbers(5);
  const now = Date.now();
  for (let hour = 2; hour <= 48; hour++) {
    const count = Math.round(110 + 90 * Math.cos((hour / 12) * Math.PI) + 30 * random());
    const starts = Array.from({ length: count }, () => now - (hour - random()) * HOUR_MS);
    await bed.ask('track/batch', { events: starts.flatMap((start) => visit(bed, start, now, random)) });
  }
}

/** Up to three different pages that somebody reads, one after another. */
function visit(bed: Bed, start: number, now: number, random: () => number): object[] {
  const id = randomUUID();
  const address = `${pick(ADDRESSES, random)}.${Math.floor(random() * 250)}`;
  const referrer = pick(REFERRERS, random);
  const first = PAGES.indexOf(pick(PAGES, random));
  const count = Math.ceil(random() * 3);
  return Array.from({ length: count }, (_, i) => {
    const occurred_at = Math.round(start + i * (20 + 100 * random()) * SECOND_MS);
    const page = PAGES[(first + i) % PAGES.length]!;
    return { ...bed.view(address, page, id), referrer: i === 0 ? referrer : '', occurred_at };
  }).filter(({ occurred_at }) => occurred_at < now);
}

/** What goes wrong, and what is done about it. */
export async function someTrouble(bed: Bed): Promise<void> {
  const fail = (error_type: string, message: string, more: object) =>
    bed.ask('track/error', { error_type, message, url: 'https://shop.test/checkout', release: 'shop@4.2.0', ...more });
  const stored = (id: number) => bed.untilAnswered(`analytics/error-detail?id=${id}`);
  await fail('PaymentError', 'The card was declined by the bank', { severity: 'warning' });
  await stored(1);
  await fail('TypeError', "Cannot read properties of undefined (reading 'price')", {
    url: 'https://shop.test/pricing',
  });
  await stored(2);
  await bed.ask('track/errors-update-status', { id: 1, status: 'resolved', note: 'Said so to the customer' });
  for (let i = 0; i < 6; i++) {
    await fail('TypeError', "Cannot read properties of undefined (reading 'price')", {
      url: 'https://shop.test/pricing',
    });
  }
  await fail('PaymentError', 'The card was declined by the bank', { severity: 'warning' });
  await fail('DatabaseError', 'connect ECONNREFUSED 10.0.4.12:5432', { severity: 'critical', url: '' });
  await stored(3);
  await bed.ask('track/errors-update-status', { id: 3, status: 'investigating' });
}

/** What the project wants to be alerted of. Nobody is at that address: alerts are told all the same. */
export async function aWebhook(bed: Bed): Promise<void> {
  const triggers = [
    { type: 'error_group.created' },
    { type: 'error_group.reopened' },
    { type: 'link.milestone', count: 5 },
  ];
  await bed.ask('webhooks/create', { url: 'https://hooks.example/in', triggers });
}

/** Short links, and who follows them. */
export async function someClicks(bed: Bed): Promise<void> {
  const random = numbers(11);
  const codes = ['sale', 'newsletter', 'podcast'];
  for (const code of codes) await bed.ask('links/create', { code, destination_url: `https://shop.test/${code}` });
  for (let i = 0; i < 12; i++) {
    const headers = {
      'User-Agent': USER_AGENT,
      'X-Forwarded-For': `${pick(ADDRESSES, random)}.${i}`,
      Referer: pick(REFERRERS, random),
    };
    await fetch(`${bed.server.url}/l/${pick(codes, random)}`, { headers, redirect: 'manual' });
  }
}
