import type { Migration } from '@micrologs/storage/sql';

export const imports: Migration = {
  name: 'imports',
  statements: [
    `CREATE TABLE imports (
      source VARCHAR(255) NOT NULL,
      part VARCHAR(255) NOT NULL,
      project_id BIGINT NOT NULL,
      position BIGINT NOT NULL,
      counts MEDIUMTEXT NOT NULL,
      PRIMARY KEY (source, part)
    ) {table}`,
  ],
};
