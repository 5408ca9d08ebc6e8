// Numbers, times and names as the reader's language writes them.
const language = navigator.language;
const integer = new Intl.NumberFormat(language);
const compact = new Intl.NumberFormat(language, { notation: 'compact' });
const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'narrow' });
const seconds = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'narrow' });
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minuteClock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const secondTick = new Intl.DateTimeFormat(language, { minute: '2-digit', second: '2-digit' });
const hourTick = new Intl.DateTimeFormat(language, { weekday: 'short', hour: 'numeric' });
const dayClock = new Intl.DateTimeFormat(language, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' });
const regions = new Intl.DisplayNames(language, { type: 'region' });

/** @param {number} value */
export const formatInteger = (value) => integer.format(value);

/** With few digits. @param {number} value */
export const formatCompact = (value) => compact.format(value);

/** @param {number} value in s */
export function formatDuration(value) {
  const rest = seconds.format(Math.round(value) % 60);
  return value < 59.5 ? rest : `${minutes.format(Math.floor(Math.round(value) / 60))} ${rest}`;
}

/** @param {number} ms */
export const formatClock = (ms) => clock.format(ms);

/** @param {number} ms */
export const formatMinute = (ms) => minuteClock.format(ms);

/** @param {number} ms */
export const formatHour = (ms) => dayClock.format(ms);

/** Where it stands at an axis. @param {number} ms */
export const formatSecondTick = (ms) => secondTick.format(ms);

/** Where it stands at an axis. @param {number} ms */
export const formatHourTick = (ms) => hourTick.format(ms);

/** @param {number} ms */
export const formatMoment = (ms) => moment.format(ms);

/** @param {number} ms at or before `now` @param {number} now */
export function formatAgo(ms, now) {
  const seconds = Math.max(0, Math.floor((now - ms) / 1000));
  if (seconds < 60) return ago.format(-seconds, 'second');
  if (seconds < 3600) return ago.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return ago.format(-Math.floor(seconds / 3600), 'hour');
  return ago.format(-Math.floor(seconds / 86_400), 'day');
}

/** @param {string | null} code ISO 3166 @param {string | null} name what the server calls it */
export function formatCountry(code, name) {
  if (code === null) return name ?? 'Unknown';
  try {
    return regions.of(code) ?? name ?? code;
  } catch {
    return name ?? code;
  }
}

/** An address without what is the same for all. @param {string} url */
export function formatAddress(url) {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
