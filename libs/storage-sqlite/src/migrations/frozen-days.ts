import type { Migration } from '@micrologs/storage/sql';

export const frozenDays: Migration = {
  name: 'frozen days',
  statements: [
    // The first day of a project that is not frozen: of those before it, pageviews have gone by retention.
    `CREATE TABLE frozen_days (
      project_id INTEGER NOT NULL PRIMARY KEY,
      before_day INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
};
