export { applyBatch } from './apply-batch.ts';
export * from './pipeline.ts';
export { VisitorMemory } from './visitor-memory.ts';
