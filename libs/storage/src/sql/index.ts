export * from './connection.ts';
export { type Migration, schemaVersion } from './migrate.ts';
export { inTransaction } from './session.ts';
export { SqlStorage, type SqlStorageOptions } from './sql-storage.ts';
export { TABLE_SHAPES } from './transfer/tables.ts';
