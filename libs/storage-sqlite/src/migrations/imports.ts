import type { Migration } from '@micrologs/storage/sql';

export const imports: Migration = {
  name: 'imports',
  statements: [
    `CREATE TABLE imports (
      source TEXT NOT NULL,
      part TEXT NOT NULL,
      project_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      counts TEXT NOT NULL,
      PRIMARY KEY (source, part)
    ) STRICT, WITHOUT ROWID`,
  ],
};
