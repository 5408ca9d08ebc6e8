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

/**
 * Issues the code of a link and stores it, without any clicks, inside an open transaction.
 * @param id one that is free; null lets the engine number it
 * @returns its id, or null when the code is or was in use
 */
export async function insertLink(
  connection: SqlConnection,
  link: Omit<Link, 'id' | 'reservedClicks' | 'totalClicks'>,
  id: LinkId | null = null,
): Promise<LinkId | null> {
  const issue = insertInto('link_codes', ['code_hash'], connection.dialect.onConflict(['code_hash'], {})).text;
  const { changes } = await connection.run(issue, [createHash('sha256').update(link.code).digest()]);
  if (changes === 0) return null;
  const values = [...editableValues(link), link.project, link.code, link.createdAt, 0, 0];
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
