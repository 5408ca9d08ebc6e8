export { applyBatch } from './apply-batch.ts';
export { addOccurrence } from './error-group.ts';
export { destroyOldSalts, HOUSEKEEPING_EVERY_MS } from './housekeeping.ts';
export * from './pipeline.ts';
export { type Replay, type ReplayOptions, replayDeadLetters } from './replay.ts';
export { VisitorMemory } from './visitor-memory.ts';
