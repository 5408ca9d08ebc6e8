import { ErrorLog } from './error-log.mjs';
import { Rates } from './rates.mjs';

/** @typedef {import('@micrologs/browser/realtime').ChannelEvents} ChannelEvents */
/** @typedef {'pageviews' | 'errors' | 'links'} Counted channels whose events are counted */
/** @typedef {ChannelEvents[Counted]} CountedEvent */
/** @typedef {import('@micrologs/browser/realtime').ReportData['visitors']} Visitors */

const MOST_KEPT = 50;
/** A channel begins with so many events, or with all there are. */
const SNAPSHOT_EVENTS = 20;

/** What is known of the project. It holds the latest of everything, so that it does not grow. Times are in ms of the server's clock. */
export class Picture {
  /** Who is there now. @type {import('@micrologs/browser/realtime').Live | undefined} */
  live;
  /** When that was so. */
  liveAt = 0;
  /** Yesterday and today, by day and by hour. @type {Partial<Record<'days' | 'hours', Visitors>>} */
  visitors = {};
  /** Yesterday and today, by day. @type {import('@micrologs/browser/realtime').ReportData['sessions'] | undefined} */
  sessions;
  rates = { pageviews: new Rates(), errors: new Rates(), links: new Rates() };
  errorLog = new ErrorLog();
  /** Latest first. @type {ChannelEvents['links'][]} */
  clicks = [];
  /** Latest first. @type {ChannelEvents['alerts'][]} */
  alerts = [];

  /**
   * @param {Counted} channel
   * @param {CountedEvent[]} events the latest, in order; they replace what there was
   * @param {number} now
   */
  begin(channel, events, now) {
    this.rates[channel].restart(events.length < SNAPSHOT_EVENTS ? 0 : wholeFrom(events), now);
    if (channel === 'errors') this.errorLog.clear();
    if (channel === 'links') this.clicks = [];
    this.add(channel, events, now);
  }

  /**
   * Views of each hour of yesterday and today, up to now.
   * @param {number} now
   * @returns {import('./rates.mjs').Series}
   */
  hours(now) {
    const rows = (this.visitors.hours?.over_time ?? []).filter(({ date }) => Date.parse(date) <= now);
    return { starts: rows.map(({ date }) => Date.parse(date) / 1000), counts: rows.map(({ pageviews }) => pageviews) };
  }

  /** @param {ChannelEvents['alerts'][]} alerts the latest, in order; they replace what there was */
  beginAlerts(alerts) {
    this.alerts = latest([], alerts);
  }

  /** @param {ChannelEvents['alerts'][]} alerts further ones, in order */
  addAlerts(alerts) {
    this.alerts = latest(this.alerts, alerts);
  }

  /**
   * @param {Counted} channel
   * @param {CountedEvent[]} events further ones, in order
   * @param {number} now
   */
  add(channel, events, now) {
    for (const event of events) {
      if (counts(event)) this.rates[channel].add(timeOf(event), now);
      if ('kind' in event) this.errorLog.add(event);
      if ('link_id' in event) this.clicks = latest(this.clicks, [event]);
    }
  }
}

/**
 * @template Event
 * @param {Event[]} known latest first
 * @param {Event[]} events further ones, in order
 */
const latest = (known, events) => [...events.toReversed(), ...known].slice(0, MOST_KEPT);

/** A status that changed is no occurrence, and what robots ask for no click. @param {CountedEvent} event */
function counts(event) {
  if ('kind' in event) return event.kind === 'occurrence';
  return !('link_id' in event) || event.uncounted === null;
}

/** @param {CountedEvent} event */
export const timeOf = (event) => Date.parse(event.occurred_at);

/**
 * From when on all is known, where only the latest events are. They come as they were stored, so the first ones may have happened long before.
 * @param {CountedEvent[]} events
 */
function wholeFrom(events) {
  const times = events.map(timeOf).sort((a, b) => a - b);
  return times[Math.floor(times.length / 4)];
}
