import { formatAddress, formatAgo, formatCountry, formatDuration, formatInteger, formatMoment } from './format.mjs';
import { timeOf } from './picture.mjs';
import { showRows, write } from './rows.mjs';

/** @typedef {import('@micrologs/browser/realtime').ChannelEvents['alerts']} Alert */

const MOST_BARS = 10;
/** Rows of a list of events, unless all are asked for. */
const MOST_EVENTS = { errors: 10, alerts: 5, clicks: 12 };
const MARKS = { created: 'New', reopened: 'Reopened', occurrence: 'Again' };

/** @param {string} id @returns {HTMLElement} */
export const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {string} id */
const template = (id) => /** @type {HTMLTemplateElement} */ (document.getElementById(id));

/** Who is there, by page, country and referrer. @param {import('@micrologs/browser/realtime').Live} live */
export function showPresence({ pages, countries, referrers }) {
  const hosts = new Set(pages.map(({ page }) => hostOf(page)));
  showBars('pages', pages, ({ page }) => {
    const host = hostOf(page);
    // A host that all have in common tells nothing.
    return { key: page, host: hosts.size > 1 ? host : '', name: page.slice(host.length), code: '' };
  });
  showBars('countries', countries, ({ country_code: code, country }) => ({
    key: code ?? '',
    host: '',
    name: formatCountry(code, country),
    code: code ?? '–',
  }));
  showBars('referrers', referrers, ({ referrer }) => ({
    key: referrer,
    host: '',
    name: referrer || 'Direct',
    code: '',
  }));
}

/**
 * @template {{ visitors: number }} Row
 * @param {string} id
 * @param {Row[]} rows most first
 * @param {(row: Row) => { key: string, host: string, name: string, code: string }} textsOf
 */
function showBars(id, rows, textsOf) {
  const most = rows[0]?.visitors ?? 1;
  showRows(part(id), rows.slice(0, MOST_BARS), {
    key: (row) => textsOf(row).key,
    template: template('bar-row'),
    fill(element, row) {
      const { host, name, code } = textsOf(row);
      write(element, { host, name, code, count: formatInteger(row.visitors) });
      element.style.setProperty('--share', String(row.visitors / most));
    },
  });
}

/** What came of today so far, beside all of yesterday. @param {import('./picture.mjs').Picture} picture */
export function showToday({ visitors, sessions }) {
  const show = (
    /** @type {string} */ name,
    /** @type {number} */ before,
    /** @type {number} */ now,
    format = formatInteger,
  ) => write(part('today'), { [name]: format(now), [`${name}-before`]: `yesterday ${format(before)}` });
  if (visitors.days) {
    const [before, now] = visitors.days.over_time;
    show('visitors', before.unique_visitors, now.unique_visitors);
    show('pageviews', before.pageviews, now.pageviews);
  }
  if (sessions) {
    const [before, now] = sessions.over_time;
    show('sessions', before.sessions, now.sessions);
    show('duration', before.avg_duration_seconds, now.avg_duration_seconds, formatDuration);
  }
}

/** @param {import('./error-log.mjs').ErrorEntry[]} entries @param {number} now */
export function showErrors(entries, now) {
  showEvents('errors', entries, {
    key: ({ key }) => key,
    template: template('error-row'),
    fill(element, { event, mark, times }) {
      const what = event.error_type ? `${event.error_type}: ${event.message}` : String(event.message);
      const about =
        event.kind === 'status_change'
          ? [`${event.from} → ${event.to}`, event.actor && `by ${event.actor}`]
          : [event.severity, event.environment, event.release, event.url && formatAddress(event.url)];
      element.dataset.mark = mark;
      write(element, {
        mark: event.kind === 'status_change' ? String(event.to) : MARKS[/** @type {keyof MARKS} */ (mark)],
        what,
        times: times > 1 ? `× ${formatInteger(times)}` : '',
        about: about.filter(Boolean).join(' · '),
      });
      writeTime(element, timeOf(event), now);
    },
  });
}

/** @param {Alert[]} alerts latest first @param {number} now */
export function showAlerts(alerts, now) {
  showEvents('alerts', alerts, {
    key: ({ offset }) => String(offset),
    template: template('event-row'),
    fill(element, alert) {
      write(element, { what: summaryOf(alert), mark: '', about: alert.type });
      writeTime(element, Date.parse(alert.timestamp), now);
    },
  });
}

/** What an alert says of itself. @param {Alert} alert */
export const summaryOf = ({ data }) => data.summary;

/** @param {import('@micrologs/browser/realtime').ChannelEvents['links'][]} clicks latest first @param {number} now */
export function showClicks(clicks, now) {
  showEvents('clicks', clicks, {
    key: ({ offset }) => String(offset),
    template: template('event-row'),
    fill(element, click) {
      const from = click.referrer && URL.canParse(click.referrer) ? new URL(click.referrer).host : 'Direct';
      write(element, {
        what: `/l/${click.code}`,
        mark: click.uncounted ? `not counted: ${click.uncounted}` : '',
        about: [formatCountry(click.country_code, click.country), from].join(' · '),
      });
      writeTime(element, timeOf(click), now);
    },
  });
}

/**
 * Shows the first rows, or all once that is asked for.
 * @template Row
 * @param {keyof typeof MOST_EVENTS} id
 * @param {Row[]} rows
 * @param {Parameters<typeof showRows<Row>>[2]} how
 */
function showEvents(id, rows, how) {
  const more = part(`${id}-more`);
  const isAll = more.ariaExpanded === 'true';
  more.hidden = rows.length <= MOST_EVENTS[id];
  more.textContent = isAll ? 'Show fewer' : `Show all ${formatInteger(rows.length)}`;
  more.onclick = () => {
    more.ariaExpanded = String(!isAll);
    showEvents(id, rows, how);
  };
  showRows(part(id), isAll ? rows : rows.slice(0, MOST_EVENTS[id]), how);
}

/** @param {HTMLElement} element @param {number} ms @param {number} now */
function writeTime(element, ms, now) {
  const time = /** @type {HTMLTimeElement} */ (element.querySelector('time'));
  const text = formatAgo(ms, now);
  if (time.textContent !== text) time.textContent = text;
  const at = new Date(ms).toISOString();
  if (time.dateTime === at) return;
  time.dateTime = at;
  time.title = formatMoment(ms);
}

/** Of `host/path`. @param {string} page */
const hostOf = (page) => page.slice(0, page.indexOf('/') === -1 ? undefined : page.indexOf('/'));
