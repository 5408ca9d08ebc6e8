export * from './cookieless.ts';
export * from './daily-salts.ts';
export * from './opt-out.ts';
export * from './visitor-hash.ts';
