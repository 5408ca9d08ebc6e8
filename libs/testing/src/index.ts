export * from './browser.ts';
export * from './dead-letter.ts';
export * from './galera.ts';
export * from './mariadb.ts';
export * from './mmdb.ts';
export * from './server.ts';
export * from './test-engine.ts';
export * from './valkey.ts';
