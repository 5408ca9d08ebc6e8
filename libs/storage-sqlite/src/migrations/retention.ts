import type { Migration } from '@micrologs/storage/sql';

export const retention: Migration = {
  name: 'retention and erasing',
  statements: [
    // What retention has removed and the audit log does not tell yet.
    `CREATE TABLE retention_removed (
      project_id INTEGER NOT NULL,
      what TEXT NOT NULL,
      removed INTEGER NOT NULL,
      PRIMARY KEY (project_id, what)
    ) STRICT, WITHOUT ROWID`,
    // Visitors who were erased: columns that hold them still are sealed again, and read without them until then.
    `CREATE TABLE erased_visitors (
      project_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (project_id, number)
    ) STRICT, WITHOUT ROWID`,
  ],
};
