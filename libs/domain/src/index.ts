export * from './bounded-cache.ts';
export * from './errors.ts';
export * from './facts.ts';
export * from './host-name.ts';
export * from './ids.ts';
export * from './project.ts';
export * from './text.ts';
export * from './time.ts';
