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
