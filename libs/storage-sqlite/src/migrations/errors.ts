import type { Migration } from '@micrologs/storage/sql';

export const errors: Migration = {
  name: 'errors',
  statements: [
    `CREATE TABLE sequences (
      project_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (project_id, name)
    ) STRICT, WITHOUT ROWID`,
  ],
};
