import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ARTEFACTS, dist } from '../artefacts.mjs';
import { versionOf } from '../versions.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What never belongs into something that is released. */
const STRAY =
  /(^|\/)(test|tests|conformance|node_modules|__pycache__|test-results|features\.json|\.env|\.git|project\.json)(\/|$)|\.(pyc|log|tgz|zip)$/;

/** Names of the files in an archive, without the folder that npm and Python put around them. */
function contentsOf(file: string): string[] {
  const isTar = /\.t?gz$/.test(file);
  const [command, ...args] = isTar ? ['tar', '-tzf'] : ['unzip', '-Z1'];
  const names = execFileSync(command!, [...args, path.join(dist, file)], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '' && !name.endsWith('/'));
  return names.map((name) => (isTar ? name.slice(name.indexOf('/') + 1) : name));
}

const rows = ARTEFACTS.flatMap((artefact) =>
  artefact.files(versionOf(artefact.folder)).map((file) => [file, artefact] as const),
);

describe('What is released', () => {
  it('is made in one go, and nothing besides', () => {
    expect(readdirSync(dist).toSorted()).toEqual(rows.map(([file]) => file).toSorted());
  });

  it.each(rows)('%s has what it needs and no stray file', (file, { contents, needs }) => {
    const names = contentsOf(file);
    expect(names.filter((name) => !contents.test(name) || STRAY.test(name))).toEqual([]);
    const isThere = (need: string) => names.some((name) => `/${name}`.endsWith(`/${need}`));
    expect(needs.filter((need) => !isThere(need))).toEqual([]);
  });

  it.each(ARTEFACTS.map(({ folder }) => folder))('%s has its version in its changelog', (folder) => {
    const own = path.join(root, folder, 'CHANGELOG.md');
    const changelog = readFileSync(existsSync(own) ? own : path.join(root, 'CHANGELOG.md'), 'utf8');
    expect(changelog).toMatch(new RegExp(`^## ${versionOf(folder).replaceAll('.', '\\.')}\\b`, 'm'));
  });

  it('has one version for all SDKs', () => {
    const sdks = ARTEFACTS.filter(({ folder }) => folder.startsWith('sdks/'));
    expect(new Set(sdks.map(({ folder }) => versionOf(folder))).size).toBe(1);
  });
});
