export { migrations } from './migrations.ts';
export { openSqliteInThread, type SqliteInThreadOptions } from './open.ts';
export { openSqlite, type SqliteDatabase, type SqliteOptions } from './open-threads.ts';
export { checkDatabase, SqliteSnapshot, wipeSalts, withoutWriters } from './snapshot.ts';
