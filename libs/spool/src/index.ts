export { LocalSpool, type LocalSpoolOptions } from './local-spool.ts';
export type { SpoolSourceHandle } from './messages.ts';
export { packSpool, unpackSpool } from './packed-spool.ts';
export { type SpoolGroup, SpoolSource } from './spool-source.ts';
