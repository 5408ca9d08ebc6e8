import type { AddOn } from '../client/options.ts';

export interface NotFoundOptions {
  /** Whether the view that begins is of a page that does not exist. Default: the server answered with 404 or 410. */
  when?: () => boolean;
}

/** Views of pages that do not exist, as audit entries `page.not_found` with `{ url, referrer }`. */
export const notFound =
  ({ when }: NotFoundOptions = {}): AddOn =>
  (host) => {
    const isMissing = when ?? answeredSo();
    host.onView(({ url, referrer }) => {
      if (isMissing()) host.event('page.not_found', { url, referrer });
    });
  };

/** The status is that of the document, so it tells about its first address alone. */
const answeredSo = () => {
  const { href } = location;
  return () => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return location.href === href && [404, 410].includes(navigation?.responseStatus ?? 0);
  };
};
