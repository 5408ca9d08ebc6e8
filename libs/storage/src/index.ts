export * from './facts.ts';
export * from './ingest.ts';
export * from './queue.ts';
export * from './storage.ts';
