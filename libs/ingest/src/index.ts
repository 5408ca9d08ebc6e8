export * from './bot.ts';
export * from './client-ip.ts';
export * from './device.ts';
export * from './domain-lock.ts';
export * from './geoip.ts';
export * from './geoip-update.ts';
export * from './referrer.ts';
export * from './utm.ts';
