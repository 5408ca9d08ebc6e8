import type { Migration } from '@micrologs/storage/sql';

export const daySums: Migration = {
  name: 'sums of sealed days',
  // As JSON; null for a day that was sealed before there were any.
  statements: ['ALTER TABLE sealed_days ADD COLUMN sums TEXT'],
};
