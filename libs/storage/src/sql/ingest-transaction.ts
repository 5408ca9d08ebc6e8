import type { EventId, EventKind, Pageview, PageviewNumber, Project, ProjectId, Session } from '@micrologs/domain';
import {
  type Counters,
  type DeadLetter,
  type IngestTransaction,
  type Lease,
  LeaseLostError,
  type NewVisitor,
  type PageviewState,
  type VisitorRow,
  type WaitingEngagement,
} from '../ingest.ts';
import { bytesToHex, eventIdFromBytes, eventIdToBytes, hexToBytes, textHash } from './codec.ts';
import type { SqlConnection } from './connection.ts';
import { findProjects } from './projects.ts';
import type { IngestStatements } from './statements.ts';

const KIND_CODES: Record<EventKind, number> = { pageview: 1, engagement: 2, error: 3, audit: 4 };
const KINDS = new Map(Object.entries(KIND_CODES).map(([kind, code]) => [code, kind as EventKind]));

const ABSENT_PLACE = { country: '', countryCode: '', region: '', city: '' };

type WithBytes<T, K extends keyof T> = Omit<T, K> & Record<K, Uint8Array>;

export class SqlIngestTransaction implements IngestTransaction {
  readonly #open: SqlConnection;
  readonly #sql: IngestStatements;
  #ended = false;

  constructor(connection: SqlConnection, statements: IngestStatements) {
    this.#open = connection;
    this.#sql = statements;
  }

  /** From here on every call throws, so that nothing forgotten at an await is written outside the transaction. */
  end(): void {
    this.#ended = true;
  }

  get #connection(): SqlConnection {
    if (this.#ended) throw new Error('The transaction has ended');
    return this.#open;
  }

  async advance(source: string, lease: Lease, partitions: Iterable<number>, to: number): Promise<void> {
    const positions: (readonly [string, number, number])[] = [];
    for (const partition of partitions) {
      const [row] = await this.#connection.all<{ epoch: number; position: number | null }>(this.#sql.readPosition, [
        source,
        partition,
      ]);
      if (!row || row.epoch !== lease.epochs.get(partition) || (row.position ?? 0) >= to) throw new LeaseLostError();
      positions.push([source, partition, to]);
    }
    await this.#connection.insertMany(this.#sql.writePosition, positions);
  }

  async projects(ids: Iterable<ProjectId>): Promise<Map<ProjectId, Project>> {
    return findProjects(this.#connection, ids);
  }

  async findEventIds(
    keys: { project: ProjectId; kind: EventKind; id: EventId }[],
  ): Promise<{ project: ProjectId; kind: EventKind; id: EventId; pageview: PageviewNumber | null }[]> {
    const rows = await this.#connection.selectByKeys<{
      project: ProjectId;
      kind: number;
      id: Uint8Array;
      pageview: PageviewNumber | null;
    }>(
      this.#sql.findEventIds,
      keys.map((key) => [key.project, KIND_CODES[key.kind], eventIdToBytes(key.id)]),
    );
    return rows.map((row) => ({ ...row, kind: KINDS.get(row.kind)!, id: eventIdFromBytes(row.id) }));
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
    type Row = VisitorRow & { hash: string };
    const wanted = keys.map((key) => [key.project, hexToBytes(key.hash)] as const);
    const found = await this.#connection.selectByKeys<WithBytes<Row, 'hash'>>(this.#sql.findVisitors, wanted);
    const visitors: Row[] = found.map((row) => ({ ...row, hash: bytesToHex(row.hash) }));
    if (found.length === keys.length) return visitors;
    const known = new Set(visitors.map((row) => `${row.project} ${row.hash}`));
    const missing = wanted.filter((_, index) => !known.has(`${keys[index]!.project} ${keys[index]!.hash}`));
    const aliased = await this.#connection.selectByKeys<WithBytes<Row, 'hash'>>(this.#sql.findAliases, missing);
    for (const row of aliased) visitors.push({ ...row, hash: bytesToHex(row.hash) });
    return visitors;
  }

  async findVisitorsByFingerprint(
    keys: { project: ProjectId; fingerprintHash: string }[],
  ): Promise<(VisitorRow & { fingerprintHash: string })[]> {
    type Row = VisitorRow & { fingerprintHash: string };
    const rows = await this.#connection.selectByKeys<WithBytes<Row, 'fingerprintHash'>>(
      this.#sql.findByFingerprint,
      keys.filter((key) => key.fingerprintHash !== '').map((key) => [key.project, hexToBytes(key.fingerprintHash)]),
    );
    return rows.map((row) => ({ ...row, fingerprintHash: bytesToHex(row.fingerprintHash) }));
  }

  async addVisitors(rows: NewVisitor[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addVisitors,
      rows.map((row) => [
        row.project,
        row.number,
        hexToBytes(row.hash),
        row.fingerprintHash === '' ? null : hexToBytes(row.fingerprintHash),
        row.firstSeen,
        row.firstDay,
        row.lastSeen,
      ]),
    );
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
    const keys = [...projects].map((project) => [project]);
    const rows = await this.#connection.selectByKeys<Counters & { project: ProjectId }>(this.#sql.readCounters, keys);
    const counters = new Map<ProjectId, Counters>(
      keys.map(([project]) => [project!, { visitor: 0, session: 0, pageview: 0 }]),
    );
    for (const { project, ...row } of rows) counters.set(project, row);
    return counters;
  }

  async setCounters(rows: { project: ProjectId; counters: Counters }[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.writeCounters,
      rows.map(({ project, counters }) => [project, counters.visitor, counters.session, counters.pageview]),
    );
  }

  async findSessions(keys: { project: ProjectId; visitor: number; from: number; to: number }[]): Promise<Session[]> {
    const rows = await this.#connection.selectByKeys<WithBytes<Session, 'tokenHash'>>(
      this.#sql.findSessions,
      keys.map((key) => [key.project, key.visitor, key.from, key.to]),
    );
    return uniqueByNumber(rows.map(readSession));
  }

  async getSessions(keys: { project: ProjectId; number: number }[]): Promise<Session[]> {
    const rows = await this.#connection.selectByKeys<WithBytes<Session, 'tokenHash'>>(
      this.#sql.getSessions,
      keys.map((key) => [key.project, key.number]),
    );
    return uniqueByNumber(rows.map(readSession));
  }

  async putSessions(rows: Session[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.putSessions,
      rows.map((row) => [
        row.project,
        row.number,
        row.visitor,
        hexToBytes(row.tokenHash),
        row.startedAt,
        row.startDay,
        row.lastActivity,
        row.views,
        row.engagedMs,
        row.entryUrl,
        row.exitUrl,
        row.entryAt,
        row.exitAt,
      ]),
    );
  }

  async findViews(
    keys: { project: ProjectId; visitor: number; url: string; from: number; to: number }[],
  ): Promise<{ project: ProjectId; number: number; visitor: number; url: string; occurredAt: number }[]> {
    const rows = await this.#connection.selectByKeys<{
      project: ProjectId;
      number: number;
      visitor: number;
      url: string;
      occurredAt: number;
    }>(
      this.#sql.findViews,
      keys.map((key) => [key.project, key.visitor, textHash(key.url), key.url, key.from, key.to]),
    );
    return uniqueByNumber(rows);
  }

  async addPageviews(rows: Pageview[]): Promise<void> {
    await this.#connection.insertMany(
      this.#sql.addPageviews,
      rows.map((row) => {
        const { utm, device } = row;
        const place = row.place ?? ABSENT_PLACE;
        return [
          row.project,
          row.day,
          row.number,
          row.visitor,
          row.session,
          row.occurredAt,
          textHash(row.url),
          row.url,
          row.title,
          row.referrer,
          row.referrerCategory,
          utm.source,
          utm.medium,
          utm.campaign,
          utm.content,
          utm.term,
          device.deviceType,
          device.os,
          device.browser,
          device.browserVersion,
          place.country,
          place.countryCode,
          place.region,
          place.city,
          row.screen,
          row.browserZone,
          row.engagedMs,
          row.scrollPct,
        ];
      }),
    );
  }

  async getPageviews(keys: { project: ProjectId; number: number }[]): Promise<PageviewState[]> {
    const rows = await this.#connection.selectByKeys<PageviewState>(
      this.#sql.getPageviews,
      keys.map((key) => [key.project, key.number]),
    );
    return uniqueByNumber(rows);
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
    const rows = await this.#connection.selectByKeys<WithBytes<WaitingEngagement, 'pageviewId'>>(
      this.#sql.findWaiting,
      keys.map((key) => [key.project, eventIdToBytes(key.pageviewId)]),
    );
    await this.#connection.runMany(
      this.#sql.removeWaiting,
      rows.map((row) => [row.project, row.pageviewId]),
    );
    return rows.map((row) => ({ ...row, pageviewId: eventIdFromBytes(row.pageviewId) }));
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
}

function readSession(row: WithBytes<Session, 'tokenHash'>): Session {
  return { ...row, tokenHash: bytesToHex(row.tokenHash) };
}

/** Keys whose ranges overlap find the same row more than once. */
function uniqueByNumber<T extends { project: ProjectId; number: number }>(rows: T[]): T[] {
  if (rows.length < 2) return rows;
  const unique = new Map<string, T>();
  for (const row of rows) unique.set(`${row.project} ${row.number}`, row);
  return unique.size === rows.length ? rows : [...unique.values()];
}
