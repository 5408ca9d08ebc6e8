export * from './delivering.ts';
export * from './service.ts';
