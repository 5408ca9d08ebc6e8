import { type AuditAct, type EpochMs, type Link, type LinkId, namedMembers, type ProjectId } from '@micrologs/domain';
import type { LinkPatch, LinkStore, NewLink } from '../link-store.ts';
import { appendAct } from './audit-acts.ts';
import type { SqlConnection } from './connection.ts';
import { bumpLinkChanges, readLinkChanges } from './link-changes.ts';
import { insertLink, insertTags, NO_CLICKS } from './link-inserts.ts';
import { EDITABLE_COLUMNS, editableValues, LINK_FIELDS, type LinkRecord, readLink } from './link-rows.ts';
import { ReservationQueue } from './reservation-queue.ts';
import type { SqlSession } from './session.ts';

const FIND_OWN = `SELECT ${LINK_FIELDS} FROM links l WHERE l.project_id = ? AND l.code = ?`;
const FIND_ANY = `SELECT ${LINK_FIELDS} FROM links l WHERE l.code = ?`;
const UPDATE = `UPDATE links SET ${EDITABLE_COLUMNS.map((column) => `${column} = ?`).join(', ')}, reserved_clicks = ?
  WHERE id = ?`;
const DELETE_TAG = 'DELETE FROM link_tags WHERE project_id = ? AND tag = ? AND link_id = ?';

export class SqlLinkStore implements LinkStore {
  readonly #session: SqlSession;
  readonly #reservations: ReservationQueue;

  constructor(session: SqlSession) {
    this.#session = session;
    this.#reservations = new ReservationQueue(session);
  }

  create(links: readonly NewLink[], act: AuditAct): Promise<(Link | null)[]> {
    return this.#session.transaction(async (connection) => {
      const made: (Link | null)[] = [];
      for (const link of links) {
        const isMade = await insertLink(connection, { ...link, ...NO_CLICKS, updatedAt: link.createdAt });
        made.push(isMade ? await findOwn(connection, link.project, link.code) : null);
      }
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
        await insertTags(connection, link);
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

async function removeTags(connection: SqlConnection, link: Link): Promise<void> {
  await connection.runMany(
    DELETE_TAG,
    [...new Set(link.tags)].map((tag) => [link.project, tag, link.id]),
  );
}
