import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Coverage, type Excuse } from '../src/coverage.ts';
import { Contract } from '../src/openapi.ts';
import { Validator } from '../src/validator.ts';

const YAML = `
openapi: 3.1.0
info: { title: Test, version: 1.0.0 }
paths:
  /thing:
    get:
      operationId: getThing
      tags: [Things]
      responses:
        '200':
          description: A thing.
          headers: { X-Request-Id: { schema: { type: string } } }
          content:
            application/json:
              schema: { type: object, required: [id], properties: { id: { type: integer } }, additionalProperties: false }
              example: { id: 1 }
        '404': { $ref: '#/components/responses/NotFound' }
        '500': { description: A fault. }
components:
  responses:
    NotFound:
      description: None.
      content:
        application/json:
          schema: { type: object, required: [message], properties: { message: { type: string } } }
          examples:
            thing: { value: { message: No thing "x" } }
            name: { value: { message: No name } }
`;

let folder: string;
let contract: Contract;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-coverage-'));
  await writeFile(join(folder, 'openapi.yaml'), YAML);
  contract = new Contract(join(folder, 'openapi.yaml'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const excuse: Excuse = {
  operation: '*',
  status: 500,
  reason: 'no request provokes it',
  coveredBy: { file: 'a.test.ts', title: 'a fault' },
};

describe('coverage', () => {
  it('misses every declared status and message that was not seen', () => {
    const coverage = new Coverage(contract);
    expect(coverage.missing([])).toEqual([
      'getThing 200',
      'getThing 404',
      'getThing 500',
      'getThing 404 No thing …',
      'getThing 404 No name',
    ]);
    coverage.saw('getThing', 200, null);
    coverage.saw('getThing', 404, 'No thing "another"');
    expect(coverage.missing([])).toEqual(['getThing 500', 'getThing 404 No name']);
    coverage.saw('getThing', 404, 'No name');
    expect(coverage.missing([excuse])).toEqual([]);
  });

  it('knows excuses that nothing needs', () => {
    const coverage = new Coverage(contract);
    expect(coverage.needless([excuse, { ...excuse, status: 418 }])).toEqual([{ ...excuse, status: 418 }]);
    coverage.saw('getThing', 500, null);
    expect(coverage.needless([excuse])).toEqual([excuse]);
  });
});

describe('coverage of media types', () => {
  it('misses each of several', async () => {
    const file = join(folder, 'types.yaml');
    const csv = '            text/csv: { schema: { type: string }, example: id }\n';
    await writeFile(file, YAML.replace("        '404'", `${csv}        '404'`));
    const coverage = new Coverage(new Contract(file));
    coverage.saw('getThing', 200, null, 'application/json');
    expect(coverage.missing([excuse])).toContain('getThing 200 text/csv');
    expect(coverage.missing([excuse])).not.toContain('getThing 200 application/json');
  });
});

describe('the validator', () => {
  const answer = (status: number, value: unknown, headers: Record<string, string> = {}) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': 'r', ...headers },
    body: Buffer.from(value === undefined ? '' : JSON.stringify(value)),
  });
  const faults = (given: ReturnType<typeof answer>) =>
    new Validator(contract).faults(contract.operation('getThing'), given);

  it('accepts what is declared', () => {
    expect(faults(answer(200, { id: 5 }))).toEqual([]);
    expect(faults(answer(404, { message: 'No name' }))).toEqual([]);
    expect(faults(answer(500, undefined))).toEqual([]);
  });

  it('names what is not', () => {
    expect(faults(answer(418, {}))[0]).toContain('418 is not declared');
    expect(faults(answer(200, { id: 'x' }))[0]).toContain('/id must be integer');
    expect(faults(answer(200, { id: 1, more: 2 }))[0]).toContain('additional properties');
    expect(faults(answer(200, { id: 1 }, { 'content-type': 'text/html' }))[0]).toContain('Content-Type text/html');
    expect(faults(answer(500, { id: 1 }))[0]).toContain('a body came');
    const { 'x-request-id': _, ...headers } = answer(200, { id: 1 }).headers;
    expect(faults({ ...answer(200, { id: 1 }), headers } as never)).toEqual(['the header x-request-id is missing']);
  });
});
