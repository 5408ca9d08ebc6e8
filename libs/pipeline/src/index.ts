export { applyBatch } from './apply-batch.ts';
export * from './pipeline.ts';
