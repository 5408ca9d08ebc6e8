import type { SqlConnection, SqlValue } from './connection.ts';

/** A row under the names that the statement gives to its columns. */
export type Row = Record<string, SqlValue>;

/** A query as SQL, and how its rows become what was asked for. */
export interface Question {
  text: string;
  parameters: readonly SqlValue[];
  read?: (row: Row) => object;
}

export async function ask(connection: SqlConnection, { text, parameters, read }: Question): Promise<object[]> {
  const rows = await connection.all<Row>(text, parameters);
  return read ? rows.map(read) : rows;
}
