import type { Migration } from '@micrologs/storage/sql';

export const commits: Migration = {
  name: 'transactions that rely on a partition or a project',
  statements: [
    // Counted so that each of them changes the row: nodes of a cluster tell by that which exclude each other.
    `ALTER TABLE partitions ADD COLUMN commits INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE projects ADD COLUMN commits INTEGER NOT NULL DEFAULT 0`,
  ],
};
