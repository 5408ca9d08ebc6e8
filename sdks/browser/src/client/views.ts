import { pageview } from '../pageview.ts';
import { on } from '../safe.ts';
import { uuid } from '../uuid.ts';
import { watchViews } from '../views.ts';
import type { Options, PageviewOptions, View } from './options.ts';

export interface Views {
  /** Counts what was held back, if it may be counted now. */
  look(): void;
  /** Counts a view, a tick later; calls within one tick count once. A hidden page waits until it is shown. */
  count(options?: PageviewOptions): void;
}

/** @param isAllowed false holds views back until the next look */
export const createViews = (
  { autoPageview = true, hashRouting = true }: Options,
  isAllowed: () => boolean,
  onView: (view: View) => void,
): Views => {
  let last: string | undefined;
  let wanted: PageviewOptions | undefined;

  const addressOf = (url: string) => (hashRouting ? url : url.replace(/#.*/, ''));
  const view = (referrer: string, { url = location.href, title = document.title }: PageviewOptions = {}) => {
    last = addressOf(url);
    onView({ ...pageview(uuid(), addressOf(referrer)), url: last, page_title: title });
  };
  const countWanted = () => {
    if (!wanted || document.hidden || document.prerendering || !isAllowed()) return;
    const options = wanted;
    wanted = undefined;
    view(options.referrer ?? last ?? document.referrer, options);
  };
  const count = (options: PageviewOptions = {}) => {
    wanted = options;
    setTimeout(countWanted);
  };

  on('visibilitychange prerenderingchange', countWanted);
  if (!autoPageview) {
    // No router notices that its page came back from the back/forward cache.
    on<PageTransitionEvent>('pageshow', ({ persisted }) => persisted && count());
    return { look: countWanted, count };
  }
  const look = watchViews(isAllowed, (referrer) => {
    // A page that came back from the back/forward cache names itself as the referrer.
    const isPlaceWithin = addressOf(location.href) === last && referrer !== location.href;
    if (!isPlaceWithin) view(referrer);
  });
  return {
    look() {
      countWanted();
      look();
    },
    count,
  };
};
