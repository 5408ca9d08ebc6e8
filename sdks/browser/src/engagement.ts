import type { EngagementFields } from './events.ts';
import { on } from './safe.ts';

/**
 * Measures engaged time and scroll depth, and reports them when the page is hidden or left, and when the next view begins.
 * @returns a function to call with the `event_id` of each new pageview
 */
export const trackEngagement = (report: (engagement: EngagementFields) => void): ((pageviewId: string) => void) => {
  let pageviewId: string | undefined;
  let engagedMs = 0;
  let reportedMs = 0;
  /** On `performance.now`'s clock; 0 while the time does not count. */
  let countedUpTo = 0;
  let seenPx = 0;
  let pagePx = 1;

  // Called when the page's layout is up to date or not needed any more, so that asking for sizes costs nothing.
  const measure = () => {
    pagePx = document.documentElement.scrollHeight;
    seenPx = Math.max(seenPx, scrollY + innerHeight);
  };
  const count = () => {
    const now = performance.now();
    if (countedUpTo) engagedMs += now - countedUpTo;
    countedUpTo = document.hasFocus() && !document.hidden ? now : 0;
  };
  const flush = () => {
    count();
    // The moment between `pagehide` and `visibilitychange` is not worth a request.
    if (pageviewId && engagedMs - reportedMs > 99) {
      reportedMs = engagedMs;
      report({
        pageview_id: pageviewId,
        engaged_ms: Math.round(engagedMs),
        scroll_pct: Math.round(100 * Math.min(1, seenPx / pagePx)),
      });
    }
  };

  on('scroll click popstate', measure);
  on('focus blur', count);
  on('visibilitychange pagehide', () => {
    measure();
    flush();
  });

  return (nextPageviewId) => {
    // The page may show the next view already, so its size is no measure of the present one.
    flush();
    pageviewId = nextPageviewId;
    engagedMs = reportedMs = seenPx = 0;
  };
};
