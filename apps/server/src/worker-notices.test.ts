import type { ProjectId } from '@micrologs/domain';
import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { parseValkeyUrl, Valkey } from '@micrologs/valkey';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PipelineThread } from './pipeline-thread.ts';
import { prefixOf } from './queues.ts';
import type { Stop } from './run.ts';
import { SharedNotices } from './shared-notices.ts';
import { startWorkerNotices } from './worker-notices.ts';

const FINGERPRINT = '0123456789abcdef';
const WAIT = { timeout: 60_000, interval: 5 };

let server: ValkeyServer;
let valkey: Valkey;
const started: Stop[] = [];
beforeAll(async () => {
  server = await startValkey();
  valkey = new Valkey({ address: parseValkeyUrl(server.url), name: 'test' });
});
afterAll(async () => {
  for (const stop of started.reverse()) await stop();
  valkey?.close();
  await server?.stop();
});

/** What a worker's pipeline is to this, with what it was asked to tell of. */
class Pipeline implements Pick<PipelineThread, 'onStored' | 'listenTo'> {
  listened: ProjectId[] = [];
  store: (projects: readonly ProjectId[]) => void = () => undefined;

  onStored(listener: (projects: readonly ProjectId[]) => void): void {
    this.store = listener;
  }

  listenTo(projects: ReadonlySet<ProjectId>): void {
    this.listened = [...projects];
  }
}

it('a worker tells those who listen elsewhere, once the database tells it whose names are its own', async () => {
  const pipelines = [new Pipeline(), new Pipeline()];
  let asked = 0;
  const installation = { get: async () => (++asked === 1 ? null : FINGERPRINT) };
  startWorkerNotices({ valkey, installation, pipelines }, started);

  const heard: ProjectId[] = [];
  const listening = new SharedNotices({ valkey, prefix: await prefixOf(FINGERPRINT) });
  started.push(() => listening.close());
  listening.start({ onNotice: (project) => heard.push(project), onOthers: () => undefined });
  listening.listenTo(new Set([3]));
  for (const pipeline of pipelines) await expect.poll(() => pipeline.listened, WAIT).toEqual([3]);
  expect(asked).toBe(2);
  pipelines[1]!.store([3, 4]);
  await expect.poll(() => heard, WAIT).toEqual([3]);
});
