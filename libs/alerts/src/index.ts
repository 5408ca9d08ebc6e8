export * from './baseline.ts';
export * from './hours.ts';
