export type { IsAllowed } from './address.ts';
export * from './delivering.ts';
export * from './service.ts';
