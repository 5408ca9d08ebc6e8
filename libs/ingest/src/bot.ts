import { BoundedCache, type DropReason } from '@micrologs/domain';
import { isbot } from 'isbot';

/** The reasons under which a pageview of a bot is counted. */
export type BotReason = Extract<DropReason, `bot_${string}`>;

/** Longer user agents are judged by their beginning; every pattern below sees bounded input. */
const MAX_USER_AGENT = 1024;

/**
 * Names that say "bot" (or another word of the list) without being one: the phone maker Cubot, the news readers whose
 * in-app browser is called NewsArticle.
 */
const INNOCENT = /\bcubot(?![a-z])|\bNewsArticle\//gi;

/**
 * What `isbot` leaves out, or knows only in one spelling. Whole tokens: "curl" must not be found inside a word.
 * The first line is the list that existing installations filter by.
 */
const BOT_TOKENS = new RegExp(
  [
    String.raw`bots?(?![a-z])|crawlers?|spiders?|\bslurp|\bcurl|\bwget|python-(?:requests|urllib)|go-http-client|scrapy|facebookexternalhit|uptimerobot|pingdom|gtmetrix|headlesschrome|phantomjs|\baxios`,
    String.raw`chatgpt-user|claude-(?:user|web)|anthropic-ai|perplexity-user|mistralai-user|cohere-ai|google-(?:extended|read-aloud|inspectiontool|cloudvertexbot)|googleother|gemini-deep-research|meta-external(?:agent|fetcher|ads)|facebookcatalog|bytespider|omgili|ai2bot|novaact|operator\/\d`,
    String.raw`^whatsapp\/|skypeuripreview|\bvkshare|\bembedly|\biframely|\bmastodon\/|\bpleroma|\bmisskey\/|\bsignal-link|\bredditbot|\btumblr\/\d|\bviber\/url|\bgoogle-safety|bingpreview|yahoo link preview|slack-imgproxy`,
    String.raw`\bokhttp|\bnode-fetch|\bundici|^node$|\bgot[ /(]|\bsuperagent|\baiohttp|\bhttpx?\/|\burllib|\bjava\/|apache-httpclient|\blibwww|\bguzzle|\bpostman|\binsomnia\/|\bruby|\bfaraday|\breqwest|\bhyper\/|\bdart\/|\bdeno\/|\bbun\/|\brestsharp|\bjakarta|\bhttpie|\bpuppeteer|\bplaywright|\bselenium|\blighthouse|\bk6\/|\bwrk\/`,
  ].join('|'),
  'i',
);

const verdicts = new BoundedCache<boolean>(8192);

function judge(userAgent: string): boolean {
  const text = userAgent.slice(0, MAX_USER_AGENT).replace(INNOCENT, 'phone ');
  return isbot(text) || BOT_TOKENS.test(text);
}

/** True when the user agent names a crawler, a fetcher, a link previewer, a monitor or an HTTP library. */
export function isBotUserAgent(userAgent: string): boolean {
  if (userAgent.length > MAX_USER_AGENT) return judge(userAgent);
  let verdict = verdicts.get(userAgent);
  if (verdict === undefined) {
    verdict = judge(userAgent);
    verdicts.set(userAgent, verdict);
  }
  return verdict;
}

/** Absent, or nothing but white space. */
function isBlank(header: string | undefined): boolean {
  return header === undefined || header === '' || header.trim() === '';
}

/**
 * Why a pageview is a bot's; null for a person's. Browsers send `Accept` and `Accept-Language` with every request,
 * beacons included, so a request without one of them was not made by a page.
 */
export function botReason(
  userAgent: string | undefined,
  accept: string | undefined,
  acceptLanguage: string | undefined,
): BotReason | null {
  if (isBlank(userAgent)) return 'bot_empty_user_agent';
  if (isBotUserAgent(userAgent as string)) return 'bot_user_agent';
  if (isBlank(accept)) return 'bot_missing_accept';
  if (isBlank(acceptLanguage)) return 'bot_missing_accept_language';
  return null;
}
