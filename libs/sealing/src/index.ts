export * from './seal-days.ts';
export * from './sealing.ts';
