import { describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import { fieldErrors } from '../../src/field-errors.ts';
import type { Operation } from '../../src/openapi.ts';
import { queryErrors } from '../../src/query-errors.ts';
import { padded, Refusals } from '../../src/refusals.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';

/** Statuses that have a step of their own, or cannot come from outside. */
const ELSEWHERE = new Set([429, 500, 503]);

export function refusalsStep(walk: Walk): void {
  const { recorder } = walk;

  async function goodRequest(operation: Operation): Promise<ExampleRequest> {
    const [request] = await exampleRequests(operation, walk.world, walk.project);
    return request!;
  }

  describe('declared refusals', () => {
    it.each(walk.operations(({ tag }) => tag !== 'Redirects'))('%s', async (_, operation) => {
      const refusals = new Refusals(walk.world, operation, await goodRequest(operation));
      const statuses = [...operation.answers.keys()].filter((status) => status >= 400 && !ELSEWHERE.has(status));
      for (const status of statuses) {
        for (const { name, message, method, send } of await refusals.of(status)) {
          const what = `${status}, ${name}`;
          const answer = await send();
          expect(answer.status, `${operation.id}, ${what}: ${text(answer)}`).toBe(status);
          recorder.check(operation, answer, what, method);
          if (method !== 'HEAD') expect(json(answer).message, what).toBe(message);
        }
      }
    });

    it.each(walk.operations(({ body }) => body !== null))('%s: says which field is wrong', async (_, operation) => {
      const { project } = await goodRequest(operation);
      const errors = await fieldErrors(operation.id, project, walk.world);
      expect(errors.length).toBeGreaterThan(0);
      for (const { message, body, raw, headers = {} } of errors) {
        const sent = raw ?? JSON.stringify(body);
        const what = `${JSON.stringify(headers)} ${sent.toString()}`;
        const answer = await walk.send(operation, project, { headers, body: sent }, what);
        expect([answer.status, json(answer).message], what).toEqual([400, message]);
      }
    });

    const withQuery = walk.operations(({ tag, parameters }) => {
      return tag !== 'Redirects' && parameters.some((parameter) => parameter.in === 'query');
    });

    it.each(withQuery)('%s: says which parameter is wrong', async (_, operation) => {
      const { project, path } = await goodRequest(operation);
      for (const { query, message, headers = {} } of await queryErrors(operation, walk.world, project)) {
        const answer = await walk.send(operation, project, { path, query, headers }, query);
        expect([answer.status, json(answer).message], query).toEqual([400, message]);
      }
    });

    it.each(walk.operations(({ body }) => body !== null))('%s: takes the largest body', async (_, operation) => {
      const { project, body } = await goodRequest(operation);
      const largest = padded(body!, operation.body!.maxBytes);
      const answer = await walk.send(operation, project, { body: largest }, 'the largest body');
      expect(answer.status, text(answer)).toBe(operation.successStatus);
    });
  });
}
