export * from './answer.ts';
export { checkDestination } from './destination.ts';
export type { CreateLink, EditLink } from './drafts.ts';
export * from './errors.ts';
export * from './forward-query.ts';
export * from './passwords.ts';
export * from './qr.ts';
export type { LinkRequest } from './request.ts';
export * from './service.ts';
