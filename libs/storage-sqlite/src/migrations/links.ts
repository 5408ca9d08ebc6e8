import type { Migration } from '@micrologs/storage/sql';

export const links: Migration = {
  name: 'links',
  statements: [],
};
