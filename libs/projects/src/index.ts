export * from './keys.ts';
export * from './service.ts';
export * from './snippet.ts';
