import { createHash } from 'node:crypto';
import type { AuditAct, EpochMs, Link, LinkId, ProjectId } from '@micrologs/domain';
import type { LinkPatch, LinkStore, NewLink } from '../link-store.ts';
import { appendAct } from './audit-acts.ts';
import { insertInto, type SqlConnection, type SqlDialect } from './connection.ts';
import { bumpLinkChanges, readLinkChanges } from './link-changes.ts';
import { EDITABLE_COLUMNS, editableValues, LINK_FIELDS, type LinkRecord, readLink } from './link-rows.ts';
import { namedMembers } from './patch.ts';
import { ReservationQueue } from './reservation-queue.ts';
import type { SqlSession } from './session.ts';

const FIND_OWN = `SELECT ${LINK_FIELDS} FROM links l WHERE l.project_id = ? AND l.code = ?`;
const FIND_ANY = `SELECT ${LINK_FIELDS} FROM links l WHERE l.code = ?`;
const INSERT = insertInto('links', [
  ...EDITABLE_COLUMNS,
  'project_id',
  'code',
  'created_at',
  'reserved_clicks',
  'total_clicks',
]).text;
const UPDATE = `UPDATE links SET ${EDITABLE_COLUMNS.map((column) => `${column} = ?`).join(', ')}, reserved_clicks = ?
  WHERE id = ?`;
const INSERT_TAGS = insertInto('link_tags', ['project_id', 'tag', 'link_id']);
const DELETE_TAG = 'DELETE FROM link_tags WHERE project_id = ? AND tag = ? AND link_id = ?';

export class SqlLinkStore implements LinkStore {
  readonly #session: SqlSession;
  readonly #reservations: ReservationQueue;
  readonly #issueCode: string;

  constructor(session: SqlSession, dialect: SqlDialect) {
    this.#session = session;
    this.#reservations = new ReservationQueue(session);
    this.#issueCode = insertInto('link_codes', ['code_hash'], dialect.onConflict(['code_hash'], {})).text;
  }

  create(links: readonly NewLink[], act: AuditAct): Promise<(Link | null)[]> {
    return this.#session.transaction(async (connection) => {
      const made: (Link | null)[] = [];
      for (const link of links) made.push(await this.#insert(connection, link));
      const projects = new Set(made.flatMap((link) => (link ? [link.project] : [])));
      for (const project of projects) await appendAct(connection, project, act);
      return made;
    });
  }

  get(project: ProjectId, code: string): Promise<Link | null> {
    return this.#session.use((connection) => findOwn(connection, project, code));
  }

  update(project: ProjectId, code: string, patch: LinkPatch, updatedAt: EpochMs, act: AuditAct): Promise<Link | null> {
    return this.#session.transaction(async (connection) => {
      const old = await findOwn(connection, project, code, connection.dialect.forUpdate);
      if (!old) return null;
      const link: Link = { ...old, ...namedMembers(patch), updatedAt };
      // What was given out belongs to the maximum that was; the next one starts anew.
      if (link.maxClicks === null) link.reservedClicks = 0;
      await connection.run(UPDATE, [...editableValues(link), link.reservedClicks, link.id]);
      if (patch.tags) {
        await removeTags(connection, old);
        await addTags(connection, link);
      }
      await appendAct(connection, project, act);
      await bumpLinkChanges(connection);
      return (await findOwn(connection, project, code))!;
    });
  }

  delete(project: ProjectId, code: string, act: AuditAct): Promise<boolean> {
    return this.#session.transaction(async (connection) => {
      const link = await findOwn(connection, project, code, connection.dialect.forUpdate);
      if (!link) return false;
      await connection.run('DELETE FROM clicks WHERE project_id = ? AND link_id = ?', [project, link.id]);
      await removeTags(connection, link);
      await connection.run('DELETE FROM links WHERE id = ?', [link.id]);
      await appendAct(connection, project, act);
      await bumpLinkChanges(connection);
      return true;
    });
  }

  resolve(code: string): Promise<Link | null> {
    return this.#session.use(async (connection) => {
      const [record] = await connection.all<LinkRecord>(FIND_ANY, [code]);
      return record ? readLink(record) : null;
    });
  }

  reserveClick(id: LinkId): Promise<boolean> {
    return this.#reservations.reserve(id);
  }

  changeNumber(): Promise<number> {
    return this.#session.use(readLinkChanges);
  }

  /** @returns null when the code is or was in use */
  async #insert(connection: SqlConnection, link: NewLink): Promise<Link | null> {
    const { changes } = await connection.run(this.#issueCode, [createHash('sha256').update(link.code).digest()]);
    if (changes === 0) return null;
    await connection.run(INSERT, [
      ...editableValues({ ...link, updatedAt: link.createdAt }),
      link.project,
      link.code,
      link.createdAt,
      0,
      0,
    ]);
    const made = (await findOwn(connection, link.project, link.code))!;
    await addTags(connection, made);
    return made;
  }
}

async function findOwn(
  connection: SqlConnection,
  project: ProjectId,
  code: string,
  forUpdate = '',
): Promise<Link | null> {
  const [record] = await connection.all<LinkRecord>(FIND_OWN + forUpdate, [project, code]);
  return record ? readLink(record) : null;
}

async function addTags(connection: SqlConnection, link: Link): Promise<void> {
  await connection.insertMany(
    INSERT_TAGS,
    [...new Set(link.tags)].map((tag) => [link.project, tag, link.id]),
  );
}

async function removeTags(connection: SqlConnection, link: Link): Promise<void> {
  await connection.runMany(
    DELETE_TAG,
    [...new Set(link.tags)].map((tag) => [link.project, tag, link.id]),
  );
}
