export { applyBatch } from './apply-batch.ts';
export { addOccurrence } from './error-group.ts';
export * from './pipeline.ts';
export { VisitorMemory } from './visitor-memory.ts';
