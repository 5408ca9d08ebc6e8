import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
/** What is generated of openapi.yaml for those who use the SDKs. */
const GENERATED = [
  'sdks/README.md',
  'sdks/node/src/generated/',
  'sdks/php/src/Generated/',
  'sdks/python/src/micrologs/_generated/',
];

const OPERATION = {
  operationId: 'runDrill',
  'x-sdk-name': 'system.drill',
  tags: ['System'],
  summary: 'An operation that no SDK has met',
  security: [{ secretKey: [] }],
  parameters: [{ $ref: '#/components/parameters/LinkCode' }],
  responses: {
    200: {
      description: 'Done.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Liveness' } } },
    },
  },
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-drill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The check of generated code, for openapi.yaml with one more operation. @returns all that it wrote, and how it ended */
async function check(operation: object | null): Promise<{ code: number; output: string }> {
  const document = parse(await readFile(path.join(root, 'openapi.yaml'), 'utf8'));
  if (operation !== null) document.paths['/api/drill'] = { get: operation };
  const file = path.join(folder, 'openapi.yaml');
  await writeFile(file, stringify(document));
  const script = path.join(root, 'tools/generate/check.mjs');
  try {
    const { stdout } = await run(process.execPath, [script], { env: { ...process.env, OPENAPI_FILE: file } });
    return { code: 0, output: stdout };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe('A change of openapi.yaml', () => {
  it('leaves nothing out of date where there is none', async () => {
    expect(await check(null)).toMatchObject({ code: 0, output: expect.stringContaining('match openapi.yaml') });
  });

  it('makes the check fail for every SDK until it is generated', async () => {
    const { code, output } = await check(OPERATION);
    expect(code).toBe(1);
    for (const place of GENERATED) expect(output).toContain(`  ${place}`);
  });

  it('fails to generate anything while the operation has no name for the SDKs, and no reason for that', async () => {
    const { 'x-sdk-name': _, ...nameless } = OPERATION;
    const { code, output } = await check(nameless);
    expect(code).toBe(1);
    expect(output).toContain('runDrill needs x-sdk-name');
  });
});
