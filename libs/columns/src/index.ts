export * from './block.ts';
export * from './block-builder.ts';
export * from './block-facts.ts';
export * from './block-of.ts';
export * from './catalogue.ts';
export * from './facts.ts';
export * from './question.ts';
export * from './source.ts';
export type { Intern } from './text-pool.ts';
