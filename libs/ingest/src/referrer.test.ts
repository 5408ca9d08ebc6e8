import { normaliseDomain, type ReferrerCategory, SOURCE_HOSTS, SOURCE_NAMES } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { referrerCategory } from './referrer.ts';

const own = ['shop.test', normaliseDomain('blåbær.no')!];

const EXPECTED: Partial<Record<ReferrerCategory, string[]>> = {
  direct: ['', '0'],
  organic_search: [
    'https://www.google.com/',
    'https://www.google.co.uk/url?sa=t',
    'https://google.de',
    'https://lens.google.com/search',
    'https://www.bing.com/search?q=a',
    'https://cn.bing.com/',
    'https://search.yahoo.co.jp/search',
    'https://r.search.yahoo.com/_ylt=x',
    'https://duckduckgo.com/?q=a',
    'https://www.baidu.com/link?url=x',
    'https://yandex.com.tr/',
    'https://ya.ru/search',
    'https://www.ecosia.org/',
    'https://search.brave.com/',
    'https://kagi.com/search',
    'https://search.naver.com/search.naver',
    'https://m.search.naver.com/',
    'android-app://com.google.android.googlequicksearchbox/',
    'HTTPS://WWW.GOOGLE.COM',
    '//www.google.com/',
    'https://user:pw@www.google.com:443/',
    'https://www.google.com./',
  ],
  social: [
    'https://m.facebook.com/',
    'https://l.facebook.com/l.php?u=x',
    'https://fb.me/x',
    'https://l.instagram.com/',
    'https://www.instagram.com/',
    'https://twitter.com/a',
    'https://x.com/a',
    'https://t.co/abc',
    'https://www.linkedin.com/feed',
    'https://lnkd.in/x',
    'https://www.tiktok.com/',
    'https://www.youtube.com/watch?v=x',
    'https://youtu.be/x',
    'https://www.pinterest.co.uk/pin/1',
    'https://old.reddit.com/r/x',
    'https://www.snapchat.com/',
    'https://web.whatsapp.com/',
    'https://wa.me/1',
    'https://t.me/x',
    'https://web.telegram.org/',
    'https://discord.com/channels',
    'https://www.threads.net/',
    'https://bsky.app/',
    'https://go.bsky.app/redirect',
    'https://mastodon.social/@a',
    'https://news.ycombinator.com/item',
    'https://tieba.baidu.com/p/1',
    'https://my.mail.ru/',
    'android-app://com.reddit.frontpage/',
    'android-app://org.telegram.messenger',
  ],
  email: [
    'https://mail.google.com/mail/u/0/',
    'https://mail.yahoo.com/',
    'https://mail.yahoo.co.jp/',
    'https://outlook.live.com/mail/0/',
    'https://outlook.office365.com/',
    'https://mail.proton.me/',
    'https://proton.me/',
    'https://mail.zoho.eu/',
    'https://e.mail.ru/',
    'https://webmail.example.com/',
    'https://mail.company.co.uk/owa',
    'https://app.fastmail.com/',
    'android-app://com.google.android.gm/',
  ],
  referral: [
    'https://example.com/',
    'https://netflix.com/',
    'https://dropbox.com/',
    'https://linux.com/',
    'https://climbing.com/',
    'https://notgoogle.com/',
    'https://google.com.evil.test/',
    'https://google.evil.test/',
    'https://mailchimp.com/',
    'https://docs.google.com/document',
    'https://gemini.google.com/',
    'https://chatgpt.com/',
    'https://www.perplexity.ai/',
    'https://copilot.microsoft.com/',
    'https://x.com.evil.test/',
    'https://notshop.test/',
    'https://shop.test.evil.com/',
    'not a url',
    'google.com',
    'https://',
    '://',
    'https://[::1]/',
    'http://192.0.2.1/',
    'http://localhost/',
    `https://${'a'.repeat(300)}.com/`,
  ],
  internal: [
    'https://shop.test/',
    'https://www.shop.test/a',
    'http://blog.SHOP.test:8080/a?b#c',
    `https://${normaliseDomain('blåbær.no')}/`,
  ],
};

const rows = Object.entries(EXPECTED).flatMap(([category, list]) => list.map((referrer) => [category, referrer]));

it.each(rows)('%s: %s', (category, referrer) => {
  expect(referrerCategory(referrer!, own)).toBe(category);
});

it('counts own domains as internal even where they are on a list', () => {
  expect(referrerCategory('https://mail.google.com/', ['google.com'])).toBe('internal');
  expect(referrerCategory('https://www.google.com/', [])).toBe('organic_search');
});

it('lists no host twice, and only hosts as they are compared', () => {
  for (const lists of [SOURCE_HOSTS, SOURCE_NAMES]) {
    const all = Object.values(lists).flat();
    expect(all.filter((host, i) => all.indexOf(host) !== i)).toEqual([]);
    for (const host of all) expect(host).toMatch(/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/);
  }
});

it('never throws, whatever a page sends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(['direct', 'referral']).toContain(referrerCategory(text, own));
      expect(typeof referrerCategory(`https://${text}`, own)).toBe('string');
    }),
  );
});
