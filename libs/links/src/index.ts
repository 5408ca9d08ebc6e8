export * from './answer.ts';
export * from './errors.ts';
export * from './forward-query.ts';
export * from './passwords.ts';
export * from './qr.ts';
export * from './service.ts';
