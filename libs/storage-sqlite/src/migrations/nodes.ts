import type { Migration } from '@micrologs/storage/sql';

export const nodes: Migration = {
  name: 'nodes',
  statements: [
    `CREATE TABLE nodes (
      id TEXT NOT NULL PRIMARY KEY,
      role TEXT NOT NULL,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL,
      version TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      details TEXT NOT NULL
    ) STRICT, WITHOUT ROWID`,
    // Who asks for a share of the partitions, and until when that counts.
    `CREATE TABLE lease_claims (
      owner TEXT NOT NULL PRIMARY KEY,
      claimed_until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
