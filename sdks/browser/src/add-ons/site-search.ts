import type { AddOn } from '../client/options.ts';

export interface SiteSearchOptions {
  /** Query parameters in which search terms stand. Default `q`, `query`, `s`, `search`. */
  parameters?: string[];
}

/** Views of result pages, as audit entries `site.search` with `{ term, page }`: the term as the address has it, and the path. */
export const siteSearch =
  ({ parameters = ['q', 'query', 's', 'search'] }: SiteSearchOptions = {}): AddOn =>
  (host) => {
    let last = '';
    host.onView(({ url }) => {
      const { pathname, searchParams } = new URL(url, document.baseURI);
      const term = parameters.map((name) => searchParams.get(name)?.trim()).find(Boolean) ?? '';
      // Going through the pages of a result is one search.
      if (term && term !== last) host.event('site.search', { term, page: pathname });
      last = term;
    });
  };
