/** The longest host name that DNS allows, in bytes. */
export const MAX_HOST_NAME_BYTES = 253;

/** Host names compare without a leading `www.`; a name such as `www.com` keeps it, or the rest would be a whole TLD. */
export function stripWww(host: string): string {
  const rest = host.startsWith('www.') ? host.slice(4) : host;
  return rest.includes('.') ? rest : host;
}

/**
 * The host that an allowed-domain entry means: lower case, ASCII (Unicode names as Punycode), without `www.`. Scheme,
 * port and path are what people paste with it and are dropped, since a domain lock can only compare hosts.
 * @returns null when the entry names no single host: wildcards, lists, credentials, spaces, other schemes
 */
export function normaliseDomain(entry: string): string | null {
  const text = entry.trim().replace(/^https?:\/\//i, '');
  // The URL parser would read these as something else than a host, or drop them silently.
  if (text === '' || /[\s*,@\\%<>^|]/.test(text) || text.includes('://') || text.startsWith('/')) return null;
  if (/^[a-z][a-z0-9+.-]*:(?!\d*(?:[/?#]|$))/i.test(text)) return null;
  if (!URL.canParse(`http://${text}`)) return null;
  const host = stripWww(new URL(`http://${text}`).hostname.replace(/\.$/, ''));
  if (host.length > MAX_HOST_NAME_BYTES || host.split('.').includes('')) return null;
  return host;
}

/** `scheme://[user@]host[:port]`, the scheme possibly left out; what follows the host is of no interest here. */
const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/?#@]*@)?(\[[^\]/?#]*\]|[^/?#:@\\]+)/i;

/**
 * The host of a referrer as pages tell it, lower case, without port and leading `www.`; an Android app's name for an
 * `android-app://` one.
 * @returns null for a text that names none
 */
export function referrerHost(referrer: string): string | null {
  const authority = AUTHORITY.exec(referrer)?.[1];
  if (authority === undefined || authority.length > 255) return null;
  const lower = authority.toLowerCase();
  return stripWww(lower.endsWith('.') ? lower.slice(0, -1) : lower);
}
