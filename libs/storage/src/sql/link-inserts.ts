import { createHash } from 'node:crypto';
import type { Link, LinkId } from '@micrologs/domain';
import { insertInto, type SqlConnection } from './connection.ts';
import { EDITABLE_COLUMNS, editableValues } from './link-rows.ts';

const INSERT_COLUMNS = [
  ...EDITABLE_COLUMNS,
  'project_id',
  'code',
  'created_at',
  'reserved_clicks',
  'total_clicks',
] as const;
const INSERT = insertInto('links', INSERT_COLUMNS).text;
const INSERT_WITH_ID = insertInto('links', [...INSERT_COLUMNS, 'id']).text;
const INSERT_TAGS = insertInto('link_tags', ['project_id', 'tag', 'link_id']);

/** What is counted of a link that nobody followed yet. */
export const NO_CLICKS = { reservedClicks: 0, totalClicks: 0 };

/**
 * Issues the code of a link and stores it, inside an open transaction.
 * @returns its id, or null when the code is or was in use
 */
export async function insertLink(
  connection: SqlConnection,
  link: Omit<Link, 'id'>,
  id: LinkId | null = null,
): Promise<LinkId | null> {
  return (await issueCode(connection, link.code)) ? storeLink(connection, link, id) : null;
}

/** The same under the id that the link had elsewhere, where that is free, or another one. */
export async function insertImportedLink(connection: SqlConnection, { id, ...link }: Link): Promise<LinkId | null> {
  return insertLink(connection, link, await freeId(connection, id));
}

/**
 * Stores a link that is known to have had its code, be it issued here already.
 * @returns its id, or null when another link has the code
 */
export async function insertMovedLink(connection: SqlConnection, { id, ...link }: Link): Promise<LinkId | null> {
  const isIssued = !(await issueCode(connection, link.code));
  if (isIssued && (await connection.all('SELECT id FROM links WHERE code = ?', [link.code])).length > 0) return null;
  return storeLink(connection, link, await freeId(connection, id));
}

/** @returns false when it was issued before */
async function issueCode(connection: SqlConnection, code: string): Promise<boolean> {
  const issue = insertInto('link_codes', ['code_hash'], connection.dialect.onConflict(['code_hash'], {})).text;
  const { changes } = await connection.run(issue, [createHash('sha256').update(code).digest()]);
  return changes > 0;
}

async function freeId(connection: SqlConnection, wished: LinkId): Promise<LinkId | null> {
  const taken = await connection.all('SELECT id FROM links WHERE id = ?', [wished]);
  return taken.length > 0 ? null : wished;
}

/** @param id one that is free; null lets the engine number it */
async function storeLink(connection: SqlConnection, link: Omit<Link, 'id'>, id: LinkId | null): Promise<LinkId> {
  const values = [
    ...editableValues(link),
    link.project,
    link.code,
    link.createdAt,
    link.reservedClicks,
    link.totalClicks,
  ];
  const { insertId } = await (id === null
    ? connection.run(INSERT, values)
    : connection.run(INSERT_WITH_ID, [...values, id]));
  const made = id ?? insertId;
  await insertTags(connection, { ...link, id: made });
  return made;
}

export async function insertTags(
  connection: SqlConnection,
  { project, tags, id }: Pick<Link, 'project' | 'tags' | 'id'>,
): Promise<void> {
  await connection.insertMany(
    INSERT_TAGS,
    [...new Set(tags)].map((tag) => [project, tag, id]),
  );
}
