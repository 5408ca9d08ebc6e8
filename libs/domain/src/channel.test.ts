import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, CHANNELS, type Channel, channelOf } from './channel.ts';
import type { ReferrerCategory } from './facts.ts';

function arrival(source: string, medium = '', campaign = ''): Arrival {
  return { referrer: '', referrerCategory: 'direct', utmSource: source, utmMedium: medium, utmCampaign: campaign };
}

function from(referrer: string, referrerCategory: ReferrerCategory): Arrival {
  return { ...arrival(''), referrer, referrerCategory };
}

/** Source, medium and campaign, at least one for each condition of each published rule. */
const BY_UTM: Partial<Record<Channel, [source: string, medium?: string, campaign?: string][]>> = {
  Direct: [['(direct)', '(none)'], ['(direct)', '(not set)'], ['(direct)']],
  'Cross-network': [
    ['google', 'cpc', 'Spring | Cross-network'],
    ['', '', 'cross-network'],
  ],
  'Paid Shopping': [
    ['amazon', 'cpc'],
    ['amazon.co.uk', 'paid'],
    ['google', 'cpc', 'summer shopping'],
    ['google', 'ppc', 'shop_all'],
    ['mail', 'retargeting', 'e-shop'],
  ],
  'Paid Search': [
    ['google', 'cpc'],
    ['Bing', 'PPC'],
    ['www.google.de', 'paid-search'],
    ['duckduckgo.com', 'retargeting'],
  ],
  'Paid Social': [
    ['facebook', 'cpc'],
    ['fb', 'paid_social'],
    ['l.instagram.com', 'cpm'],
    ['linkedin', 'ecpc'],
  ],
  'Paid Video': [
    ['youtube', 'cpv'],
    ['vimeo.com', 'paid'],
  ],
  // A medium of cpm is that of the paid channels where the source is one of theirs.
  Display: [
    ['network', 'display'],
    ['network', 'banner'],
    ['', 'expandable'],
    ['a', 'Interstitial'],
    ['network', 'cpm'],
  ],
  'Paid Other': [
    ['partner', 'cpc'],
    ['', 'paid'],
    ['newsletter', 'ppc'],
  ],
  'AI Assistant': [
    ['chatgpt.com'],
    ['Perplexity', 'referral'],
    ['gemini', 'ai-assistant'],
    ['new.example', 'ai-assistant'],
  ],
  'Organic Shopping': [
    ['ebay'],
    ['etsy.com', 'referral'],
    ['newsletter', 'email', 'workshop shop'],
    ['a', 'b', 'shop'],
  ],
  'Organic Social': [
    ['facebook'],
    ['t.co', 'referral'],
    ['newsletter', 'social'],
    ['a', 'social-network'],
    ['a', 'social-media'],
    ['a', 'sm'],
    ['a', 'Social Network'],
    ['a', 'social media'],
  ],
  'Organic Video': [['youtube'], ['m.youtube.com', 'referral'], ['a', 'promo-video-1']],
  'Organic Search': [['google'], ['ecosia.org'], ['a', 'organic']],
  Referral: [
    ['partner.example', 'referral'],
    ['a', 'app'],
    ['a', 'link'],
  ],
  Email: [
    ['email'],
    ['e-mail', 'x'],
    ['e_mail'],
    ['e mail'],
    ['newsletter', 'email'],
    ['newsletter', 'E-Mail'],
    ['a', 'e_mail'],
  ],
  Affiliates: [['partner', 'affiliate']],
  Audio: [['podcast', 'audio']],
  SMS: [['sms'], ['a', 'sms']],
  'Mobile Push Notifications': [['a', 'web-push'], ['a', 'mobile-app'], ['a', 'notifications'], ['firebase']],
  Unassigned: [
    ['newsletter'],
    ['a', 'b'],
    ['', '', 'spring'],
    ['workshops', '', 'bishop'],
    ['emails', 'emailing'],
    ['a', 'pushed'],
  ],
};

/** Referrers with the category that they are stored with. */
const BY_REFERRER: Partial<Record<Channel, [referrer: string, category: ReferrerCategory][]>> = {
  Direct: [
    ['', 'direct'],
    ['https://shop.test/a', 'internal'],
  ],
  'AI Assistant': [
    ['https://chatgpt.com/', 'referral'],
    ['https://chat.openai.com/', 'referral'],
    ['https://www.perplexity.ai/search', 'referral'],
    ['https://claude.ai/chat/1', 'referral'],
    ['https://gemini.google.com/', 'referral'],
    ['https://copilot.microsoft.com/', 'referral'],
    ['https://edgeservices.bing.com/', 'organic_search'],
    ['android-app://com.openai.chatgpt/', 'referral'],
  ],
  'Organic Shopping': [
    ['https://www.amazon.co.uk/dp/1', 'referral'],
    ['https://shopping.yahoo.co.jp/', 'referral'],
  ],
  'Organic Social': [
    ['https://l.facebook.com/', 'social'],
    ['https://mastodon.social/@a', 'social'],
  ],
  'Organic Video': [
    ['https://www.youtube.com/', 'social'],
    ['https://youtu.be/1', 'social'],
  ],
  'Organic Search': [['https://www.google.com/', 'organic_search']],
  Referral: [
    ['https://news.test/item', 'referral'],
    ['https://docs.google.com/', 'referral'],
    ['not a url', 'referral'],
  ],
  Email: [
    ['https://mail.google.com/', 'email'],
    ['https://webmail.shop.test/', 'email'],
  ],
};

const cases = <Row>(table: Partial<Record<Channel, Row[]>>) =>
  Object.entries(table).flatMap(([channel, rows]) => rows.map((row) => [channel as Channel, row] as const));

describe('channelOf', () => {
  it.each(cases(BY_UTM))('%s: UTM %j', (channel, utm) => {
    expect(channelOf(arrival(...utm))).toBe(channel);
  });

  it.each(cases(BY_REFERRER))('%s: referrer %j', (channel, row) => {
    expect(channelOf(from(...row))).toBe(channel);
  });

  it('goes by UTM parameters where there are any', () => {
    expect(channelOf({ ...from('https://www.google.com/', 'organic_search'), utmMedium: 'email' })).toBe('Email');
    expect(channelOf({ ...arrival('facebook'), referrerCategory: 'internal' })).toBe('Organic Social');
  });

  it('has an example of every channel', () => {
    expect(Object.keys(BY_UTM).sort()).toEqual([...CHANNELS].sort());
  });

  it('has an answer to any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (source, medium, campaign, referrer) => {
        expect(CHANNELS).toContain(channelOf(arrival(source, medium, campaign)));
        expect(CHANNELS).toContain(channelOf(from(referrer, 'referral')));
      }),
    );
  });
});
