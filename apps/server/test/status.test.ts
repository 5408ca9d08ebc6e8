import { rm } from 'node:fs/promises';
import { startServer } from '@micrologs/testing';
import { expect, it } from 'vitest';
import { outcome } from './processes.ts';

it('shows who lives, and who has died', async () => {
  let server = await startServer();
  const { dataDir } = server;
  const status = (...args: string[]) => outcome(['status', ...args], { DATA_DIR: dataDir });
  const nodes = async () => JSON.parse((await status('--json')).stdout).nodes;
  try {
    await expect.poll(async () => (await status()).code).toBe(0);
    const { stdout } = await status();
    expect(stdout).toMatch(/^ROLE +PROCESS +VERSION +STATE +UP +PARTITIONS +STORED +DOES\n/);
    expect(stdout).toMatch(
      new RegExp(`^all +\\S+:${server.pid} +[\\d.]+ +alive +\\w+ +64 +0 +${server.url}; Waiting for events$`, 'm'),
    );
    expect(stdout).toContain('64 of 64 partitions are held.');
    expect(await nodes()).toMatchObject([{ role: 'all', pid: server.pid, alive: true, url: server.url }]);

    await server.kill();
    await expect.poll(async () => (await status()).code).toBe(1);
    expect(await nodes()).toMatchObject([{ pid: server.pid, alive: false }]);
    server = await startServer({ dataDir });
    // Two of them now: the one that died, and the one that took its place.
    await expect.poll(async () => (await nodes()).map(({ alive }: { alive: boolean }) => alive)).toEqual([false, true]);
    // One that ends by itself is forgotten at once.
    await server.stop();
    expect(await nodes()).toHaveLength(1);
  } finally {
    await server.kill();
    await rm(dataDir, { recursive: true });
  }
});
