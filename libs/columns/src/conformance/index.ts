export * from './random-questions.ts';
export * from './random-traffic.ts';
export * from './recount.ts';
