import type { AddOn } from '../client/options.ts';
import { trackEngagement } from '../engagement.ts';

/** Engaged time and scroll depth of each view, reported when the page is hidden or left and when the next view begins. */
export const engagement = (): AddOn => (host) => {
  const beginView = trackEngagement(host.engagement);
  host.onView((view) => beginView(view.event_id));
};
