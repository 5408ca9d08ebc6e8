import { guard, on } from './safe.ts';

/**
 * Decides what a pageview is: a new URL that the visitor sees. Pages that are being prerendered or that sit in a hidden
 * tab count when they are first shown; changes within one tick count once, with the last URL.
 *
 * @param allowed false holds a view back until the next look
 * @param onView gets the referrer: the document's own for its first view, the previously viewed URL afterwards. A page that
 *   comes back from the back/forward cache is a new view with itself as the referrer: its first one is not repeated.
 * @returns a function that looks again
 */
export const watchViews = (allowed: () => boolean, onView: (referrer: string) => void): (() => void) => {
  let seen: string | undefined;
  let referrer = document.referrer;

  const look = guard(() => {
    const url = location.href;
    if (url !== seen && document.readyState !== 'loading' && !document.hidden && !document.prerendering && allowed()) {
      seen = url;
      onView(referrer);
      referrer = url;
    }
  });
  const lookSoon = (event?: Event) => {
    if ((event as PageTransitionEvent | undefined)?.persisted) seen = '';
    // A tick later the page has its new title.
    setTimeout(look);
  };

  on('DOMContentLoaded popstate hashchange pageshow visibilitychange prerenderingchange', lookSoon);
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method];
    history[method] = function (this: History, ...args) {
      lookSoon();
      return original.apply(this, args);
    };
  }
  lookSoon();
  return lookSoon;
};
