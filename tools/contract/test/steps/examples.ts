import { describe, expect, it } from 'vitest';
import { type ExampleRequest, exampleRequests } from '../../src/examples.ts';
import type { Content } from '../../src/openapi.ts';
import { json, ROWS_TYPE, shapeFaults, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import { ALLOWED_ORIGIN } from '../../src/world.ts';

export function examplesStep(walk: Walk): void {
  const { contract, recorder } = walk;

  describe('the examples of the contract', () => {
    it.each(walk.operations())('%s: fit their own schemas', (_, operation) => {
      const contents: Content[] = [
        ...(operation.body?.contents ?? []),
        ...[...operation.answers.values()].flatMap((answer) => answer.contents),
      ];
      for (const { type, pointer, examples } of contents) {
        for (const { name, value } of examples) {
          const faults =
            type === ROWS_TYPE
              ? recorder.validator.lineFaults(pointer, value as string)
              : recorder.validator.valueFaults(pointer, value);
          expect(faults, `${pointer} ${name}`).toEqual([]);
        }
      }
    });

    it.each(walk.operations())('%s: good requests succeed', async (_, operation) => {
      const schemes = operation.security.length > 0 ? operation.security : [undefined];
      for (const scheme of schemes) {
        const requests = await exampleRequests(operation, walk.world, walk.project);
        expect(requests.length).toBeGreaterThan(0);
        for (const { name, project, path, query, contentType, body } of requests) {
          const what = `example ${name} with ${scheme ?? 'no key'}`;
          const headers = {
            ...(contentType ? { 'Content-Type': contentType } : {}),
            ...(scheme?.startsWith('public') ? { Origin: ALLOWED_ORIGIN } : {}),
          };
          const answer = await walk.send(
            operation,
            project,
            { scheme, path, query, headers, ...(body ? { body } : {}) },
            what,
          );
          expect(answer.status, `${operation.id}, ${what}: ${text(answer)}`).toBe(operation.successStatus);
          if (headers.Origin) expect(answer.headers['access-control-allow-origin']).toBe(ALLOWED_ORIGIN);
          const content = operation.answers.get(answer.status)!.contents[0];
          if (content?.type !== 'application/json') continue;
          const shapes = content.examples.map((example) => shapeFaults(example.value, json(answer)));
          expect(
            shapes.some((faults) => faults.length === 0),
            `${operation.id}, ${what}: ${JSON.stringify(shapes)}`,
          ).toBe(true);
        }
      }
    });

    it('reports show rows in every list', async () => {
      const empty: string[] = [];
      for (const [id, operation] of walk.operations(({ path }) => path.startsWith('/api/analytics/'))) {
        const [{ path, query }] = (await exampleRequests(operation, walk.world, walk.project)) as [ExampleRequest];
        const answer = await walk.send(operation, walk.project, { path, query }, 'rows');
        const data = json(answer).data as Record<string, unknown>;
        for (const [name, value] of Object.entries(data)) {
          if (Array.isArray(value) && value.length === 0) empty.push(`${id} ${name}`);
        }
      }
      expect(empty).toEqual([]);
    });
  });

  describe('answers of their own kind', () => {
    const pageview = contract.operation('trackPageview');
    const body = JSON.stringify({ url: 'https://shop.test/', visitor_id: 'v', session_token: 's' });

    it('204 for a bot', async () => {
      const bots = [
        { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
        { 'User-Agent': '' },
        { Accept: '' },
        { 'Accept-Language': '' },
      ];
      for (const headers of bots) {
        const answer = await walk.send(pageview, walk.project, { headers, body }, JSON.stringify(headers));
        expect(answer.status, JSON.stringify(headers)).toBe(204);
      }
    });

    it('204 where the browser asks not to be tracked and the project respects it', async () => {
      const respectful = await walk.world.newProject({ respect_dnt: true });
      for (const headers of [{ DNT: '1' }, { 'Sec-GPC': '1' }]) {
        expect((await walk.send(pageview, respectful, { headers, body }, 'opted out')).status).toBe(204);
        expect((await walk.send(pageview, walk.project, { headers, body }, 'not asked')).status).toBe(202);
      }
    });

    it.each(walk.operations(({ answers }) => answers.has(304)))('%s: 304 for a known copy', async (_, operation) => {
      const [{ query }] = (await exampleRequests(operation, walk.world, walk.project)) as [ExampleRequest];
      // Events of other tests may still be on their way into the report.
      await expect
        .poll(
          async () => {
            const first = await walk.send(operation, walk.project, { query }, 'fresh');
            const headers = { 'If-None-Match': first.headers.etag! };
            return (await walk.send(operation, walk.project, { query, headers }, 'known')).status;
          },
          { timeout: 30_000 },
        )
        .toBe(304);
      const other = { 'If-None-Match': '"another"' };
      expect((await walk.send(operation, walk.project, { query, headers: other }, 'another')).status).toBe(200);
    });
  });
}
