export * from './address.ts';
export * from './delivering.ts';
export { matchesAction } from './recipients.ts';
export { rotateSecrets } from './signature.ts';
