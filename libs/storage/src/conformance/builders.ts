import { createHash, randomBytes } from 'node:crypto';
import type { Facts } from '@micrologs/columns/conformance';
import {
  type AuditAct,
  type Click,
  DEFAULT_SETTINGS,
  localDay,
  type Pageview,
  type ProjectId,
  type Session,
} from '@micrologs/domain';
import { pageviewQuery, sessionQuery } from '../facts.ts';
import type { IngestStore, IngestTransaction, NewVisitor } from '../ingest.ts';
import type { NewLink } from '../link-store.ts';
import type { NewProject, WritableStorage } from '../storage.ts';
import type { NewWebhookEndpoint, NewWebhookEvent } from '../webhook-store.ts';

/** 2026-03-02T12:00:00Z, a day without a clock change anywhere. */
export const NOON = Date.UTC(2026, 2, 2, 12);

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function aProject(given: Partial<NewProject> = {}): NewProject {
  return {
    name: 'A project',
    publicKey: randomBytes(16).toString('hex'),
    secretHash: randomBytes(32).toString('hex'),
    allowedDomains: ['example.org'],
    timeZone: 'UTC',
    settings: DEFAULT_SETTINGS,
    createdAt: NOON,
    ...given,
  };
}

export function aVisitor(given: Partial<NewVisitor> & Pick<NewVisitor, 'project' | 'number'>): NewVisitor {
  const firstSeen = given.firstSeen ?? NOON;
  return {
    hash: hashOf(`visitor ${given.project} ${given.number}`),
    fingerprintHash: '',
    firstSeen,
    firstDay: localDay(firstSeen, 'UTC'),
    lastSeen: firstSeen,
    ...given,
  };
}

export function aSession(given: Partial<Session> & Pick<Session, 'project' | 'number'>): Session {
  const startedAt = given.startedAt ?? NOON;
  return {
    visitor: 1,
    tokenHash: '',
    startedAt,
    startDay: localDay(startedAt, 'UTC'),
    lastActivity: startedAt,
    views: 1,
    engagedMs: 0,
    entryUrl: 'https://example.org/',
    exitUrl: 'https://example.org/',
    entryAt: startedAt,
    exitAt: startedAt,
    ...given,
  };
}

export function aPageview(given: Partial<Pageview> & Pick<Pageview, 'project' | 'number'>): Pageview {
  const occurredAt = given.occurredAt ?? NOON;
  return {
    visitor: 1,
    session: 1,
    occurredAt,
    day: localDay(occurredAt, 'UTC'),
    url: 'https://example.org/',
    title: 'Home',
    referrer: '',
    referrerCategory: 'direct',
    utm: { source: '', medium: '', campaign: '', content: '', term: '' },
    device: { deviceType: 'desktop', os: 'Linux', browser: 'Firefox', browserVersion: '145.0' },
    place: null,
    screen: '1920x1080',
    browserZone: 'Europe/Oslo',
    engagedMs: 0,
    scrollPct: null,
    ...given,
  };
}

export function aLink(given: Partial<NewLink> & Pick<NewLink, 'project' | 'code'>): NewLink {
  return {
    destinationUrl: 'https://example.org/sale',
    label: '',
    isActive: true,
    redirectStatus: 302,
    forwardQuery: false,
    expiresAt: null,
    maxClicks: null,
    passwordHash: null,
    tags: [],
    createdAt: NOON,
    ...given,
  };
}

export function aClick(given: Partial<Click> & Pick<Click, 'project' | 'number' | 'link'>): Click {
  const occurredAt = given.occurredAt ?? NOON;
  return {
    occurredAt,
    day: localDay(occurredAt, 'UTC'),
    uncounted: null,
    referrer: '',
    referrerCategory: 'direct',
    device: { deviceType: 'mobile', os: 'Android', browser: 'Chrome', browserVersion: '143.0' },
    place: null,
    ipHash: hashOf(`address ${given.number}`),
    ...given,
  };
}

export function aWebhookEndpoint(
  given: Partial<NewWebhookEndpoint> & Pick<NewWebhookEndpoint, 'project'>,
): NewWebhookEndpoint {
  return {
    url: 'https://hooks.example.org/in',
    description: '',
    format: 'json',
    template: '',
    triggers: [{ type: 'error_group.created', environments: [], severities: [] }],
    secrets: [{ secret: 'whsec_c2VjcmV0', expiresAt: null }],
    createdAt: NOON,
    ...given,
  };
}

export function aWebhookEvent(
  given: Partial<NewWebhookEvent> & Pick<NewWebhookEvent, 'project' | 'dedupeKey'>,
): NewWebhookEvent {
  return { endpoint: null, type: 'error_group.created', data: '{"id":1}', createdAt: NOON, ...given };
}

export function anAct(given: Partial<AuditAct> = {}): AuditAct {
  return {
    action: 'something.done',
    actor: 'micrologs:secret',
    keyType: 'secret',
    ipHash: hashOf('an address'),
    context: null,
    at: NOON,
    ...given,
  };
}

/** Stores the facts of one project, with their visitors. */
export async function storeFacts(ingest: IngestStore, { pageviews, sessions }: Facts): Promise<void> {
  const firsts = new Map<number, Pageview>();
  for (const view of pageviews) {
    const first = firsts.get(view.visitor);
    if (!first || view.occurredAt < first.occurredAt) firsts.set(view.visitor, view);
  }
  await ingest.transact(async (t) => {
    await t.addVisitors(
      [...firsts.values()].map(({ project, visitor: number, occurredAt: firstSeen, day: firstDay }) =>
        aVisitor({ project, number, firstSeen, firstDay }),
      ),
    );
    await t.putSessions([...sessions]);
    await t.addPageviews([...pageviews]);
  });
}

/** Something of every kind that hangs on a project; `n` tells numbers and ids apart. */
export async function storeOneOfEach(transaction: IngestTransaction, project: ProjectId, n = 1): Promise<void> {
  await transaction.addVisitors([aVisitor({ project, number: n, fingerprintHash: hashOf(`print ${n}`) })]);
  await transaction.addVisitorAliases([{ project, hash: hashOf(`alias ${n}`), number: n }]);
  await transaction.putSessions([aSession({ project, number: n, visitor: n })]);
  await transaction.addPageviews([aPageview({ project, number: n, visitor: n, session: n })]);
  await transaction.addEventIds([{ project, kind: 'pageview', id: `view-${n}`, pageview: n, receivedAt: NOON }]);
  await transaction.addWaitingEngagements([
    { project, pageviewId: `late-${n}`, engagedMs: 5, scrollPct: 7, occurredAt: NOON, receivedAt: NOON },
  ]);
  await transaction.setCounters([{ project, counters: { visitor: n, session: n, pageview: n } }]);
  await transaction.bumpDays([{ project, day: localDay(NOON, 'UTC') }]);
  await transaction.count([{ project, outcome: 'stored', count: 1 }]);
  await transaction.addDeadLetters([{ project, kind: 'pageview', receivedAt: NOON, reason: 'a test', event: '{}' }]);
  await transaction.webhooks.addEvents([aWebhookEvent({ project, dedupeKey: `event ${n}` })]);
}

/** How many views, visitors and sessions the reports find on the day of `NOON`. */
export async function countFacts(
  storage: Pick<WritableStorage, 'facts'>,
  project: ProjectId,
): Promise<{ pageviews: number; visitors: number; sessions: number }> {
  const day = localDay(NOON, 'UTC');
  const days = { from: day - 2, to: day + 2 };
  const {
    views: [{ pageviews, visitors }],
    sessions: [{ sessions }],
  } = await storage.facts.read({
    views: pageviewQuery({ project, days, by: [], measures: ['pageviews', 'visitors'] }),
    sessions: sessionQuery({ project, days, by: [] }),
  });
  return { pageviews, visitors, sessions };
}
