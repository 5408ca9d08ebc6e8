import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startMicrologs } from '../processes.mjs';

const DAY_MS = 86_400_000;
const openapi = new URL('../../../apps/server/dist/openapi.json', import.meta.url);

/**
 * The built server on a copy of the bench's data, so that these stay as they are.
 * @param {import('../data/folder.ts').DataFolder} data
 */
export async function startOnData({ dataDir, lastDay }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'micrologs-data-'));
  cpSync(dataDir, folder, { recursive: true });
  const server = await startMicrologs({ dataDir: folder });
  const paths = pathsByOperation();
  return {
    ...server,
    /** @returns the time that the whole answer to an unfiltered question took, in ms */
    async ask({ report, days }) {
      const range = `range=custom&from=${dateOf(lastDay - days)}&to=${dateOf(lastDay)}&limit=100`;
      const startedAt = performance.now();
      await server.read(`${paths.get(report)}?${range}`);
      return performance.now() - startedAt;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function pathsByOperation() {
  const { paths } = JSON.parse(readFileSync(openapi, 'utf8'));
  return new Map(Object.entries(paths).map(([name, { get }]) => [get?.operationId, name]));
}

const dateOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
