/** What `POST /api/track/pageview` tells of the page as it is now; the ids come on top. */
export const pageview = (eventId: string, referrer: string) => {
  return {
    event_id: eventId,
    url: location.href,
    page_title: document.title,
    referrer,
    screen_resolution: `${screen.width}x${screen.height}`,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
};
