export * from './grouping.ts';
export * from './legacy-fingerprint.ts';
export { parseStack } from './parse-stack.ts';
export type * from './stack-frame.ts';
