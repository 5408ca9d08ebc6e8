import {
  DAY_MS,
  type EpochMs,
  HOUR_MS,
  localDay,
  MINUTE_MS,
  type Pageview,
  type ProjectId,
  SECOND_MS,
  type Session,
} from '@micrologs/domain';
import { addEngagement, addView, findRepeatedView, type SeenView, startSession } from '@micrologs/sessions';
import type { NewVisitor } from '@micrologs/storage';
import { hashOf, personOf } from './audience.ts';
import { Random, Weighted } from './random.ts';
import type { DayShare } from './schedule.ts';
import { internalOrigin, someOrigin, somePage } from './site.ts';

/** The zone of the bench's project. */
export const TIME_ZONE = 'UTC';

/** The sessions that start on one day and everything about them, ready to be stored. */
export interface Traffic {
  visitors: NewVisitor[];
  /** By their start. */
  sessions: Session[];
  /** By time; the last ones may lie after midnight. */
  pageviews: Pageview[];
}

/** By the hour, from midnight on. */
const HOURS = [
  2, 1.2, 0.8, 0.6, 0.6, 0.9, 1.8, 3.2, 4.6, 5.4, 5.8, 5.9, 5.6, 5.5, 5.6, 5.5, 5.4, 5.5, 5.9, 6.6, 7, 6.4, 5, 3.2,
];
const hours = new Weighted(HOURS.map((weight, hour) => [hour, weight]));

/** Of sessions: those that see one page. The others see this many beyond the second, on average. */
const BOUNCES = 0.45;
const FURTHER_VIEWS = 2.38;
/** Of returning visitors: those who were here for the first time lately; the others are the regulars, one in eight. */
const LATELY = 0.5;
const REGULARS = 8;
/** Of views: those of which nothing more was heard than that they happened. */
const SILENT = 0.08;

/** Makes one day of traffic: the same for the same seed and share, whatever was made before. */
export function trafficOf(project: ProjectId, share: DayShare, seed: number): Traffic {
  const random = new Random(seed, share.day);
  const traffic: Traffic = { visitors: [], sessions: [], pageviews: [] };
  const starts = startsOf(random, share);
  const lengths = lengthsOf(random, share);
  let newest = share.before.visitors;
  for (let i = 0; i < starts.length; i++) {
    const startedAt = starts[i]!;
    const due = share.before.visitors + Math.floor((i * share.own.visitors) / starts.length) + 1;
    const isNew = newest < due;
    const visitor = isNew ? ++newest : someoneKnown(random, newest);
    if (isNew) traffic.visitors.push(newVisitor(project, visitor, startedAt));
    const number = share.before.sessions + i + 1;
    const views = viewsOf(random, { project, number, visitor, startedAt }, lengths[i]!);
    traffic.sessions.push(sessionOf(number, views));
    traffic.pageviews.push(...views);
  }
  traffic.pageviews.sort((a, b) => a.occurredAt - b.occurredAt || a.session - b.session);
  traffic.pageviews.forEach((view, i) => {
    view.number = share.before.pageviews + i + 1;
  });
  return traffic;
}

/** When the day's sessions start, ascending. */
function startsOf(random: Random, { day, own, part }: DayShare): Float64Array {
  const starts = Float64Array.from({ length: own.sessions }, () => {
    const withinDay = hours.pick(random) * HOUR_MS + random.below(HOUR_MS);
    return day * DAY_MS + Math.floor(withinDay * part);
  });
  return starts.sort();
}

/** Views of each session; together exactly the day's. */
function lengthsOf(random: Random, { own }: DayShare): Uint16Array {
  const lengths = Uint16Array.from({ length: own.sessions }, () =>
    random.chance(BOUNCES) ? 1 : 2 + Math.round(random.exponential(FURTHER_VIEWS)),
  );
  let missing = own.pageviews - lengths.reduce((sum, length) => sum + length, 0);
  while (missing !== 0) {
    const i = random.below(lengths.length);
    if (missing < 0 && lengths[i] === 1) continue;
    lengths[i]! += Math.sign(missing);
    missing -= Math.sign(missing);
  }
  return lengths;
}

function someoneKnown(random: Random, newest: number): number {
  if (random.chance(LATELY)) return Math.max(1, newest - Math.floor(random.exponential(newest / 12)));
  return 1 + REGULARS * random.below(Math.ceil(newest / REGULARS));
}

function newVisitor(project: ProjectId, number: number, firstSeen: EpochMs): NewVisitor {
  return {
    project,
    number,
    hash: hashOf('visitor', number),
    fingerprintHash: '',
    firstSeen,
    firstDay: localDay(firstSeen, TIME_ZONE),
    lastSeen: firstSeen,
  };
}

function viewsOf(
  random: Random,
  session: { project: ProjectId; number: number; visitor: number; startedAt: EpochMs },
  length: number,
): Pageview[] {
  const { project, visitor } = session;
  const person = personOf(visitor, localDay(session.startedAt, TIME_ZONE));
  const views: Pageview[] = [];
  let seen: SeenView[] = [];
  let at = session.startedAt;
  for (let i = 0; i < length; i++) {
    const previous = views.at(-1);
    let page = somePage(random, i === 0);
    // Such a view would not be stored.
    while (findRepeatedView(seen, page.url, at)) page = somePage(random, i === 0);
    const { referrer, category } = previous ? internalOrigin(previous.url) : someOrigin(random);
    const stay = Math.round(Math.min(random.around(40 * SECOND_MS, 1), 25 * MINUTE_MS));
    const isSilent = random.chance(SILENT);
    views.push({
      project,
      number: 0,
      visitor,
      session: session.number,
      occurredAt: at,
      day: localDay(at, TIME_ZONE),
      ...page,
      referrer,
      referrerCategory: category,
      ...person,
      engagedMs: isSilent ? 0 : Math.round(stay * (0.3 + 0.7 * random.next())),
      scrollPct: isSilent ? null : random.below(101),
    });
    seen = [...seen.slice(-8), { number: i, url: page.url, occurredAt: at }];
    at += stay + SECOND_MS;
  }
  return views;
}

/** What the pipeline makes of these views. */
function sessionOf(number: number, views: readonly Pageview[]): Session {
  const [entry, ...others] = views;
  const project = { id: entry!.project, timeZone: TIME_ZONE };
  const session = startSession(
    project,
    { number, visitor: entry!.visitor, tokenHash: hashOf('session', number) },
    entry!,
  );
  for (const view of others) addView(session, project, view);
  for (const view of views) addEngagement(session, view, view.engagedMs, view.occurredAt + view.engagedMs);
  return session;
}
