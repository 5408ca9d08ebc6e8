export * from './address.ts';
export * from './delivering.ts';
export { rotateSecrets } from './signature.ts';
