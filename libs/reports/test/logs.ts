import {
  type AuditEntry,
  type AuditRecord,
  type Click,
  chainEntry,
  DAY_MS,
  dayStart,
  EMPTY_CHAIN,
  ENVIRONMENTS,
  ERROR_STATUSES,
  type ErrorEvent,
  type ErrorGroupEnvironment,
  type ErrorTransition,
  HOUR_MS,
  type IanaZone,
  type Link,
  type LocalDay,
  localDay,
  MINUTE_MS,
  type Place,
  type ProjectId,
  SECOND_MS,
  SEVERITIES,
  UNKNOWN_DEVICE,
} from '@micrologs/domain';
import type { ErrorGroupState, WritableStorage } from '@micrologs/storage';
import { aClick, aLink, anAct, hashOf } from '@micrologs/storage/conformance';
import fc from 'fast-check';

/** Single facts of errors, audit entries and links of one project, as they are stored. */
export interface Logs {
  groups: ErrorGroupState[];
  environments: ErrorGroupEnvironment[];
  events: ErrorEvent[];
  transitions: ErrorTransition[];
  entries: AuditEntry[];
  links: Link[];
  clicks: Click[];
}

const PLACES: (Place | null)[] = [
  null,
  { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' },
  { country: 'Åland', countryCode: 'AX', region: '', city: '' },
];

/** Instants that crowd around midnights and often are the same. */
function instantAround(zone: IanaZone, days: readonly LocalDay[]): fc.Arbitrary<number> {
  return fc
    .tuple(
      fc.constantFrom(...days.flatMap((day) => [day, day + 1])),
      fc.constantFrom(-DAY_MS, -SECOND_MS, -1, 0, 1, MINUTE_MS, 2 * HOUR_MS, 3 * HOUR_MS, 12 * HOUR_MS),
    )
    .map(([day, offset]) => dayStart(day, zone) + offset);
}

/** What a project's logs are made of. */
export function randomLogs(zone: IanaZone, days: readonly LocalDay[]) {
  const at = instantAround(zone, days);
  const hash = fc.constantFrom('', hashOf('a'), hashOf('b'));
  return fc.record({
    errors: fc.array(
      fc.record({
        at,
        group: fc.integer({ min: 1, max: 5 }),
        severity: fc.constantFrom(...SEVERITIES),
        environment: fc.constantFrom(...ENVIRONMENTS),
        release: fc.constantFrom('', '1.0', '1.1'),
        visitor: hash,
        session: hash,
        place: fc.constantFrom(...PLACES),
        isBrowser: fc.boolean(),
        context: fc.constantFrom(null, '{}', '[]', '{"n":12345678901234567890}'),
      }),
      { maxLength: 25, size: 'max' },
    ),
    statuses: fc.array(fc.constantFrom(...ERROR_STATUSES), { minLength: 5, maxLength: 5 }),
    transitions: fc.array(fc.record({ at, group: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 }),
    entries: fc.array(
      fc.record({
        at,
        action: fc.constantFrom('login', 'Login', 'login ', 'invoice.paid'),
        actor: fc.constantFrom('', 'kim', 'Kim'),
        keyType: fc.constantFrom('public' as const, 'secret' as const),
      }),
      { maxLength: 12, size: 'max' },
    ),
    links: fc.integer({ min: 0, max: 4 }),
    clicks: fc.array(
      fc.record({
        at,
        link: fc.nat({ max: 3 }),
        uncounted: fc.constantFrom(null, null, 'head' as const, 'prefetch' as const, 'bot' as const),
        referrerCategory: fc.constantFrom('direct' as const, 'social' as const, 'email' as const),
        place: fc.constantFrom(...PLACES),
        address: hash.filter((text) => text !== ''),
      }),
      { maxLength: 20, size: 'max' },
    ),
  });
}

type RandomLogs = ReturnType<typeof randomLogs> extends fc.Arbitrary<infer Value> ? Value : never;

let codes = 0;

/** Stores the logs. @returns the single facts */
export async function storeLogs(
  storage: WritableStorage,
  project: ProjectId,
  zone: IanaZone,
  random: RandomLogs,
): Promise<Logs> {
  const events: ErrorEvent[] = random.errors.map((error, index) => ({
    project,
    number: index + 1,
    group: error.group,
    eventId: `event-${index}`,
    occurredAt: error.at,
    receivedAt: error.at,
    day: localDay(error.at, zone),
    message: `message ${index}`,
    stack: index % 2 === 0 ? null : 'at x',
    url: '',
    severity: error.severity,
    environment: error.environment,
    release: error.release,
    context: error.context,
    keyType: error.isBrowser ? 'public' : 'secret',
    visitorHash: error.visitor,
    sessionHash: error.session,
    device: error.isBrowser ? { ...UNKNOWN_DEVICE, deviceType: 'mobile' } : null,
    place: error.place,
    effect: null,
  }));
  const groups = [1, 2, 3, 4, 5].flatMap((number) => groupOf(number, events, random.statuses[number - 1]!));
  const environments = groups.flatMap((group) => environmentsOf(group, events));
  const transitions: ErrorTransition[] = random.transitions
    .filter(({ group }) => groups.some(({ number }) => number === group))
    .map(({ at, group }) => {
      return { project, group, at, actor: 'micrologs:secret', from: 'open', to: 'resolved', reason: 'api', note: '' };
    });
  const links = (await storage.links.create(
    Array.from({ length: random.links }, () => {
      codes += 1;
      return aLink({ project, code: `code-${codes}` });
    }),
    anAct({ at: 0 }),
  )) as Link[];
  const clicks = random.clicks
    .filter(({ link }) => link < links.length)
    .map(({ at, link, address, ...click }, index) =>
      aClick({
        ...click,
        project,
        number: index + 1,
        link: links[link]!.id,
        occurredAt: at,
        day: localDay(at, zone),
        ipHash: address,
      }),
    );
  const entries = await storage.ingest.transact(async (transaction) => {
    await transaction.errors.putGroups(groups);
    await transaction.errors.addEnvironments(environments);
    await transaction.errors.addEvents(events);
    await transaction.errors.addTransitions(transitions);
    await transaction.clicks.addClicks(clicks);
    const head = (await transaction.audit.heads([project])).get(project) ?? EMPTY_CHAIN;
    let end = head;
    const entries = random.entries.map(({ at, ...entry }, index) => {
      const record: AuditRecord = {
        ...entry,
        project,
        eventId: `entry-${index}`,
        occurredAt: at,
        receivedAt: at,
        day: localDay(at, zone),
        source: 'client',
        ipHash: '',
        context: index % 2 === 0 ? null : '{"a":1.0}',
      };
      const chained = chainEntry(end, record);
      end = chained;
      return chained;
    });
    await transaction.audit.append(project, head, entries);
    return entries;
  });
  return { groups, environments, events, transitions, entries, links, clicks };
}

function groupOf(number: number, all: readonly ErrorEvent[], status: ErrorGroupState['status']): ErrorGroupState[] {
  const events = all.filter(({ group }) => group === number);
  const [first] = events;
  if (!first) return [];
  const times = events.map(({ occurredAt }) => occurredAt);
  return [
    {
      project: first.project,
      number,
      errorType: 'TypeError',
      message: first.message,
      file: '/app.js',
      // 0 is a line.
      line: number === 1 ? null : number - 2,
      severity: events.at(-1)!.severity,
      environment: first.environment,
      status,
      occurrences: events.length,
      reopened: number,
      firstSeen: Math.min(...times),
      lastSeen: Math.max(...times),
      firstRelease: first.release,
      lastRelease: first.release,
      grouping: '',
      resolvedAt: null,
      firstReleaseAt: null,
      lastReleaseAt: null,
    },
  ];
}

function environmentsOf({ project, number }: ErrorGroupState, all: readonly ErrorEvent[]): ErrorGroupEnvironment[] {
  return ENVIRONMENTS.flatMap((environment) => {
    const times = all
      .filter((event) => event.group === number && event.environment === environment)
      .map(({ occurredAt }) => occurredAt);
    if (times.length === 0) return [];
    const row = { project, group: number, environment, occurrences: times.length };
    return [{ ...row, firstSeen: Math.min(...times), lastSeen: Math.max(...times) }];
  });
}
