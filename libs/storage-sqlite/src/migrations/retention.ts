import type { Migration } from '@micrologs/storage/sql';

export const retention: Migration = {
  name: 'retention',
  statements: [
    // What retention has removed and the audit log does not tell yet.
    `CREATE TABLE retention_removed (
      project_id INTEGER NOT NULL,
      what TEXT NOT NULL,
      removed INTEGER NOT NULL,
      PRIMARY KEY (project_id, what)
    ) STRICT, WITHOUT ROWID`,
  ],
};
