import { referrerKind, type SourceKind, sourceKind } from './channel-sources.ts';
import type { ReferrerCategory } from './facts.ts';
import { referrerHost } from './host-name.ts';

/** By what kind of way a session came, in the order of the rules. */
export const CHANNELS = [
  'Direct',
  'Cross-network',
  'Paid Shopping',
  'Paid Search',
  'Paid Social',
  'Paid Video',
  'Display',
  'Paid Other',
  'AI Assistant',
  'Organic Shopping',
  'Organic Social',
  'Organic Video',
  'Organic Search',
  'Referral',
  'Email',
  'Affiliates',
  'Audio',
  'SMS',
  'Mobile Push Notifications',
  'Unassigned',
] as const;

export type Channel = (typeof CHANNELS)[number];

/** What the first view of a session tells of how it came. */
export interface Arrival {
  referrer: string;
  referrerCategory: ReferrerCategory;
  utmSource: string;
  utmMedium: string;
  utmCampaign: string;
}

/** An arrival in the words of the rules, lower case. */
interface Touch {
  source: string;
  medium: string;
  campaign: string;
  kind: SourceKind | null;
}

const NOT_SET = '(not set)';
const PAID = /^(?:.*cp.*|ppc|retargeting|paid.*)$/s;
const SHOP_CAMPAIGN = /(?:[^a-df-z]|^)shop|shopping/;
const EMAIL = /^e[-_ ]?mail$/;

const isPaid = ({ medium }: Touch) => PAID.test(medium);
const isShopping = ({ kind, campaign }: Touch) => kind === 'shopping' || SHOP_CAMPAIGN.test(campaign);
const mediumIs = (...media: readonly string[]) => {
  const known = new Set(media);
  return ({ medium }: Touch) => known.has(medium);
};
const isSocialMedium = mediumIs('social', 'social-network', 'social-media', 'sm', 'social network', 'social media');
const isDisplay = mediumIs('display', 'banner', 'expandable', 'interstitial', 'cpm');

const RULES: Record<Exclude<Channel, 'Unassigned'>, (touch: Touch) => boolean> = {
  Direct: ({ source, medium }) => source === '(direct)' && (medium === '(none)' || medium === NOT_SET),
  'Cross-network': ({ campaign }) => campaign.includes('cross-network'),
  'Paid Shopping': (touch) => isShopping(touch) && isPaid(touch),
  'Paid Search': (touch) => touch.kind === 'search' && isPaid(touch),
  'Paid Social': (touch) => touch.kind === 'social' && isPaid(touch),
  'Paid Video': (touch) => touch.kind === 'video' && isPaid(touch),
  Display: isDisplay,
  'Paid Other': isPaid,
  'AI Assistant': ({ kind, medium }) => kind === 'assistant' || medium === 'ai-assistant',
  'Organic Shopping': isShopping,
  'Organic Social': (touch) => touch.kind === 'social' || isSocialMedium(touch),
  'Organic Video': ({ kind, medium }) => kind === 'video' || medium.includes('video'),
  'Organic Search': ({ kind, medium }) => kind === 'search' || medium === 'organic',
  Referral: mediumIs('referral', 'app', 'link'),
  Email: ({ source, medium }) => EMAIL.test(source) || EMAIL.test(medium),
  Affiliates: mediumIs('affiliate'),
  Audio: mediumIs('audio'),
  SMS: ({ source, medium }) => source === 'sms' || medium === 'sms',
  'Mobile Push Notifications': ({ source, medium }) =>
    medium.endsWith('push') || medium.includes('mobile') || medium.includes('notification') || source === 'firebase',
};

/**
 * The channel of a session: the rules of the default channel group that Google publishes for Analytics 4
 * (support.google.com/analytics/answer/9756891), the first that fits; texts compare without case. Which sites search, sell,
 * show videos and so on is known by lists of our own. UTM parameters decide where there is any of source, medium and
 * campaign, else the referrer. Beyond Google's rules: web mail as a referrer is `Email`, more assistants are known.
 */
export function channelOf(arrival: Arrival): Channel {
  const touch = touchOf(arrival);
  for (const channel of CHANNELS) {
    if (channel !== 'Unassigned' && RULES[channel](touch)) return channel;
  }
  return 'Unassigned';
}

function touchOf({ referrer, referrerCategory, utmSource, utmMedium, utmCampaign }: Arrival): Touch {
  if (utmSource !== '' || utmMedium !== '' || utmCampaign !== '') {
    const source = utmSource.toLowerCase() || NOT_SET;
    const medium = utmMedium.toLowerCase() || NOT_SET;
    return { source, medium, campaign: utmCampaign.toLowerCase(), kind: sourceKind(source) };
  }
  if (referrerCategory === 'direct' || referrerCategory === 'internal') {
    return { source: '(direct)', medium: '(none)', campaign: '', kind: null };
  }
  const host = referrerHost(referrer) ?? '';
  const kind = referrerKind(host, referrerCategory);
  return { source: host, medium: kind === 'email' ? 'email' : 'referral', campaign: '', kind };
}
