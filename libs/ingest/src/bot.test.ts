import { expect, it } from 'vitest';
import { botReason, isBotUserAgent } from './bot.ts';

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

it('names the first thing that gives a bot away', () => {
  expect(botReason(chrome, '*/*', 'en-GB,en')).toBeNull();
  expect(botReason(undefined, '*/*', 'en')).toBe('bot_empty_user_agent');
  expect(botReason(' ', undefined, undefined)).toBe('bot_empty_user_agent');
  expect(botReason('curl/8.10.1', undefined, undefined)).toBe('bot_user_agent');
  expect(botReason(chrome, undefined, 'en')).toBe('bot_missing_accept');
  expect(botReason(chrome, '', undefined)).toBe('bot_missing_accept');
  expect(botReason(chrome, '*/*', undefined)).toBe('bot_missing_accept_language');
  expect(botReason(chrome, '*/*', '  ')).toBe('bot_missing_accept_language');
});

it('finds every word of the list that existing installations filter by, in any case', () => {
  const words =
    'bot crawler spider slurp curl wget python-requests python-urllib go-http-client scrapy facebookexternalhit uptimerobot pingdom gtmetrix headlesschrome phantomjs axios';
  for (const word of words.split(' ')) {
    expect.soft(isBotUserAgent(`Mozilla/5.0 (compatible; ${word}/1.2) Gecko`), word).toBe(true);
    expect.soft(isBotUserAgent(`Mozilla/5.0 (compatible; ${word.toUpperCase()} 3) Gecko`), word).toBe(true);
  }
  expect(isBotUserAgent('Mozilla/5.0 (compatible; MyCrawlerBot3) Gecko')).toBe(true);
});

it('takes neither Cubot phones nor news readers for bots, but a bot on such a phone for one', () => {
  const phone = (model: string) =>
    `Mozilla/5.0 (Linux; Android 11; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.104 Mobile Safari/537.36`;
  for (const model of ['CUBOT_NOTE_20', 'CUBOT P40', 'Cubot', 'cubot max 3 Build/RP1A', 'CUBOT-J9']) {
    expect.soft(isBotUserAgent(phone(model)), model).toBe(false);
  }
  expect(isBotUserAgent(`${phone('V2050')} JsSdk/2.0 NewsArticle/8.2.4 NetType/wifi`)).toBe(false);
  expect(isBotUserAgent(`${phone('CUBOT P40')} (compatible; Googlebot/2.1)`)).toBe(true);
  expect(isBotUserAgent(phone('Cubotcrawl 1'))).toBe(true);
});

it('judges a very long user agent by its beginning', () => {
  expect(isBotUserAgent(`${chrome} ${'x'.repeat(5000)} curl/8`)).toBe(false);
  expect(isBotUserAgent(`curl/8 ${'x'.repeat(5000)}`)).toBe(true);
});
