export * from './connection.ts';
export type { Migration } from './migrate.ts';
export { SqlStorage, type SqlStorageOptions } from './sql-storage.ts';
