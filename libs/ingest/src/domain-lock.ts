import { stripWww } from '@micrologs/domain';

/**
 * The host that an `Origin` or `Referer` header names: lower case, ASCII, without port and leading `www.`.
 * @returns null for anything that names no host, such as `null` or `about:client`
 */
export function hostOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  return host === '' ? null : stripWww(host);
}

/** True when `host` is one of `domains` or below one; both as {@link hostOf} and `normaliseDomain` write them. */
export function isWithin(host: string, domains: readonly string[]): boolean {
  for (const domain of domains) {
    if (!host.endsWith(domain)) continue;
    if (host.length === domain.length || host[host.length - domain.length - 1] === '.') return true;
  }
  return false;
}

/**
 * Whether a public key may be used from where this request says it comes from. `Origin` decides, `Referer` only
 * without it. A request with neither is let through, since servers send none; so what comes with a public key is
 * never more than a claim.
 * @param allowedDomains as `normaliseDomain` gives them; subdomains are allowed too
 */
export function originAllowed(
  origin: string | undefined,
  referer: string | undefined,
  allowedDomains: readonly string[],
): boolean {
  const claim = origin || referer;
  if (!claim) return true;
  const host = hostOf(claim);
  return host !== null && isWithin(host, allowedDomains);
}
