import {
  DAY_MS,
  type Device,
  dayStart,
  HOUR_MS,
  type IanaZone,
  MINUTE_MS,
  type Place,
  SECOND_MS,
} from '@micrologs/domain';
import fc from 'fast-check';
import { REFERRERS, type Sent, type SentEngagement, type SentView, SITE } from './history.ts';

const DEVICES: Device[] = [
  { deviceType: 'desktop', os: 'Windows', browser: 'Chrome', browserVersion: '141.0' },
  { deviceType: 'mobile', os: 'Android', browser: 'Chrome', browserVersion: '140.0' },
  { deviceType: 'mobile', os: 'iOS', browser: 'Safari', browserVersion: '' },
  { deviceType: 'unknown', os: 'Unknown', browser: 'Unknown', browserVersion: '' },
];

const PLACES: (Place | null)[] = [
  null,
  { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' },
  { country: 'Norway', countryCode: 'NO', region: '', city: '' },
  { country: 'United States', countryCode: 'US', region: 'New York', city: 'Utica' },
];

/** Addresses that differ by case, accent, host, query or a trailing space are different pages. */
const URLS = [
  `https://${SITE}/`,
  `https://${SITE}/A`,
  `https://${SITE}/a`,
  `https://${SITE}/a?gclid=1`,
  `https://${SITE}/a?utm_source=mail&utm_medium=email&utm_campaign=spring`,
  `https://${SITE}/é%20`,
  `https://blog.${SITE}/a?utm_source=x&utm_medium=cpc&utm_campaign=spring&utm_term=t&utm_content=c`,
];

/** One step of what happens, relative to the first day; `late` is how long the event is on its way. */
type Step =
  | {
      kind: 'view';
      at: number;
      late: number;
      visitor: number;
      token: number;
      page: number;
      from: number;
      who: number;
      place: number;
      title: number;
    }
  | { kind: 'engagement'; of: number; at: number; late: number; engagedMs: number; scrollPct: number | null };

/** Instants crowd around midnights, and where the clock is changed. */
function instant(zone: IanaZone, firstDay: number, days: number): fc.Arbitrary<number> {
  const day = fc.integer({ min: firstDay, max: firstDay + days - 1 });
  const nearMidnight = fc.constantFrom(-1, 0, 1, -SECOND_MS, -20 * MINUTE_MS, 5 * MINUTE_MS, 2 * HOUR_MS, 3 * HOUR_MS);
  const anywhere = fc.integer({ min: 0, max: DAY_MS - 1 });
  return fc.tuple(day, fc.oneof(nearMidnight, anywhere)).map(([each, shift]) => dayStart(each, zone) + shift);
}

const late = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 * DAY_MS }) },
);

function step(zone: IanaZone, firstDay: number, days: number): fc.Arbitrary<Step> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('view' as const),
        at: instant(zone, firstDay, days),
        late,
        visitor: fc.integer({ min: 1, max: 5 }),
        token: fc.integer({ min: 0, max: 1 }),
        page: fc.nat(URLS.length - 1),
        from: fc.nat(REFERRERS.length - 1),
        who: fc.nat(DEVICES.length - 1),
        place: fc.nat(PLACES.length - 1),
        title: fc.nat(2),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('engagement' as const),
        of: fc.nat(30),
        at: instant(zone, firstDay, days),
        late,
        engagedMs: fc.integer({ min: 0, max: 40 * MINUTE_MS }),
        scrollPct: fc.option(fc.integer({ min: 0, max: 100 })),
      }),
    },
  );
}

/** For so long the server knows which view an id is, with a day to spare. */
const IDS_KNOWN_MS = 8 * DAY_MS;

/**
 * Events of a few visitors in the order in which the server hears of them; some are sent twice.
 * @param days how many, from `firstDay` on
 */
export function trafficIn(zone: IanaZone, firstDay: number, days: number, most: number): fc.Arbitrary<Sent[]> {
  return fc.array(fc.tuple(step(zone, firstDay, days), fc.nat(9)), { maxLength: most, size: 'max' }).map((steps) => {
    const sent = steps.flatMap(([each, again], index): Sent[] => {
      const event = sentOf(each, index);
      return again === 0 ? [event, { ...event, receivedAt: event.receivedAt + HOUR_MS }] : [event];
    });
    const receivedAt = new Map(sent.map(({ id, receivedAt }) => [id, receivedAt]));
    return sent
      .filter((event) => event.kind === 'view' || !isForgotten(event, receivedAt.get(event.of)))
      .sort((a, b) => a.receivedAt - b.receivedAt);
  });
}

/** Nobody tells of a view after so long, or before it by so much: in a real installation its id would be forgotten. */
function isForgotten(event: SentEngagement, viewReceivedAt = event.receivedAt): boolean {
  return Math.abs(event.receivedAt - viewReceivedAt) > IDS_KNOWN_MS;
}

function sentOf(step: Step, index: number): Sent {
  const times = { at: step.at, receivedAt: step.at + step.late };
  if (step.kind === 'engagement') {
    const { engagedMs, scrollPct } = step;
    return {
      kind: 'engagement',
      id: `told-${index}`,
      of: `view-${step.of}`,
      engagedMs,
      scrollPct,
      ...times,
    } satisfies SentEngagement;
  }
  return {
    kind: 'view',
    id: `view-${index}`,
    ...times,
    visitor: `visitor-${step.visitor}`,
    token: step.token === 0 ? '' : `token-${step.token}`,
    url: URLS[step.page]!,
    title: ['', 'Home', 'Ünïcode ✓'][step.title]!,
    referrer: REFERRERS[step.from]!,
    device: DEVICES[step.who]!,
    place: PLACES[step.place]!,
  } satisfies SentView;
}

/** Texts that occur in the traffic, and may be asked for. */
export const TEXTS = [
  '',
  '/',
  '/a',
  '/A',
  '/é%20',
  SITE,
  'mobile',
  'Windows',
  'Norway',
  'Utica',
  'spring',
  'cpc',
  'Email',
  'Referral',
];
