import type {
  EpochMs,
  EventId,
  EventKind,
  LocalDay,
  Pageview,
  PageviewNumber,
  Project,
  ProjectId,
  Session,
} from '@micrologs/domain';
import type { DeadLetter } from '../dead-letter-store.ts';
import type {
  Counters,
  IngestTransaction,
  NewVisitor,
  PageviewState,
  SequenceKey,
  VisitorRow,
  WaitingEngagement,
} from '../ingest.ts';
import { type Lease, LeaseLostError } from '../partitions.ts';
import type { Positions } from '../queue.ts';
import { SqlAuditTransaction } from './audit-transaction.ts';
import { SqlClickTransaction } from './click-transaction.ts';
import { eventIdToBytes, hexToBytes, textHash } from './codec.ts';
import { readBorders } from './columns/frozen-days.ts';
import type { SqlConnection } from './connection.ts';
import { SqlDeadLetterTransaction } from './dead-letter-transaction.ts';
import { SqlErrorTransaction } from './error-transaction.ts';
import { fence } from './fence.ts';
import { SqlImportTransaction } from './import-transaction.ts';
import { pageviewValues } from './pageview-rows.ts';
import { lockProjects } from './project-rows.ts';
import { readSession, type SessionRecord, sessionValues } from './session-rows.ts';
import type { IngestStatements } from './statements.ts';
import { readVisitor, type VisitorRecord, visitorValues } from './visitor-rows.ts';
import { SqlWebhookTransaction } from './webhook-transaction.ts';

const KIND_CODES: Record<EventKind, number> = { pageview: 1, engagement: 2, error: 3, audit: 4 };

export class SqlIngestTransaction implements IngestTransaction {
  readonly errors: SqlErrorTransaction;
  readonly clicks = new SqlClickTransaction(() => this.#connection);
  readonly audit = new SqlAuditTransaction(() => this.#connection);
  readonly imports = new SqlImportTransaction(() => this.#connection);
  readonly webhooks = new SqlWebhookTransaction(() => this.#connection);
  readonly deadLetters = new SqlDeadLetterTransaction(() => this.#connection);
  readonly #open: SqlConnection;
  readonly #sql: IngestStatements;
  #ended = false;

  constructor(connection: SqlConnection, statements: IngestStatements) {
    this.#open = connection;
    this.#sql = statements;
    this.errors = new SqlErrorTransaction(() => this.#connection, statements.errors);
  }

  /** From here on every call throws, so that nothing forgotten at an await is written outside the transaction. */
  end(): void {
    this.#ended = true;
  }

  get #connection(): SqlConnection {
    if (this.#ended) throw new Error('The transaction has ended');
    return this.#open;
  }

  async advance(source: string, lease: Lease, to: Positions): Promise<void> {
    const ids = [...to.keys()];
    await fence(this.#connection, lease, ids);
    const keys = ids.map((id) => [source, id] as const);
    await this.#connection.selectByKeys<[number]>(this.#sql.readPositions, keys, ([position], index) => {
      if (position >= to.get(ids[index]!)!) throw new LeaseLostError();
    });
    await this.#connection.insertMany(
      this.#sql.writePosition,
      ids.map((id) => [source, id, to.get(id)!]),
    );
  }

  async projects(ids: Iterable<ProjectId>): Promise<Map<ProjectId, Project>> {
    // None of them is deleted or moved to another zone before what is stored for it is committed.
    return lockProjects(this.#connection, ids);
  }

  async frozenBefore(projects: Iterable<ProjectId>): Promise<Map<ProjectId, LocalDay>> {
    return readBorders(this.#connection, projects);
  }

  async findEventIds(
    keys: { project: ProjectId; kind: EventKind; id: EventId }[],
  ): Promise<{ project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null }[]> {
    const found: { project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null }[] = [];
    await this.#connection.selectByKeys<[PageviewNumber | null]>(
      this.#sql.findEventIds,
      keys.map((key) => [key.project, KIND_CODES[key.kind], eventIdToBytes(key.id)]),
      ([pageview], index) => {
        const { project, kind, id } = keys[index]!;
        found.push({ project, kind, id, pageview });
      },
    );
    return found;
  }

  async addEventIds(
    rows: { project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null; receivedAt: number }[],
  ): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addEventIds,
      rows.map((row) => [row.project, KIND_CODES[row.kind], eventIdToBytes(row.id), row.pageview, row.receivedAt]),
    );
  }

  async findVisitors(keys: { project: ProjectId; hash: string }[]): Promise<(VisitorRow & { hash: string })[]> {
    const found: (VisitorRow & { hash: string })[] = [];
    const missing = new Set(keys);
    const collect = (asked: { project: ProjectId; hash: string }[]) => (record: VisitorRecord, index: number) => {
      const key = asked[index]!;
      missing.delete(key);
      found.push({ ...readVisitor(key.project, record), hash: key.hash });
    };
    const values = (asked: { project: ProjectId; hash: string }[]) =>
      asked.map((key) => [key.project, hexToBytes(key.hash)]);
    await this.#connection.selectByKeys(this.#sql.findVisitors, values(keys), collect(keys));
    const unknown = [...missing];
    await this.#connection.selectByKeys(this.#sql.findAliases, values(unknown), collect(unknown));
    return found;
  }

  async findVisitorsByFingerprint(
    keys: { project: ProjectId; fingerprintHash: string }[],
  ): Promise<(VisitorRow & { fingerprintHash: string })[]> {
    const found: (VisitorRow & { fingerprintHash: string })[] = [];
    const asked = keys.filter((key) => key.fingerprintHash !== '');
    await this.#connection.selectByKeys<VisitorRecord>(
      this.#sql.findByFingerprint,
      asked.map((key) => [key.project, hexToBytes(key.fingerprintHash)]),
      (record, index) => {
        const { project, fingerprintHash } = asked[index]!;
        found.push({ ...readVisitor(project, record), fingerprintHash });
      },
    );
    return found;
  }

  async addVisitors(rows: NewVisitor[]): Promise<void> {
    await this.#connection.insertMany(this.#sql.addVisitors, rows.map(visitorValues));
  }

  async addVisitorAliases(rows: { project: ProjectId; hash: string; number: number }[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addAliases,
      rows.map((row) => [row.project, hexToBytes(row.hash), row.number]),
    );
  }

  async updateVisitors(rows: (VisitorRow & { fingerprintHash: string })[]): Promise<void> {
    await this.#connection.runMany(
      this.#sql.updateVisitor,
      rows.map((row) => [row.firstSeen, row.firstDay, row.lastSeen, row.project, row.number]),
    );
    // A statement of its own, since it seldom finds a row and would cost every visitor the index on fingerprints.
    await this.#connection.runMany(
      this.#sql.fillFingerprint,
      rows
        .filter((row) => row.fingerprintHash !== '')
        .map((row) => [hexToBytes(row.fingerprintHash), row.project, row.number]),
    );
  }

  async counters(projects: Iterable<ProjectId>): Promise<Map<ProjectId, Counters>> {
    const ids = [...projects];
    const counters = new Map<ProjectId, Counters>(ids.map((id) => [id, { visitor: 0, session: 0, pageview: 0 }]));
    await this.#connection.selectByKeys<[number, number, number]>(
      this.#sql.readCounters,
      ids.map((id) => [id]),
      ([visitor, session, pageview], index) => counters.set(ids[index]!, { visitor, session, pageview }),
    );
    return counters;
  }

  async setCounters(rows: { project: ProjectId; counters: Counters }[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.writeCounters,
      rows.map(({ project, counters }) => [project, counters.visitor, counters.session, counters.pageview]),
    );
  }

  async sequences(keys: SequenceKey[]): Promise<(SequenceKey & { value: number })[]> {
    const found = keys.map((key) => ({ ...key, value: 0 }));
    await this.#connection.selectByKeys<[number]>(
      this.#sql.readSequences,
      keys.map((key) => [key.project, key.name]),
      ([value], index) => {
        found[index]!.value = value;
      },
    );
    return found;
  }

  async setSequences(rows: (SequenceKey & { value: number })[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.writeSequences,
      rows.map((row) => [row.project, row.name, row.value]),
    );
  }

  async findSessions(keys: { project: ProjectId; visitor: number; from: number; to: number }[]): Promise<Session[]> {
    const found: Session[] = [];
    await this.#connection.selectByKeys<SessionRecord>(
      this.#sql.findSessions,
      keys.map((key) => [key.project, key.visitor, key.from, key.to]),
      (record, index) => found.push(readSession(keys[index]!.project, record)),
    );
    return uniqueByNumber(found);
  }

  async getSessions(keys: { project: ProjectId; number: number }[]): Promise<Session[]> {
    const found: Session[] = [];
    await this.#connection.selectByKeys<SessionRecord>(
      this.#sql.getSessions,
      keys.map((key) => [key.project, key.number]),
      (record, index) => found.push(readSession(keys[index]!.project, record)),
    );
    return uniqueByNumber(found);
  }

  async putSessions(rows: Session[]): Promise<void> {
    await this.#connection.insertMany(this.#sql.putSessions, rows.map(sessionValues));
  }

  async findViews(
    keys: { project: ProjectId; visitor: number; url: string; from: number; to: number }[],
  ): Promise<{ project: ProjectId; number: number; visitor: number; url: string; occurredAt: number }[]> {
    const found: { project: ProjectId; number: number; visitor: number; url: string; occurredAt: number }[] = [];
    await this.#connection.selectByKeys<[number, number]>(
      this.#sql.findViews,
      keys.map((key) => [key.project, key.visitor, textHash(key.url), key.url, key.from, key.to]),
      ([number, occurredAt], index) => {
        const { project, visitor, url } = keys[index]!;
        found.push({ project, number, visitor, url, occurredAt });
      },
    );
    return uniqueByNumber(found);
  }

  async addPageviews(rows: Pageview[]): Promise<void> {
    await this.#connection.insertMany(this.#sql.addPageviews, rows.map(pageviewValues));
  }

  async getPageviews(keys: { project: ProjectId; number: number }[]): Promise<PageviewState[]> {
    const found: PageviewState[] = [];
    await this.#connection.selectByKeys<[number, number, number, number, number, number, number | null]>(
      this.#sql.getPageviews,
      keys.map((key) => [key.project, key.number]),
      ([number, session, visitor, day, occurredAt, engagedMs, scrollPct], index) => {
        const { project } = keys[index]!;
        found.push({ project, number, session, visitor, day, occurredAt, engagedMs, scrollPct });
      },
    );
    return uniqueByNumber(found);
  }

  async setEngagement(
    rows: { project: ProjectId; number: number; engagedMs: number; scrollPct: number | null }[],
  ): Promise<void> {
    await this.#connection.runMany(
      this.#sql.setEngagement,
      rows.map((row) => [row.engagedMs, row.scrollPct, row.project, row.number]),
    );
  }

  async takeWaitingEngagements(keys: { project: ProjectId; pageviewId: EventId }[]): Promise<WaitingEngagement[]> {
    const taken: WaitingEngagement[] = [];
    const asked = keys.map((key) => [key.project, eventIdToBytes(key.pageviewId)]);
    const remove: (typeof asked)[number][] = [];
    await this.#connection.selectByKeys<[number, number | null, number, number]>(
      this.#sql.findWaiting,
      asked,
      ([engagedMs, scrollPct, occurredAt, receivedAt], index) => {
        const { project, pageviewId } = keys[index]!;
        taken.push({ project, pageviewId, engagedMs, scrollPct, occurredAt, receivedAt });
        remove.push(asked[index]!);
      },
    );
    await this.#connection.runMany(this.#sql.removeWaiting, remove);
    return taken;
  }

  async addWaitingEngagements(rows: WaitingEngagement[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addWaiting,
      rows.map((row) => [
        row.project,
        eventIdToBytes(row.pageviewId),
        row.engagedMs,
        row.scrollPct,
        row.occurredAt,
        row.receivedAt,
      ]),
    );
  }

  async bumpDays(rows: { project: ProjectId; day: number }[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.bumpDays,
      rows.map((row) => [row.project, row.day, 1]),
    );
  }

  async count(rows: { project: ProjectId; outcome: string; count: number }[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.count,
      rows.map((row) => [row.project, row.outcome, row.count]),
    );
  }

  async addDeadLetters(rows: DeadLetter[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addDeadLetters,
      rows.map((row) => [row.project, row.kind, row.receivedAt, row.reason, row.event]),
    );
  }

  async touchProjects(projects: Iterable<ProjectId>, now: EpochMs): Promise<void> {
    await this.#connection.runMany(
      this.#sql.touchProject,
      [...projects].sort((a, b) => a - b).map((project) => [now, now, project]),
    );
  }
}

/** Keys whose ranges overlap find the same row more than once. */
function uniqueByNumber<T extends { project: ProjectId; number: number }>(rows: T[]): T[] {
  if (rows.length < 2) return rows;
  const unique = new Map<string, T>();
  for (const row of rows) unique.set(`${row.project} ${row.number}`, row);
  return unique.size === rows.length ? rows : [...unique.values()];
}
