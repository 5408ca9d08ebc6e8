export * from './apply.ts';
export * from './job.ts';
