import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerFaults, assertAnswer } from './answers.ts';
import { coerceAuditText } from './audit.ts';
import { parseBatch } from './batch.ts';
import { parseBulkLinks } from './bulk-links.ts';
import { coerceErrorText } from './error.ts';
import { coerceErrorStatus } from './error-status.ts';
import { bodyShapes, queryShapes } from './generated/shapes.ts';
import { bodyValidators, queryValidators } from './generated/validators.mjs';
import type { InputField } from './input-shape.ts';
import { type OperationId, operationIds, operationInfo } from './operations.ts';
import { coercePageview } from './pageview.ts';
import { type BodyOperationId, parseBody } from './parse-body.ts';
import { parseQuery, type QueryOperationId } from './parse-query.ts';
import type { Parsed } from './result.ts';

interface Media {
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}
type Node = Record<string, unknown> & { $ref?: string; content?: Record<string, Media> };
interface Operation {
  operationId: OperationId;
  summary: string;
  description: string;
  requestBody?: Node;
  responses: Record<string, Node>;
  parameters?: Node[];
}

const document = JSON.parse(readFileSync(new URL('./generated/openapi.json', import.meta.url), 'utf8'));

function resolve(node: Node): Node {
  if (node.$ref === undefined) return node;
  return node.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], document);
}

function examplesOf(node: Node | undefined, mediaType = 'application/json'): unknown[] {
  const media = node?.content?.[mediaType];
  if (!media) return [];
  return media.example === undefined ? Object.values(media.examples ?? {}).map(({ value }) => value) : [media.example];
}

const operations = (Object.values(document.paths) as Record<string, Operation>[]).flatMap((item) =>
  Object.values(item),
);

const withBody = operations.filter(({ requestBody }) => requestBody?.content?.['application/json']);
const withQuery = operations.filter(({ operationId }) => operationId in queryValidators);

it('has the operations of the table', () => {
  expect(operations.map(({ operationId }) => operationId)).toEqual(operationIds);
});

describe.each(operations.map((operation) => [operation.operationId, operation] as const))('%s', (id, operation) => {
  const info = operationInfo(id);

  it('is described', () => {
    expect(operation.summary.length).toBeGreaterThan(5);
    expect(operation.description.length).toBeGreaterThan(20);
  });

  it('declares the errors that follow from what it is', () => {
    const expected = [
      // The other methods of a path are told with those that have a body.
      [405, info.method !== 'HEAD'],
      [500, true],
      [401, info.security.length > 0],
      // Errors and audit entries from a foreign page are answered like those with an unknown key.
      [403, info.security.includes('publicKey') && !['trackError', 'trackAudit'].includes(id)],
      [413, info.maxBodyBytes !== null],
      [429, Object.keys(info.rateLimits).length > 0],
      // Figures are told without the database; those that it knows are missing then.
      [503, Object.keys(info.rateLimits).length > 0 && id !== 'getMetrics'],
      [400, id in bodyValidators || id in queryValidators],
    ] as const;
    for (const [status, applies] of expected) if (applies) expect(info.statuses).toContain(status);
  });

  it('has examples of its answers, which match their schemas', () => {
    for (const [status, reference] of Object.entries(operation.responses)) {
      const response = resolve(reference);
      if (!response.content?.['application/json']) continue;
      const examples = examplesOf(response);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) expect(answerFaults(id, Number(status), example)).toEqual([]);
    }
  });
});

describe.each(withBody.map((operation) => [operation.operationId, operation] as const))(
  'body of %s',
  (id, operation) => {
    it('has examples, which match its schema and are read as they stand', () => {
      const examples = examplesOf(operation.requestBody);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        bodyValidators[id]!(example);
        expect(bodyValidators[id]!.errors ?? []).toEqual([]);
        expect(readBody(id, example)).toMatchObject({ ok: true });
      }
      for (const text of examplesOf(operation.requestBody, 'text/plain')) {
        expect(readBody(id, JSON.parse(text as string))).toMatchObject({ ok: true });
      }
    });
  },
);

it.each(withQuery.map(({ operationId }) => operationId))('query of %s may lack whatever is not required', (id) => {
  const { fields } = queryShapes[id as QueryOperationId];
  const required = Object.entries<InputField>(fields).filter(([, field]) => field.required);
  const query = new URLSearchParams(Object.fromEntries(required.map(([name]) => [name, '1'])));
  expect(parseQuery(id as QueryOperationId, query)).toMatchObject({ ok: true });
});

/** The readers of bodies that are not read by table. */
const READERS: Partial<Record<OperationId, (body: unknown) => object>> = {
  trackPageview: coercePageview,
  trackError: (body) => coerceErrorText(body, JSON.stringify(body)),
  trackAudit: (body) => coerceAuditText(body, JSON.stringify(body)),
  updateErrorStatus: coerceErrorStatus,
  trackBatch: (body) => wholeList(parseBatch(body, { keyType: 'secret', identityRequired: true, bodyBytes: 1000 })),
  bulkCreateLinks: (body) => wholeList(parseBulkLinks(body)),
};

function readBody(id: OperationId, body: unknown): object {
  return READERS[id]?.(body) ?? parseBody(id as BodyOperationId, body);
}

/** The first item that is refused, if there is one. */
function wholeList(list: Parsed<{ ok: boolean }[]>): object {
  return list.ok ? (list.value.find(({ ok }) => !ok) ?? list) : list;
}

it('has a check with a message for whatever may be wrong with a field', () => {
  for (const [id, { fields, checks }] of Object.entries(bodyShapes)) {
    const checked = checks.map((check) => ('field' in check ? check.field : null));
    for (const [name, field] of Object.entries(fields)) {
      // Text without a rule of its own reads anything but lists and objects.
      if (!(id === 'deleteProject' && name === 'confirm'))
        expect(checked, `${id} ${name} ${field.kind}`).toContain(name);
    }
  }
});

describe('assertAnswer', () => {
  const verdict = { success: true, message: 'Key verified', data: { valid: false } };

  it('finds what is not declared', () => {
    expect(() => assertAnswer('verifyKey', 200, verdict)).not.toThrow();
    expect(() => assertAnswer('verifyKey', 201, verdict)).toThrow('verifyKey does not declare the status 201');
    expect(() => assertAnswer('verifyKey', 200, { ...verdict, extra: 1 })).toThrow(/additional properties/);
    expect(() => assertAnswer('verifyKey', 200, { ...verdict, data: { valid: true } })).toThrow(/verifyKey 200/);
    expect(() => assertAnswer('trackPageview', 204, undefined)).not.toThrow();
    expect(() => assertAnswer('trackPageview', 204, {})).toThrow(/has no JSON body/);
    expect(() => assertAnswer('verifyKey', 429, { success: false, message: 'x' })).toThrow(/error/);
  });
});
