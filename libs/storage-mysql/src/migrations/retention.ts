import type { Migration } from '@micrologs/storage/sql';

export const retention: Migration = {
  name: 'retention and erasing',
  statements: [
    // What retention has removed and the audit log does not tell yet.
    `CREATE TABLE retention_removed (
      project_id BIGINT NOT NULL,
      what VARCHAR(32) NOT NULL,
      removed BIGINT NOT NULL,
      PRIMARY KEY (project_id, what)
    ) {table}`,
    // Visitors who were erased: columns that hold them still are sealed again, and read without them until then.
    `CREATE TABLE erased_visitors (
      project_id BIGINT NOT NULL,
      number BIGINT NOT NULL,
      PRIMARY KEY (project_id, number)
    ) {table}`,
  ],
};
