import type { AuditAct, EpochMs, LocalDay, ProjectId, VisitorNumber } from '@micrologs/domain';
import type { ErasedVisitor, ErasureStore } from '../erasure-store.ts';
import { anyOf } from './any-of.ts';
import { appendAct } from './audit-acts.ts';
import { hexToBytes } from './codec.ts';
import type { ColumnCaches } from './columns/column-source.ts';
import { readSealedDays } from './columns/day-plans.ts';
import { readBorder } from './columns/frozen-days.ts';
import { Segments } from './columns/segments.ts';
import { insertInto, type SqlConnection, type SqlDialect, type SqlValue } from './connection.ts';
import { lockProjects } from './project-rows.ts';
import { ALL_DAYS, bumpChangeNumber } from './projects.ts';
import type { SqlSession } from './session.ts';

const ERRORS_AT_ONCE = 500;
const LETTERS_AT_ONCE = 500;

const EDIT = 'UPDATE projects SET updated_at = updated_at + 1 WHERE id = ?';
const ADD_ERASED = insertInto('erased_visitors', ['project_id', 'number']).text;

/** Where rows of a visitor lie, and in which column its number stands. */
const VISITOR_TABLES = [
  ['pageviews', 'visitor'],
  ['sessions', 'visitor'],
  ['visitor_aliases', 'number'],
  ['visitors', 'number'],
] as const;

export class SqlErasureStore implements ErasureStore {
  readonly #session: SqlSession;
  readonly #caches: ColumnCaches;
  readonly #bumpDay: string;
  readonly #count: string;

  constructor(session: SqlSession, dialect: SqlDialect, caches: ColumnCaches) {
    this.#session = session;
    this.#caches = caches;
    const bump = dialect.onConflict(['project_id', 'day'], { version: 'add' });
    this.#bumpDay = insertInto('day_state', ['project_id', 'day', 'version'], bump).text;
    const add = dialect.onConflict(['project_id', 'outcome'], { count: 'add' });
    this.#count = insertInto('ledger', ['project_id', 'outcome', 'count'], add).text;
  }

  unlinkErrors(project: ProjectId, hash: string): Promise<number> {
    return this.#session.transaction(async (connection) => {
      const { hashes, tokens } = await knownAs(connection, project, hash);
      const visitors = anyOf('visitor_hash', hashes);
      const sessions = anyOf('session_hash', tokens);
      const events = await connection.all<{ day: LocalDay; number: number }>(
        `SELECT day, number FROM error_events WHERE project_id = ? AND (${visitors.text} OR ${sessions.text})
         LIMIT ${ERRORS_AT_ONCE}`,
        [project, ...visitors.values, ...sessions.values],
      );
      // No number tells of it to those who keep answers.
      if (events.length > 0) await connection.run(EDIT, [project]);
      return connection.runMany(
        'UPDATE error_events SET visitor_hash = NULL, session_hash = NULL WHERE project_id = ? AND day = ? AND number = ?',
        events.map(({ day, number }) => [project, day, number]),
      );
    });
  }

  async dropDeadLetters(project: ProjectId, hash: string, hashesOf: (event: string) => string[]): Promise<number> {
    let dropped = 0;
    for (let last: number | null = 0; last !== null; ) {
      const after: number = last;
      last = await this.#session.transaction(async (connection) => {
        const letters = await connection.all<{ id: number; event: string }>(
          `SELECT id, event FROM dead_letters WHERE project_id = ? AND id > ? ORDER BY id LIMIT ${LETTERS_AT_ONCE}`,
          [project, after],
        );
        const hashes = new Set((await knownAs(connection, project, hash)).hashes.map(toHex));
        const own = letters.filter(({ event }) => hashesOf(event).some((one) => hashes.has(one)));
        const gone = await connection.runMany(
          'DELETE FROM dead_letters WHERE id = ?',
          own.map(({ id }) => [id]),
        );
        if (gone > 0) await connection.run(this.#count, [project, 'dead_letter_dropped', gone]);
        dropped += gone;
        return letters.at(-1)?.id ?? null;
      });
    }
    return dropped;
  }

  erase(id: ProjectId, hash: string, now: EpochMs, act: AuditAct): Promise<ErasedVisitor | null> {
    return this.#session.transaction(async (connection) => {
      const project = (await lockProjects(connection, [id])).get(id);
      const visitor = project && (await knownAs(connection, id, hash)).visitor;
      if (visitor == null) return null;
      const sealedDays = await this.#sealedDaysOf(connection, id, visitor);
      const days = new Set([...sealedDays, ...(await liveDaysOf(connection, id, visitor))]);
      for (const [table, column] of VISITOR_TABLES) {
        await connection.run(`DELETE FROM ${table} WHERE project_id = ? AND ${column} = ?`, [id, visitor]);
      }
      await connection.run(ADD_ERASED, [id, visitor]);
      await connection.runMany(
        this.#bumpDay,
        [...days].map((day) => [id, day, 1]),
      );
      // Whoever remembers visitors of the project must forget them.
      const updatedAt = Math.max(now, project!.updatedAt + 1);
      await connection.run('UPDATE projects SET updated_at = ? WHERE id = ?', [updatedAt, id]);
      await appendAct(connection, id, { ...act, context: { ...act.context, visitor } });
      await bumpChangeNumber(connection);
      return { visitor, sealedDays };
    });
  }

  wipe(): Promise<boolean> {
    return this.#session.use((connection) => connection.scrub());
  }

  async #sealedDaysOf(connection: SqlConnection, project: ProjectId, visitor: VisitorNumber): Promise<LocalDay[]> {
    const segments = new Segments(connection, project, this.#caches.blocks);
    const days = new Set<LocalDay>();
    // Nobody is told apart on frozen days any more.
    const from = await readBorder(connection, project);
    for (const sealed of await readSealedDays(connection, project, { from, to: ALL_DAYS.to })) {
      for await (const block of segments.blocks(sealed, ['visitor', 'sessionVisitor'], false)) {
        const isIn = block.numbers('visitor').includes(visitor) || block.numbers('sessionVisitor').includes(visitor);
        if (isIn) days.add(sealed.day);
      }
    }
    return [...days];
  }
}

async function liveDaysOf(connection: SqlConnection, project: ProjectId, visitor: VisitorNumber): Promise<LocalDay[]> {
  const rows = await connection.all<{ day: LocalDay }>(
    `SELECT DISTINCT day AS day FROM pageviews WHERE project_id = ? AND visitor = ?
     UNION SELECT DISTINCT start_day FROM sessions WHERE project_id = ? AND visitor = ?`,
    [project, visitor, project, visitor],
  );
  return rows.map(({ day }) => day);
}

/** The visitor of a hash, if there is one, with all its hashes and those of its session tokens. */
async function knownAs(
  connection: SqlConnection,
  project: ProjectId,
  hash: string,
): Promise<{ visitor: VisitorNumber | null; hashes: Uint8Array[]; tokens: Uint8Array[] }> {
  const given = hexToBytes(hash);
  const [found] = await connection.all<{ number: VisitorNumber }>(
    `SELECT number FROM visitors WHERE project_id = ? AND hash = ?
     UNION SELECT number FROM visitor_aliases WHERE project_id = ? AND hash = ?`,
    [project, given, project, given],
  );
  if (!found) return { visitor: null, hashes: [given], tokens: [] };
  const of = async (select: string, values: readonly SqlValue[]) =>
    (await connection.all<{ hash: Uint8Array }>(select, values)).map((row) => row.hash);
  const key = [project, found.number];
  const own = await of('SELECT hash FROM visitors WHERE project_id = ? AND number = ?', key);
  const aliases = await of('SELECT hash FROM visitor_aliases WHERE project_id = ? AND number = ?', key);
  const tokens = await of('SELECT DISTINCT token_hash AS hash FROM sessions WHERE project_id = ? AND visitor = ?', key);
  return { visitor: found.number, hashes: [...own, ...aliases], tokens: tokens.filter((token) => token.length > 0) };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
