import type { Migration } from '@micrologs/storage/sql';

export const columns: Migration = {
  name: 'sealed columns',
  statements: [
    // The texts of a project that stand in its columns, numbered from 1; `hash` as `textDigest` makes it.
    `CREATE TABLE strings (
      project_id BIGINT NOT NULL,
      id BIGINT NOT NULL,
      hash VARBINARY(64) NOT NULL,
      text MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_id, id),
      UNIQUE KEY strings_hash (project_id, hash)
    ) {table}`,

    `CREATE TABLE sealed_days (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      version BIGINT NOT NULL,
      retired INT NOT NULL,
      month_stored INT NOT NULL,
      views BIGINT NOT NULL,
      heads MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_id, day)
    ) {table}`,
    `CREATE TABLE day_segments (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      part INT NOT NULL,
      column_id INT NOT NULL,
      data MEDIUMBLOB NOT NULL,
      PRIMARY KEY (project_id, day, part, column_id)
    ) {table}`,
    `CREATE TABLE month_segments (
      project_id BIGINT NOT NULL,
      column_id INT NOT NULL,
      month INT NOT NULL,
      data MEDIUMBLOB NOT NULL,
      PRIMARY KEY (project_id, column_id, month)
    ) {table}`,
    `CREATE TABLE month_aggregates (
      project_id BIGINT NOT NULL,
      grouping_id INT NOT NULL,
      part INT NOT NULL,
      month INT NOT NULL,
      data MEDIUMBLOB NOT NULL,
      PRIMARY KEY (project_id, grouping_id, part, month)
    ) {table}`,
  ],
};
