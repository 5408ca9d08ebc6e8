export * from './repeated-view.ts';
export * from './session.ts';
