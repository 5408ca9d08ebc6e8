import type { ReferrerCategory, Utm } from '@micrologs/domain';
import { NO_UTM, referrerCategory } from '@micrologs/ingest';
import { byZipf, type Random, Weighted } from './random.ts';

const HOST = 'www.shop.example';
const PATHS = 5000;
const CAMPAIGNS = 40;
const REFERRING_SITES = 400;
const REFERRING_PAGES = 3000;
/** Of all pageviews: those whose URL nobody else has. */
const UNIQUE_QUERIES = 0.2;
const CAMPAIGN_ENTRIES = 0.12;

export interface Page {
  url: string;
  title: string;
}

const SECTIONS = ['products', 'blog', 'guides', 'help', 'offers', 'brands', 'reviews'];
const pages = byZipf(
  Array.from({ length: PATHS }, (_, rank): Page => {
    if (rank === 0) return { url: `https://${HOST}/`, title: 'The shop for everything that lasts' };
    const section = SECTIONS[rank % SECTIONS.length]!;
    return {
      url: `https://${HOST}/${section}/${section}-item-number-${rank}`,
      title: `Item number ${rank} of our ${section} | The shop`,
    };
  }),
);

export interface Origin {
  referrer: string;
  category: ReferrerCategory;
}

function origin(referrer: string): Origin {
  return { referrer, category: referrerCategory(referrer, [HOST]) };
}

const search = ['google.com', 'google.de', 'google.co.uk', 'bing.com', 'duckduckgo.com', 'google.fr', 'ecosia.org'];
const social = ['facebook.com/', 'reddit.com/r/shopping/', 'linkedin.com/', 'instagram.com/', 'pinterest.com/'];
const ORIGINS = new Weighted([
  [byZipf([origin('')]), 38],
  [byZipf(search.map((host) => origin(`https://www.${host}/`))), 32],
  [byZipf(social.map((place) => origin(`https://www.${place}`))), 14],
  [byZipf(['https://mail.google.com/', 'https://outlook.live.com/'].map(origin)), 3],
  [
    byZipf(
      Array.from({ length: REFERRING_PAGES }, (_, rank) =>
        origin(`https://site-${rank % REFERRING_SITES}.example.net/articles/${rank}`),
      ),
    ),
    13,
  ],
]);

const CHANNELS = [
  ['newsletter', 'email'],
  ['google', 'cpc'],
  ['facebook', 'paid_social'],
  ['partner', 'affiliate'],
  ['bing', 'cpc'],
] as const;
const campaigns = byZipf(
  Array.from({ length: CAMPAIGNS }, (_, rank): Utm => {
    const [source, medium] = CHANNELS[rank % CHANNELS.length]!;
    return { source, medium, campaign: `campaign-${rank + 1}`, content: `banner-${rank % 3}`, term: '' };
  }),
);

export interface Visit {
  url: string;
  title: string;
  utm: Utm;
}

/** A page that somebody looks at, by Zipf's law; some URLs have a query that occurs nowhere else. */
export function somePage(random: Random, isEntry: boolean): Visit {
  const { url, title } = pages.pick(random);
  const utm = isEntry && random.chance(CAMPAIGN_ENTRIES) ? campaigns.pick(random) : NO_UTM;
  const query = [];
  if (utm !== NO_UTM) {
    query.push(`utm_source=${utm.source}&utm_medium=${utm.medium}`);
    query.push(`utm_campaign=${utm.campaign}&utm_content=${utm.content}`);
  }
  if (random.chance(UNIQUE_QUERIES)) query.push(`${isEntry ? 'gclid' : 'session'}=${token(random)}`);
  return { url: query.length > 0 ? `${url}?${query.join('&')}` : url, title, utm };
}

/** Where somebody came from who opens the site. */
export function someOrigin(random: Random): Origin {
  return ORIGINS.pick(random).pick(random);
}

/** What the next page of a visit says of where its reader came from. */
export function internalOrigin(referrer: string): Origin {
  return { referrer, category: 'internal' };
}

/** 20 characters, distinct for all that matters. */
function token(random: Random): string {
  let text = '';
  while (text.length < 20)
    text += random
      .below(36 ** 5)
      .toString(36)
      .padStart(5, '0');
  return text;
}
