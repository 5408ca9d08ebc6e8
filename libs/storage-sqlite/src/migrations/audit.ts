import type { Migration } from '@micrologs/storage/sql';

export const audit: Migration = {
  name: 'audit log',
  statements: [],
};
