/** As the user's language writes numbers; WordPress' `de_DE_formal` is `de-DE` to the browser. */
const language = (document.documentElement.lang || 'en').split('-').slice(0, 2).join('-');

const whole = new Intl.NumberFormat(language);
const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(language, {
  style: 'percent',
  maximumFractionDigits: 0,
  signDisplay: 'exceptZero',
});

export const formatCount = (value) => whole.format(value);

/** @param {number} value 0–100 */
export const formatPercent = (value) => percent.format(value / 100);

/** How much a value grew, as a share of what it was; null where there was nothing to grow from. */
export const formatChange = (now, before) => (before > 0 ? change.format((now - before) / before) : null);

/** @param {string} date a day, or an hour with its offset, as reports label their rows */
export function formatDate(date) {
  const isHour = date.includes('T');
  const options = isHour ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', year: 'numeric' };
  return new Intl.DateTimeFormat(language, options).format(toTime(date) * 1000);
}

const dayTick = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const hourTick = new Intl.DateTimeFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });

/** @param {number} time seconds since 1970 */
export const formatTick = (time, isHour) => (isHour ? hourTick : dayTick).format(time * 1000);

/** Seconds since 1970; of a day its beginning where the reader is. */
export const toTime = (date) => new Date(date.includes('T') ? date : `${date}T00:00:00`).getTime() / 1000;
