export * from './apply.ts';
export * from './erase-visitor.ts';
export * from './job.ts';
