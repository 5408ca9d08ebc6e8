import type { Migration } from '@micrologs/storage/sql';

export const restorations: Migration = {
  name: 'changes of zone over retired days',
  statements: [
    // Projects whose rows were made again for a change that is under way, and must not be removed meanwhile.
    `CREATE TABLE restorations (
      project_id INTEGER NOT NULL PRIMARY KEY,
      began_at INTEGER NOT NULL
    ) STRICT`,
  ],
};
