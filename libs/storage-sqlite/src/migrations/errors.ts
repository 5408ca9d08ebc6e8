import type { Migration } from '@micrologs/storage/sql';

export const errors: Migration = {
  name: 'errors',
  statements: [],
};
