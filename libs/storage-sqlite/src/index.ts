export { openSqliteInThread, type SqliteInThreadOptions } from './open.ts';
