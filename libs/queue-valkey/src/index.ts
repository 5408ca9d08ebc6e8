export { type Adoption, adoptUnnamedQueue } from './adopt.ts';
export { FallbackQueue, type FallbackQueueOptions } from './fallback-queue.ts';
export { type FailedGroup, ValkeyQueue, type ValkeyQueueOptions } from './valkey-queue.ts';
export { ValkeySource, type ValkeySourceOptions } from './valkey-source.ts';
