import type { Migration } from '@micrologs/storage/sql';

export const nodes: Migration = {
  name: 'nodes',
  statements: [
    `CREATE TABLE nodes (
      id VARCHAR(255) NOT NULL PRIMARY KEY,
      role VARCHAR(20) NOT NULL,
      host VARCHAR(255) NOT NULL,
      pid BIGINT NOT NULL,
      version VARCHAR(50) NOT NULL,
      started_at BIGINT NOT NULL,
      seen_at BIGINT NOT NULL,
      details MEDIUMTEXT NOT NULL
    ) {table}`,
    // Who asks for a share of the partitions, and until when that counts.
    `CREATE TABLE lease_claims (
      owner VARCHAR(255) NOT NULL PRIMARY KEY,
      claimed_until BIGINT NOT NULL
    ) {table}`,
  ],
};
