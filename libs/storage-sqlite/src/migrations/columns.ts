import type { Migration } from '@micrologs/storage/sql';

export const columns: Migration = {
  name: 'sealed columns',
  statements: [
    // The texts of a project that stand in its columns, numbered from 1; `hash` as `textDigest` makes it.
    `CREATE TABLE strings (
      project_id INTEGER NOT NULL,
      id INTEGER NOT NULL,
      hash BLOB NOT NULL,
      text TEXT NOT NULL,
      PRIMARY KEY (project_id, id)
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX strings_hash ON strings (project_id, hash)',

    `CREATE TABLE sealed_days (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      version INTEGER NOT NULL,
      retired INTEGER NOT NULL,
      month_stored INTEGER NOT NULL,
      views INTEGER NOT NULL,
      heads TEXT NOT NULL,
      PRIMARY KEY (project_id, day)
    ) STRICT, WITHOUT ROWID`,
    // Blobs lie in tables with rowids: a column is read several times faster from those.
    `CREATE TABLE day_segments (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      part INTEGER NOT NULL,
      column_id INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (project_id, day, part, column_id)
    ) STRICT`,
    `CREATE TABLE month_segments (
      project_id INTEGER NOT NULL,
      column_id INTEGER NOT NULL,
      month INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (project_id, column_id, month)
    ) STRICT`,
    `CREATE TABLE month_aggregates (
      project_id INTEGER NOT NULL,
      grouping_id INTEGER NOT NULL,
      part INTEGER NOT NULL,
      month INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (project_id, grouping_id, part, month)
    ) STRICT`,
  ],
};
