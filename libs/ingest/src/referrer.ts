import {
  BoundedCache,
  MAIL_LABELS,
  type ReferrerCategory,
  referrerHost,
  SOURCE_HOSTS,
  SOURCE_NAMES,
} from '@micrologs/domain';
import { parse } from 'tldts';
import { isWithin } from './domain-lock.ts';

function byWord(lists: Partial<Record<ReferrerCategory, readonly string[]>>): Map<string, ReferrerCategory> {
  const categories = Object.entries(lists) as [ReferrerCategory, readonly string[]][];
  return new Map(categories.flatMap(([category, list]) => list.map((word) => [word, category] as const)));
}

const names = byWord(SOURCE_NAMES);
const hosts = byWord(SOURCE_HOSTS);

/** The longest listed host that `host` is or lies below. */
function listed(host: string): ReferrerCategory | undefined {
  for (let suffix = host; ; ) {
    const category = hosts.get(suffix);
    if (category) return category;
    const dot = suffix.indexOf('.');
    if (dot === -1) return undefined;
    suffix = suffix.slice(dot + 1);
  }
}

function categoryOfHost(host: string): ReferrerCategory {
  const exact = hosts.get(host);
  if (exact) return exact;
  const { domainWithoutSuffix, subdomain } = parse(host);
  const mail = subdomain && MAIL_LABELS.has(subdomain.split('.', 1)[0]!);
  return listed(host) ?? (mail ? 'email' : names.get(domainWithoutSuffix ?? '')) ?? 'referral';
}

const categories = new BoundedCache<ReferrerCategory>(4096);

/**
 * Where a visit came from, by the host of its referrer: matched as a domain with everything below it, never as part
 * of a word. AI assistants count as `referral`.
 * @param referrer what the page says (`document.referrer`) or the `Referer` header
 * @param ownDomains the project's allowed domains as `normaliseDomain` gives them; they and what lies below are `internal`
 */
export function referrerCategory(referrer: string, ownDomains: readonly string[]): ReferrerCategory {
  // Existing clients may send "0", which their server always read as empty.
  if (referrer === '' || referrer === '0') return 'direct';
  const host = referrerHost(referrer);
  if (host === null) return 'referral';
  if (isWithin(host, ownDomains)) return 'internal';
  let category = categories.get(host);
  if (category === undefined) {
    category = categoryOfHost(host);
    categories.set(host, category);
  }
  return category;
}
