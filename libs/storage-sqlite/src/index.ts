export { openSqliteInThread, type SqliteInThreadOptions } from './open.ts';
export { openSqlite, type SqliteDatabase, type SqliteOptions } from './open-threads.ts';
