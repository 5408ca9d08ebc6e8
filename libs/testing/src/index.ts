export * from './mmdb.ts';
