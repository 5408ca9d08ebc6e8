import type { SqlConnection } from './connection.ts';

/**
 * Tells whoever keeps links in memory that some of them changed. It comes last in a transaction: all of them share the one
 * row, and whoever takes it before others of its rows could wait for somebody who waits for it.
 */
export async function bumpLinkChanges(connection: SqlConnection): Promise<void> {
  await connection.run('UPDATE link_changes SET value = value + 1');
}

export async function readLinkChanges(connection: SqlConnection): Promise<number> {
  const rows = await connection.all<{ value: number }>('SELECT value FROM link_changes');
  return rows[0]!.value;
}
