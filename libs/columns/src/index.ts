export * from './block.ts';
export * from './catalogue.ts';
export * from './question.ts';
export * from './source.ts';
