export { migrations } from './migrations.ts';
export { type MysqlInThreadOptions, openMysqlInThread } from './open.ts';
export { type MysqlDatabase, type MysqlOptions, openMysql } from './open-threads.ts';
export { openMysqlPool } from './pool.ts';
export { type MysqlAddress, type MysqlTls, parseMysqlUrl } from './url.ts';
