import type { Migration } from '@micrologs/storage/sql';

export const frozenDays: Migration = {
  name: 'frozen days',
  statements: [
    // The first day of a project that is not frozen: of those before it, pageviews have gone by retention.
    `CREATE TABLE frozen_days (
      project_id BIGINT NOT NULL PRIMARY KEY,
      before_day INT NOT NULL
    ) {table}`,
  ],
};
