import { randomPageviewQuery, randomSessionQuery, recount, TEXTS } from '@micrologs/columns/conformance';
import {
  DAY_MS,
  daysOfMonth,
  type EpochMs,
  type IanaZone,
  type LocalDay,
  localDay,
  monthOf,
  type Pageview,
  type ProjectId,
  type Session,
  type VisitorNumber,
} from '@micrologs/domain';
import fc from 'fast-check';
import { expect } from 'vitest';
import { CachedFacts } from '../cached-facts.ts';
import type { ExportPosition, ExportRows } from '../exports.ts';
import { type FactQueries, type PageviewQuery, pageviewQuery, type SessionQuery, sessionQuery } from '../facts.ts';
import type { IngestTransaction } from '../ingest.ts';
import type { Storage, WritableStorage } from '../storage.ts';
import { anAct, aProject, aSession, aVisitor, hashOf } from './builders.ts';
import { type RandomView, viewOf } from './random-views.ts';

const EXPORT_PAGE = 7;
/** Random questions of each check. */
const QUESTIONS = 15;

/** A project whose facts come, change and are sealed in any order, and the same facts in memory. */
export class ColumnStory {
  pageviews: Pageview[] = [];
  readonly #storage: Storage;
  readonly #writable: WritableStorage;
  #zone: readonly [IanaZone, number];
  readonly #sessions = new Map<number, Session>();
  readonly #firstSeen = new Map<VisitorNumber, EpochMs>();
  /** The visitors of random views by what these call them: those who were erased come back as somebody new. */
  readonly #visitors = new Map<number, VisitorNumber>();
  #lastVisitor = 0;
  #lastView = 0;
  #lastSession = 0;
  /** The session that each visitor's token stands for just now. */
  readonly #tokens = new Map<string, number>();
  /** Asked the same again and again, while everything changes. */
  readonly #cached: CachedFacts;

  private constructor(
    readonly project: ProjectId,
    storage: Storage,
    writable: WritableStorage,
    zone: readonly [IanaZone, number],
  ) {
    this.#storage = storage;
    this.#writable = writable;
    this.#zone = zone;
    this.#cached = new CachedFacts({ facts: storage.facts });
  }

  static async begin(
    { storage, writable }: { storage: Storage; writable: WritableStorage },
    zone: readonly [IanaZone, number],
  ): Promise<ColumnStory> {
    const { id } = await storage.projects.create(aProject({ timeZone: zone[0] }), anAct());
    return new ColumnStory(id, storage, writable, zone);
  }

  /** The days that random views fall on. */
  get days() {
    const change = localDay(this.#zone[1], this.#zone[0]);
    return { from: change - 3, to: change + 3 };
  }

  /** Stores views as the pipeline does: one joins the session of its token if that has its row still. */
  async addViews(randoms: readonly RandomView[]): Promise<void> {
    await this.#writable.ingest.transact(async (t) => {
      for (const random of randoms) await this.#addView(t, random);
    });
  }

  /** Raises the engaged time of a view that has its row still. */
  async engage(place: number, engagedMs: number): Promise<void> {
    const view = this.pageviews[place % this.pageviews.length];
    if (!view) return;
    await this.#writable.ingest.transact(async (t) => {
      const [found] = await t.getPageviews([{ project: this.project, number: view.number }]);
      if (!found) return;
      view.engagedMs += engagedMs;
      await t.setEngagement([view]);
      const days = [view.day];
      const [session] = await t.getSessions([{ project: this.project, number: view.session }]);
      if (session) {
        session.engagedMs += engagedMs;
        await this.#putSession(t, session);
        days.push(session.startDay);
      }
      await this.#bump(t, days);
    });
  }

  /** Erases whoever random views call by this number. @returns the sealed days on which they were */
  async erase(called: number): Promise<LocalDay[]> {
    const visitor = this.#visitors.get(called);
    if (visitor === undefined) return [];
    const hash = hashOf(`visitor ${this.project} ${visitor}`);
    const erased = await this.#writable.erasure.erase(this.project, hash, this.#zone[1], anAct());
    expect(erased).toMatchObject({ visitor });
    this.#visitors.delete(called);
    this.pageviews = this.pageviews.filter((view) => view.visitor !== visitor);
    for (const session of [...this.#sessions.values()]) {
      if (session.visitor === visitor) this.#sessions.delete(session.number);
    }
    return erased!.sealedDays;
  }

  /** Moves the project to another zone, and with it the day of everything. */
  async move(zone: IanaZone): Promise<void> {
    await this.#storage.projects.update(this.project, { timeZone: zone }, this.#zone[1] + 100 * DAY_MS, anAct());
    this.#zone = [zone, this.#zone[1]];
    for (const view of this.pageviews) view.day = localDay(view.occurredAt, zone);
    for (const session of this.#sessions.values()) session.startDay = localDay(session.startedAt, zone);
  }

  /** The days that were not stored, since they had changed. */
  async seal(days: readonly LocalDay[], meanwhile: () => Promise<void> = async () => {}): Promise<LocalDay[]> {
    const encoded = await this.#storage.columns.encode(this.project, days);
    await meanwhile();
    const stored = await this.#storage.columns.store(encoded);
    return encoded.days.map(({ day }) => day).filter((day) => !stored.includes(day));
  }

  /** Seals until nothing is left to do. */
  async sealAll(): Promise<void> {
    for (;;) {
      const due = (await this.#storage.columns.due(this.#zone[1] + 30 * DAY_MS, null)).filter(
        ({ project }) => project === this.project,
      );
      if (due.length === 0) return;
      const days = due.map(({ day }) => day);
      expect(await this.seal(days)).toEqual([]);
    }
  }

  /** Keeps the groups of every month that is sealed as a whole. @param meanwhile runs while some are in hand */
  async keepGroups(meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    const { columns } = this.#storage;
    const due = (await columns.dueGroups(this.#zone[1] + 60 * DAY_MS, null)).filter(
      ({ project }) => project === this.project,
    );
    const encoded = await Promise.all(due.map((groups) => columns.encodeGroups(groups)));
    await meanwhile();
    for (const groups of encoded) if (groups) await columns.storeGroups(groups);
  }

  /** How often an answer was kept that was asked for again. */
  get keptAnswers(): number {
    return this.#cached.counts().hits;
  }

  /** Questions about the days up to each. */
  #questionsUpToDays(): (PageviewQuery | SessionQuery)[] {
    const { project, days: all } = this;
    const queries: (PageviewQuery | SessionQuery)[] = [];
    for (let day = all.from; day <= all.to; day++) {
      const days = { from: Math.max(day - 1, all.from), to: day };
      queries.push(
        pageviewQuery({ project, days, by: ['day'], measures: ['pageviews', 'visitors', 'newOnDay', 'sessions'] }),
        pageviewQuery({ project, days, by: ['entryPage'], measures: ['pageviews', 'visitors', 'engagedMs'] }),
        sessionQuery({ project, days, by: ['day', 'channel'], people: true }),
      );
    }
    return queries;
  }

  /** Questions over whole months, as they are kept. */
  #questionsOfMonths() {
    const { project } = this;
    const days = { from: daysOfMonth(monthOf(this.days.from)).from, to: daysOfMonth(monthOf(this.days.to)).to + 1 };
    return [
      pageviewQuery({
        project,
        days,
        by: ['url'],
        measures: ['pageviews', 'visitors', 'engagedMs', 'scrollPct', 'latestTitle'],
        mostOf: 'pageviews',
        limit: 4,
        offset: 1,
      }),
      pageviewQuery({ project, days, by: [], measures: ['pageviews', 'visitors'] }),
      pageviewQuery({
        project,
        days,
        by: ['city', 'region', 'countryCode'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['city'],
        mostOf: 'visitors',
      }),
      sessionQuery({ project, days, by: ['entryPage'], people: true, mostFirst: true, limit: 3 }),
      sessionQuery({ project, days, by: ['channel'], people: true }),
    ];
  }

  /**
   * Every answer and the export are a recount of the facts.
   * @param seed makes the questions
   */
  async check(seed: number): Promise<void> {
    const { project, days, pageviews } = this;
    const facts = { pageviews, sessions: [...this.#sessions.values()] };
    const ground = { project, zone: this.#zone[0], days, texts: TEXTS };
    const random = fc.oneof(randomPageviewQuery(ground), randomSessionQuery(ground));
    const queries = [
      pageviewQuery({ project, days, by: ['day'], measures: ['pageviews', 'visitors', 'newOnDay', 'sessions'] }),
      sessionQuery({ project, days, by: ['day', 'channel'], people: true }),
      ...this.#questionsOfMonths(),
      ...fc.sample(random, { numRuns: QUESTIONS, seed }),
    ];
    const named: FactQueries = Object.fromEntries(queries.map((query, place) => [`${place}`, query]));
    const answers: Record<string, object[]> = await this.#storage.facts.read(named);
    for (const [place, query] of queries.entries()) {
      expect(answers[place], JSON.stringify(query)).toEqual(recount(facts, query));
    }
    for (const query of [...this.#questionsUpToDays(), ...this.#questionsOfMonths()]) {
      const { rows } = await this.#cached.read({ rows: query });
      expect(rows, `kept: ${JSON.stringify(query)}`).toEqual(recount(facts, query));
    }
    expect(await this.#exported()).toEqual(
      this.pageviews
        .toSorted((a, b) => a.day - b.day || a.number - b.number)
        .map((view) => ({ ...view, visitorHash: hashOf(`visitor ${project} ${view.visitor}`) })),
    );
    expect((await this.#storage.projects.stats()).get(project)!.pageviews).toBe(this.pageviews.length);
  }

  /** How many of its facts have rows. */
  async rows(): Promise<number> {
    const keys = (numbers: Iterable<number>) => [...numbers].map((number) => ({ project: this.project, number }));
    return this.#writable.ingest.transact(async (t) => {
      const views = await t.getPageviews(keys(this.pageviews.map(({ number }) => number)));
      const sessions = await t.getSessions(keys(this.#sessions.keys()));
      return views.length + sessions.length;
    });
  }

  async #addView(t: IngestTransaction, random: RandomView): Promise<void> {
    const { project } = this;
    const visitor = this.#visitors.get(random.visitor) ?? ++this.#lastVisitor;
    this.#visitors.set(random.visitor, visitor);
    const token = `${visitor} ${random.token}`;
    const [joined] = await t.getSessions([{ project, number: this.#tokens.get(token) ?? 0 }]);
    const session = joined?.number ?? ++this.#lastSession;
    const keys = { project, number: ++this.#lastView, session };
    const view = viewOf({ ...random, visitor }, keys, this.#zone);
    this.#tokens.set(token, session);
    this.pageviews.push(view);
    await t.addPageviews([view]);
    await this.#see(t, view);
    await this.#putSession(t, joined ? withView(joined, view) : sessionOf(view));
    await this.#bump(t, [view.day, ...this.#daysChanged(joined?.startDay, this.#sessions.get(session)!)]);
  }

  /** A start that moved to another day is known on every day of the session. */
  #daysChanged(before: LocalDay | undefined, { startDay, lastActivity }: Session): LocalDay[] {
    if (before === undefined || before === startDay) return [startDay];
    const last = localDay(lastActivity, this.#zone[0]);
    return Array.from({ length: last - startDay + 1 }, (_, after) => startDay + after);
  }

  async #see(t: IngestTransaction, { project, visitor, occurredAt, day }: Pageview): Promise<void> {
    const before = this.#firstSeen.get(visitor);
    if (before !== undefined && before <= occurredAt) return;
    this.#firstSeen.set(visitor, occurredAt);
    const row = aVisitor({ project, number: visitor, firstSeen: occurredAt, firstDay: day });
    if (before === undefined) await t.addVisitors([row]);
    else await t.updateVisitors([row]);
    await this.#bump(t, before === undefined ? [day] : [localDay(before, this.#zone[0]), day]);
  }

  async #putSession(t: IngestTransaction, session: Session): Promise<void> {
    this.#sessions.set(session.number, session);
    await t.putSessions([session]);
  }

  async #bump(t: IngestTransaction, days: readonly LocalDay[]): Promise<void> {
    await t.bumpDays([...new Set(days)].map((day) => ({ project: this.project, day })));
  }

  async #exported(): Promise<ExportRows['pageviews'][]> {
    const rows: ExportRows['pageviews'][] = [];
    for (let after: ExportPosition | null = null; ; after = rows.at(-1)!) {
      const page: ExportRows['pageviews'][] = await this.#storage.exports.page(
        'pageviews',
        this.project,
        this.days,
        after,
        EXPORT_PAGE,
      );
      rows.push(...page);
      if (page.length < EXPORT_PAGE) return rows;
    }
  }
}

function sessionOf({ project, session, visitor, occurredAt, day, url, engagedMs }: Pageview): Session {
  return aSession({
    project,
    number: session,
    visitor,
    startedAt: occurredAt,
    startDay: day,
    engagedMs,
    entryUrl: url,
    exitUrl: url,
  });
}

function withView(session: Session, view: Pageview): Session {
  const after = { ...session, views: session.views + 1, engagedMs: session.engagedMs + view.engagedMs };
  if (view.occurredAt < session.startedAt) {
    Object.assign(after, { startedAt: view.occurredAt, startDay: view.day });
    Object.assign(after, { entryAt: view.occurredAt, entryUrl: view.url });
  }
  if (view.occurredAt >= session.exitAt) Object.assign(after, { exitAt: view.occurredAt, exitUrl: view.url });
  after.lastActivity = Math.max(session.lastActivity, view.occurredAt);
  return after;
}
