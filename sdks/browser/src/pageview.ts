import { attempt } from './safe.ts';

/** What `POST /api/track/pageview` tells of the page as it is now; the ids come on top. */
export const pageview = (eventId: string, referrer: string) => {
  return {
    event_id: eventId,
    url: location.href,
    page_title: document.title,
    referrer,
    screen_resolution: `${screen.width}x${screen.height}`,
    // The IANA name. Temporal is asked first: the first date format of a page takes the browser milliseconds to set up.
    timezone: attempt(() => Temporal.Now.timeZoneId()) || Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
};
