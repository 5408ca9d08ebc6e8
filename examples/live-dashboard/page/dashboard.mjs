import { connect } from '@micrologs/browser/realtime';
import { createAnnouncer } from './announcer.mjs';
import { createChart } from './chart.mjs';
import { connectionView } from './connection.mjs';
import {
  formatClock,
  formatCompact,
  formatHour,
  formatHourTick,
  formatInteger,
  formatMinute,
  formatSecondTick,
} from './format.mjs';
import { part, showAlerts, showClicks, showErrors, showPresence, showToday, summaryOf } from './panels.mjs';
import { Picture } from './picture.mjs';
import { write } from './rows.mjs';

/** @typedef {import('@micrologs/browser/realtime').Channel} Channel */
/**
 * @template {Channel} C
 * @typedef {import('@micrologs/browser/realtime').Listener<C>} Listener
 */
/** @typedef {import('@micrologs/browser/realtime').RealtimeState} RealtimeState */

const PAINT_MS = 200;
/** What the chart can show; without `bars` it comes from a report, else it is counted here. */
const SPANS = {
  seconds: {
    bars: 120,
    seconds: 1,
    tick: formatSecondTick,
    label: formatClock,
    name: 'in the last 2 minutes',
    unit: 'a second',
  },
  minutes: {
    bars: 60,
    seconds: 60,
    tick: formatMinute,
    label: formatMinute,
    name: 'in the last hour',
    unit: 'a minute',
  },
  hours: {
    bars: null,
    seconds: 3600,
    tick: formatHourTick,
    label: formatHour,
    name: 'yesterday and today',
    unit: 'an hour',
  },
};

/** Where the server is, and where its tokens come from. @type {{ apiUrl: string, tokenUrl: string }} */
const settings = await (await fetch('settings.json')).json();
const picture = new Picture();
/** @type {import('@micrologs/browser/realtime').Realtime | undefined} */
let realtime;
/** @type {RealtimeState} */
let connection = { state: 'connecting' };
let waitsUntil = 0;
let tokenFailure = '';
/** How far the server's clock is ahead of this one. */
let aheadMs = 0;
let isPaintWanted = false;
const now = () => Date.now() + aheadMs;

const span = () => {
  const chosen = /** @type {HTMLInputElement} */ (document.querySelector('[name="span"]:checked'));
  return SPANS[/** @type {keyof typeof SPANS} */ (chosen.value)];
};

const announcer = createAnnouncer(part('announcer'));
const chart = createChart(part('chart'), {
  tick: (ms) => span().tick(ms),
  amount: formatCompact,
  tell: (startMs, count) => `${span().label(startMs)} · ${count === null ? 'not known' : formatInteger(count)}`,
});

part('server').textContent = new URL(settings.apiUrl, location.href).host;
listen();
part('again').addEventListener('click', listen);
for (const choice of document.querySelectorAll('[name="span"]')) choice.addEventListener('change', paint);
document.addEventListener('visibilitychange', paint);
// Time goes on where nothing happens.
setInterval(paint, 1000);

function listen() {
  realtime?.close();
  const opened = connect({ apiUrl: settings.apiUrl, token, onState, onNotice });
  realtime = opened;
  follow('live', (data, { at }) => {
    picture.live = data;
    picture.liveAt = Date.parse(at);
    aheadMs = picture.liveAt - Date.now();
  });
  for (const channel of /** @type {const} */ (['pageviews', 'errors', 'links'])) {
    follow(
      channel,
      (events) => picture.begin(channel, events, now()),
      (events) => {
        picture.add(channel, events, now());
        announceErrors(events);
      },
    );
  }
  follow(
    'alerts',
    (alerts) => picture.beginAlerts(alerts),
    (alerts) => {
      picture.addAlerts(alerts);
      for (const alert of alerts) announcer.say(`Alert: ${summaryOf(alert)}`);
    },
  );
  follow('report:visitors?range=1d&fill=true', (days) => {
    picture.visitors.days = days;
  });
  follow('report:visitors?range=1d&interval=hour&fill=true', (hours) => {
    picture.visitors.hours = hours;
  });
  follow('report:sessions?range=1d&fill=true', (sessions) => {
    picture.sessions = sessions;
  });

  /**
   * Paints what a channel tells. What the token does not open is not shown.
   * @template {Channel} C
   * @param {C} channel
   * @param {NonNullable<Listener<C>['onSnapshot']>} onSnapshot
   * @param {Listener<C>['onEvents']} [onEvents]
   */
  function follow(channel, onSnapshot, onEvents) {
    showParts(channel, true);
    opened.subscribe(channel, {
      onSnapshot(latest, place) {
        onSnapshot(latest, place);
        changed();
      },
      onEvents(events, place) {
        onEvents?.(events, place);
        changed();
      },
      onError: () => showParts(channel, false),
    });
  }
}

/** @param {Channel} channel @param {boolean} isShown */
function showParts(channel, isShown) {
  const [name] = channel.split('?');
  for (const element of document.querySelectorAll(`[data-channel="${name}"]`)) {
    /** @type {HTMLElement} */ (element).hidden = !isShown;
  }
}

/** @returns {Promise<string>} */
async function token() {
  const answer = await fetch(settings.tokenUrl);
  const text = await answer.text();
  tokenFailure = answer.ok ? '' : text;
  if (!answer.ok) throw new Error(text);
  return text;
}

/** @param {RealtimeState} state */
function onState(state) {
  connection = state;
  // The next server that answers says so if it is late, too.
  if (state.state === 'connecting') part('notice').hidden = true;
  if (state.state === 'waiting') waitsUntil = Date.now() + state.retryInMs;
  changed();
}

/** @param {import('@micrologs/browser/realtime').Notice} notice */
function onNotice({ code, message }) {
  part('notice').hidden = code === 'on_time';
  part('notice').textContent = message ?? '';
}

/** Errors that ask for somebody's eyes. @param {import('./picture.mjs').CountedEvent[]} events */
function announceErrors(events) {
  for (const event of events) {
    if (!('kind' in event)) continue;
    if (event.kind === 'status_change') announcer.say(`${event.message}: now ${event.to}`);
    else if (event.effect) announcer.say(`${event.effect === 'created' ? 'New' : 'Reopened'}: ${event.message}`);
  }
}

/** Paints a little later, once for all that comes until then. */
function changed() {
  if (isPaintWanted) return;
  isPaintWanted = true;
  setTimeout(() => {
    isPaintWanted = false;
    paint();
  }, PAINT_MS);
}

function paint() {
  document.title = picture.live ? `${formatInteger(picture.live.visitors)} live` : 'Live';
  // What nobody sees is not drawn; it is kept, and drawn when the tab is shown.
  if (document.hidden) return;
  paintConnection();
  paintFigures();
  paintChart();
  showToday(picture);
  if (picture.live) showPresence(picture.live);
  showErrors(picture.errorLog.entries, now());
  showAlerts(picture.alerts, now());
  showClicks(picture.clicks, now());
  announcer.tick(now());
}

function paintConnection() {
  const view = connectionView(connection, { waitsUntil, now: Date.now(), tokenFailure });
  part('connection').dataset.tone = view.tone;
  write(part('connection'), { text: view.text, detail: view.detail });
  part('again').hidden = view.tone !== 'ended';
  const isStale = view.tone !== 'live' && picture.live !== undefined;
  document.body.toggleAttribute('data-stale', isStale);
  part('visitors-hint').textContent = isStale
    ? `as of ${formatClock(picture.liveAt)}`
    : 'with a view in the last 5 minutes';
}

function paintFigures() {
  part('visitors').textContent = picture.live ? formatInteger(picture.live.visitors) : '–';
  part('views-minute').textContent = figure('pageviews', 60);
  part('errors-hour').textContent = figure('errors', 3600);
  part('clicks-hour').textContent = figure('links', 3600);
}

/** @param {import('./picture.mjs').Counted} channel @param {number} seconds the last ones */
function figure(channel, seconds) {
  const rates = picture.rates[channel];
  if (!rates.hasBegun) return '–';
  const { count, isWhole } = rates.last(now(), seconds);
  return `${formatInteger(count)}${isWhole ? '' : '+'}`;
}

function paintChart() {
  const { bars, seconds, name, unit } = span();
  const series = bars ? picture.rates.pageviews.series(now(), { bars, seconds }) : picture.hours(now());
  chart.show(series, seconds);
  const counts = series.counts.map((count) => count ?? 0);
  const sum = bars
    ? figure('pageviews', bars * seconds)
    : formatInteger(counts.reduce((total, count) => total + count, 0));
  const text = `${sum} ${name}, at most ${formatInteger(Math.max(0, ...counts))} in ${unit}`;
  part('chart-hint').textContent = text;
  part('chart').ariaLabel = `Pageviews: ${text}`;
}
