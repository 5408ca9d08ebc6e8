import { parseValkeyUrl, Valkey } from '../../src/index.ts';

/** Prints the answer to PING of the server whose address is the first argument. */
async function main(): Promise<void> {
  const valkey = new Valkey({ address: parseValkeyUrl(process.argv[2]!), name: 'ping' });
  await valkey.untilUp(10_000);
  console.log(valkey.isUp ? await valkey.redis.ping() : valkey.reason);
  valkey.close();
}

void main();
