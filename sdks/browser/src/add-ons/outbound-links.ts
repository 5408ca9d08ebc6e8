import type { AddOn } from '../client/options.ts';
import { onLinkClick, withoutCredentials } from './clicks.ts';

/** Clicks on links to other hosts, as audit entries `link.outbound` with `{ url, page }`. */
export const outboundLinks = (): AddOn => (host) =>
  onLinkClick((_, url) => {
    if (/^https?:$/.test(url.protocol) && url.host !== location.host)
      host.event('link.outbound', { url: withoutCredentials(url), page: location.href });
  });
