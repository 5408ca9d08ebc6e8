import { queueConformance } from '@micrologs/storage/conformance';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, beforeAll } from 'vitest';
import { ValkeyQueue } from '../src/index.ts';
import { connectedSource } from './connected.ts';

let server: ValkeyServer;
let queues = 0;
beforeAll(async () => {
  server = await startValkey();
});
afterAll(() => server.stop());

queueConformance('Valkey', {
  async create() {
    const prefix = `micrologs:test-${++queues}:`;
    const address = parseValkeyUrl(server.url);
    const valkey = new Valkey({ address, name: 'test' });
    await valkey.untilUp(20_000);
    let consumers = 0;
    return {
      open: async ({ small = false } = {}) =>
        new ValkeyQueue({ valkey, prefix, ...(small && { maxPendingBytes: 100 }) }),
      consume: () => connectedSource({ address, prefix, consumer: `${++consumers}` }),
      destroy: async () => valkey.close(),
    };
  },
});
