export { parseValkeyUrl, type ValkeyAddress } from './address.ts';
export { Valkey, type ValkeyOptions } from './connection.ts';
export { COMMON_PREFIX, installationPrefix } from './prefix.ts';
export { readServerFacts, type ServerFacts } from './server-facts.ts';
