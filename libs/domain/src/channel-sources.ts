import type { ReferrerCategory } from './facts.ts';
import { stripWww } from './host-name.ts';
import { SOURCE_HOSTS, SOURCE_NAMES, words } from './source-hosts.ts';

/** What the rules of channels ask about the site that a session came from. */
export type SourceKind = 'assistant' | 'email' | 'search' | 'shopping' | 'social' | 'video';

type Lists = Partial<Record<SourceKind, readonly string[]>>;

/** Names that own a domain under many endings (`amazon.co.uk`). */
const OWNERS: Lists = {
  email: SOURCE_NAMES.email,
  search: SOURCE_NAMES.organic_search,
  shopping: words('aliexpress amazon ebay etsy mercadolibre rakuten shopee'),
  social: SOURCE_NAMES.social,
};

/** What people write into `utm_source` besides the names of owners. */
const NICKNAMES: Lists = {
  assistant: words('chatgpt claude copilot deepseek gemini grok mistral openai perplexity'),
  search: words('aol ask brave daum dogpile kagi lycos msn naver rambler seznam sogou'),
  shopping: words('alibaba igshopping shopify shopzilla temu walmart'),
  social: words(`
    bluesky discord fb flickr hackernews ig kakao line mastodon medium meetup messenger quora reddit telegram threads tumblr
    twitter vk wechat weibo whatsapp x xing yelp
  `),
  video: words('bilibili dailymotion disneyplus hulu iqiyi netflix rumble ted twitch vimeo wistia youku youtube'),
};

/**
 * Hosts that the categories of referrers do not tell apart, each with everything below it. Assistants: where their makers
 * serve them; names that begin with `com.` and the like are Android apps.
 */
const HOSTS: Lists = {
  assistant: words(`
    chatgpt.com chat.openai.com perplexity.ai claude.ai gemini.google.com bard.google.com copilot.microsoft.com copilot.com
    copilot.cloud.microsoft m365.cloud.microsoft edgeservices.bing.com chat.deepseek.com chat.mistral.ai meta.ai grok.com
    x.ai poe.com you.com phind.com pi.ai duck.ai kimi.com kimi.moonshot.cn doubao.com chat.qwen.ai tongyi.aliyun.com
    yiyan.baidu.com chatglm.cn chat.z.ai lumo.proton.me iask.ai andisearch.com
    com.openai.chatgpt ai.perplexity.app.android com.anthropic.claude com.google.android.apps.bard com.microsoft.copilot
    com.deepseek.chat ai.x.grok
  `),
  shopping: words(`
    alibaba.com walmart.com temu.com shopify.com shopzilla.com shop.app shopping.google.com shopping.yahoo.com
    shopping.yahoo.co.jp shopping.naver.com
  `),
  video: words(`
    youtube.com youtu.be youtube-nocookie.com vimeo.com twitch.tv dailymotion.com dai.ly bilibili.com b23.tv iqiyi.com iq.com
    netflix.com hulu.com disneyplus.com wistia.com wistia.net youku.com rumble.com ted.com com.google.android.youtube
  `),
};

const KINDS: Partial<Record<ReferrerCategory, SourceKind>> = {
  email: 'email',
  organic_search: 'search',
  social: 'social',
};

const owners = byWord(OWNERS);
const nicknames = byWord(NICKNAMES);
/** Null for a host that is none of the kinds although what it lies below is. */
const hosts = new Map<string, SourceKind | null>([
  ...Object.entries(SOURCE_HOSTS).flatMap(([category, list]) =>
    list.map((host) => [host, KINDS[category as ReferrerCategory] ?? null] as const),
  ),
  ...byWord(HOSTS),
]);

function byWord(lists: Lists): Map<string, SourceKind> {
  const kinds = Object.entries(lists) as [SourceKind, readonly string[]][];
  return new Map(kinds.flatMap(([kind, list]) => list.map((word) => [word, kind] as const)));
}

/** Endings that stand before a country's own, as in `co.uk`. */
const SECOND_LEVEL = new Set(words('co com net ne or org'));

/**
 * The kind of a source: a host, or a name such as `google`; null for any other.
 * @param source lower case
 */
export function sourceKind(source: string): SourceKind | null {
  const labels = stripWww(source).split('.');
  if (labels.length === 1) return nicknames.get(source) ?? owners.get(source) ?? null;
  for (let at = 0; at < labels.length - 1; at++) {
    const kind = hosts.get(labels.slice(at).join('.'));
    if (kind !== undefined) return kind;
  }
  const owner = labels.length > 2 && SECOND_LEVEL.has(labels.at(-2)!) ? labels.at(-3)! : labels.at(-2)!;
  return owners.get(owner) ?? null;
}

/** The kind of a referrer whose category is known. Web mail under a company's own name is known by its category alone. */
export function referrerKind(host: string, category: ReferrerCategory): SourceKind | null {
  const kind = sourceKind(host);
  const isFiner = kind === 'assistant' || kind === 'shopping' || kind === 'video';
  return isFiner ? kind : (KINDS[category] ?? null);
}
