/** Where a page lies. */
export interface PageAddress {
  /** Lower case, without a port; empty when the URL has none. */
  hostname: string;
  /** As the URL has it, without query and fragment; `/` when it is empty. */
  path: string;
}

const HTTP_URL = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::\d*)?([^?#]*)/i;

/** Host and path of a stored URL. A text that is no URL is all path, up to a query. */
export function pageOf(url: string): PageAddress {
  const match = HTTP_URL.exec(url);
  if (match) return { hostname: match[1]!.toLowerCase(), path: match[2] || '/' };
  return { hostname: '', path: /^[^?#]*/.exec(url)![0] || '/' };
}
