export * from './browser.ts';
export * from './mmdb.ts';
