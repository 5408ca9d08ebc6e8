export * from './acts.ts';
export * from './keys.ts';
export type { ProjectOptions, RetentionOptions } from './options.ts';
export * from './service.ts';
export * from './snippet.ts';
