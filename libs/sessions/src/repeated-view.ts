import { type EpochMs, MINUTE_MS, type PageviewNumber } from '@micrologs/domain';

/** The same visitor's view of the same URL within this time counts once. */
export const REPEATED_VIEW_MS = 5 * MINUTE_MS;

export interface SeenView {
  number: PageviewNumber;
  url: string;
  occurredAt: EpochMs;
}

/**
 * The stored view that a view of `url` at `at` repeats: same visitor, exactly the same URL, at most 300 s apart.
 * Both directions count, so that events that arrive out of order are judged like those in order.
 * @param views the visitor's views around `at`
 */
export function findRepeatedView(views: readonly SeenView[], url: string, at: EpochMs): SeenView | null {
  for (const view of views) {
    if (view.url === url && Math.abs(view.occurredAt - at) <= REPEATED_VIEW_MS) return view;
  }
  return null;
}
