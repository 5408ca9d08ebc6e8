import {
  type Block,
  BlockBuilder,
  FRAGMENT_TEXTS,
  type GroupedViewFacts,
  SESSION_COLUMNS,
  type SessionFacts,
  sessionsOf,
  startsOf,
  textIdsOf,
  VIEW_COLUMNS,
  VIEW_TEXTS,
  type ViewFacts,
  viewsOf,
} from '@micrologs/columns';
import {
  channelOf,
  type LocalDay,
  type PageviewNumber,
  type ProjectId,
  type SessionNumber,
  type VisitorNumber,
} from '@micrologs/domain';
import type { SqlConnection } from '../connection.ts';
import type { Dictionary } from './dictionary.ts';
import { type DayPart, readErased, readNewcomers, readSessions, readStarts, readViews } from './live-rows.ts';
import type { Needed } from './needed.ts';

/** How many parts to cut a day into. */
export async function partsOf(
  connection: SqlConnection,
  project: ProjectId,
  day: LocalDay,
  viewsPerBlock: number,
): Promise<number> {
  return Math.max(1, Math.ceil((await roughRows(connection, project, day, viewsPerBlock)) / viewsPerBlock));
}

/** How many live views a day has, or more, but not more than `enough`, where these are enough anyway. */
export async function roughRows(
  connection: SqlConnection,
  project: ProjectId,
  day: LocalDay,
  enough: number,
): Promise<number> {
  // One question for each end: asked for both at once, engines read every row in between.
  const [row] = await connection.all<{ first: number | null; last: number | null }>(
    `SELECT (SELECT MIN(number) FROM pageviews WHERE project_id = ? AND day = ?) AS first,
       (SELECT MAX(number) FROM pageviews WHERE project_id = ? AND day = ?) AS last`,
    [project, day, project, day],
  );
  const { first, last } = row!;
  // Numbers are given out in a row, so most days need not be counted.
  const most = first === null || last === null ? 0 : last - first + 1;
  return most <= enough ? most : countRows(connection, project, day);
}

/** How many live views a day has. */
export async function countRows(connection: SqlConnection, project: ProjectId, day: LocalDay): Promise<number> {
  const [row] = await connection.all<{ count: number }>(
    'SELECT COUNT(*) AS count FROM pageviews WHERE project_id = ? AND day = ?',
    [project, day],
  );
  return row!.count;
}

/** Makes a block out of the rows of a part of a day. */
export async function blockOfRows(
  connection: SqlConnection,
  dictionary: Dictionary,
  part: DayPart,
  needed: Needed,
): Promise<Block> {
  const facts = new PartFacts(part, needed);
  await readSessions(connection, part, needed, (session) => facts.addSession(session));
  await readViews(connection, part, needed, (view) => facts.addLiveView(view));
  return facts.build(connection, dictionary, new Map());
}

/** What a block needs to be read back into facts. */
export const FACT_COLUMNS = [...new Set([...VIEW_COLUMNS, ...SESSION_COLUMNS])];

/**
 * Makes a block out of a part of a day whose rows were removed when its blocks were made, and of the rows that came
 * later: of a view or a session that is in both, the row counts.
 * @param blocks all blocks of the day, with `FACT_COLUMNS`
 */
export async function blockOfBoth(
  connection: SqlConnection,
  dictionary: Dictionary,
  part: DayPart,
  needed: Needed,
  blocks: AsyncIterable<Block>,
): Promise<Block> {
  const { project } = part;
  const facts = new PartFacts(part, needed);
  const liveViews = new Set<PageviewNumber>();
  await readSessions(connection, part, needed, (session) => facts.addSession(session));
  await readViews(connection, part, needed, (view) => {
    liveViews.add(view[0]);
    facts.addLiveView(view);
  });

  const erased = await readErased(connection, project);
  const isOfPart = (visitor: VisitorNumber) => visitor % part.parts === part.part && !erased.has(visitor);
  const sealedStarts = new Map<SessionNumber, LocalDay>();
  for await (const block of blocks) {
    const ids = textIdsOf(block, [...VIEW_TEXTS, ...FRAGMENT_TEXTS, 'entryUrl', 'exitUrl']);
    const texts = await dictionary.textsOf(ids);
    const textById = new Map(ids.map((id, place) => [id, texts[place]!]));
    const textOf = (id: number) => textById.get(id)!;
    const sessions = [...sessionsOf(block, textOf)].filter(([, visitor]) => isOfPart(visitor));
    // The row of a session may say that it started on another day than was known.
    const live = await readStarts(
      connection,
      project,
      sessions.map(([number]) => number),
    );
    for (const session of sessions) if (!live.has(session[0])) facts.addSession(session);
    for (const view of viewsOf(block, textOf, (number) => !liveViews.has(number))) {
      if (isOfPart(view[1])) facts.addSealedView(view);
    }
    for (const [session, start] of startsOf(block)) sealedStarts.set(session, start);
  }
  return facts.build(connection, dictionary, sealedStarts);
}

/** Gathers the facts of a part of a day. */
class PartFacts {
  readonly #part: DayPart;
  readonly #needed: Needed;
  readonly #builder: BlockBuilder;
  readonly #started = new Set<SessionNumber>();
  /** Sessions and visitors that have views on the day. */
  readonly #viewed = new Set<SessionNumber>();
  readonly #visitors = new Set<VisitorNumber>();
  #newcomers: ReadonlySet<VisitorNumber> = new Set();

  constructor(part: DayPart, needed: Needed) {
    this.#part = part;
    this.#needed = needed;
    this.#builder = new BlockBuilder({
      day: part.day,
      part: part.part,
      isNew: (visitor) => this.#newcomers.has(visitor),
      channelOf: needed.channel ? channelOf : () => '',
    });
  }

  addSession(session: SessionFacts): void {
    this.#started.add(session[0]);
    this.#builder.addSession(session);
  }

  addLiveView(view: GroupedViewFacts): void {
    this.#see(view[1], view[2]);
    this.#builder.addGroupedView(view);
  }

  addSealedView(view: ViewFacts): void {
    this.#see(view[1], view[2]);
    this.#builder.addView(view);
  }

  #see(visitor: VisitorNumber, session: SessionNumber): void {
    this.#visitors.add(visitor);
    this.#viewed.add(session);
  }

  /** @param sealedStarts when sessions started that may have no row any more */
  async build(
    connection: SqlConnection,
    dictionary: Dictionary,
    sealedStarts: ReadonlyMap<SessionNumber, LocalDay>,
  ): Promise<Block> {
    const { project, day } = this.#part;
    if (this.#needed.isNew) {
      this.#newcomers = await readNewcomers(connection, project, day, [...this.#visitors]);
    }
    const earlier = [...this.#viewed].filter((session) => !this.#started.has(session));
    const starts = await readStarts(connection, project, earlier);
    for (const session of earlier) {
      // A view without its session is still a view.
      this.#builder.addStart(session, starts.get(session) ?? sealedStarts.get(session) ?? day);
    }
    return this.#builder.build(dictionary.intern);
  }
}
