import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { versionPlaces } from '../versions.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

const SDKS = ['browser', 'laravel', 'node', 'php', 'python', 'wordpress'].map((name) => `sdks/${name}`);

/**
 * What `nx release` says that it would do. It publishes nothing. By itself it makes all that is released first; in tests that is
 * done, and a second Nx beside the first would put outputs into the place of those that other tests use.
 */
async function dryRun(group: string, version: string): Promise<string> {
  const args = ['nx', 'release', 'version', version, `--groups=${group}`, '--dry-run'];
  const env = { ...process.env, ARTEFACTS_ARE_MADE: 'yes', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { stdout, stderr } = await run('npx', args, { cwd: root, env });
  return stdout + stderr;
}

describe('nx release, as a dry run', () => {
  it.each([
    ['server', '98.7.6', ['apps/server']],
    ['sdks', '99.8.7', SDKS],
  ])('gives %s a new version in every place that has one', async (group, version, folders) => {
    const output = await dryRun(group, version);
    const files = folders.flatMap((folder) => versionPlaces(folder).map(({ file }: { file: string }) => file));
    const updated = [...output.matchAll(/^UPDATE (\S+) \[dry-run\]/gm)].map(([, file]) => file);
    expect(updated.toSorted()).toEqual([...new Set(files)].toSorted());
    for (const file of files) expect(output).toContain(`${file}: ${version}`);
  });
});
