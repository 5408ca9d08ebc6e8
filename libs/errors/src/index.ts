export * from './grouping.ts';
export * from './legacy-fingerprint.ts';
export type * from './stack-frame.ts';
