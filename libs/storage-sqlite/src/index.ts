export { openSqliteInThread, type SqliteInThreadOptions } from './open.ts';
export { type ServeOptions, type SqliteThreadData, serveStorage, sqliteThreadData } from './threads/serve.ts';
export { SqliteStorage, type SqliteStorageOptions } from './threads/sqlite-storage.ts';
