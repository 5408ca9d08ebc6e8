export * from './delivering.ts';
export * from './service.ts';
export { triggerAnswer, triggersFrom } from './trigger-input.ts';
