import { describe, expect, it } from 'vitest';
import { exampleRequests } from '../../src/examples.ts';
import type { Answer } from '../../src/http.ts';
import { namesOf, requestNaming, type Thing } from '../../src/names.ts';
import { groupOf, linkOf, newLink, unusedCode, webhookOf } from '../../src/seeds.ts';
import { json, text } from '../../src/validator.ts';
import type { Walk } from '../../src/walk.ts';
import type { TestProject } from '../../src/world.ts';

const UNKNOWN_ID = 1_000_003;

/** Nobody learns from an answer whether another project has something. */
export function tenantsStep(walk: Walk): void {
  const naming = walk.operations(
    (operation) => operation.security.includes('secretKey') && namesOf(operation) !== null,
  );

  /** Status, headers that tell something, and body, without what was asked for. */
  function told({ status, headers, body }: Answer, value: number | string): unknown {
    const { date: _, 'x-request-id': __, etag: ___, 'content-length': ____, ...others } = headers;
    return [status, others, body.toString('utf8').replace(new RegExp(`\\b${value}\\b`, 'g'), 'VALUE')];
  }

  async function foreignAndUnknown(thing: Thing): Promise<[number | string, number | string]> {
    if (thing === 'link') return [await linkOf(walk.world, walk.project), unusedCode()];
    const foreign = await (thing === 'webhook' ? webhookOf : groupOf)(walk.world, walk.project);
    return [foreign, UNKNOWN_ID];
  }

  describe('what belongs to another project', () => {
    let asker: TestProject;

    it('is asked for by some operations', () => {
      expect(naming.map(([id]) => id)).toEqual([
        'updateErrorStatus',
        'getErrorTrend',
        'getErrorDetail',
        'getLinkDetail',
        'getLink',
        'editLink',
        'deleteLink',
        'getLinkQr',
        'getWebhook',
        'editWebhook',
        'deleteWebhook',
        'rotateWebhookSecret',
        'pingWebhook',
        'replayWebhookDeliveries',
      ]);
    });

    it.each(naming)('%s: is like what does not exist', async (_, operation) => {
      asker ??= await walk.world.newProject({ name: 'Asker' });
      const known = namesOf(operation)!;
      const [foreign, unknown] = await foreignAndUnknown(known.thing);
      const [good] = await exampleRequests(operation, walk.world, walk.project);
      const answers = [];
      for (const value of [foreign, unknown]) {
        const answer = await walk.send(operation, asker, requestNaming(known, good!, value), `${known.field} ${value}`);
        answers.push(told(answer, value));
      }
      expect(answers[0]).toEqual(answers[1]);
    });

    it('is left as it was', async () => {
      const code = await linkOf(walk.world, walk.project);
      expect(await walk.world.ask(walk.project, `/api/links/detail?code=${code}`)).toMatchObject({
        code,
        label: 'Footer',
      });
    });

    it('shows only where a code is asked for that is taken', async () => {
      const code = await newLink(walk.world, walk.project);
      const body = JSON.stringify({ destination_url: 'https://shop.test/', code });
      const answer = await walk.send(walk.contract.operation('createLink'), asker, { body }, 'a taken code');
      expect([answer.status, json(answer).message]).toEqual([409, 'code is already taken']);
      const links = JSON.stringify({ links: [{ destination_url: 'https://shop.test/', code }] });
      const bulk = await walk.send(walk.contract.operation('bulkCreateLinks'), asker, { body: links }, 'a taken code');
      expect(bulk.status, text(bulk)).toBe(400);
      expect(json(bulk).data).toMatchObject({
        results: [{ index: 0, status: 'rejected', message: 'code is already taken' }],
      });
    });

    it('cannot be reached with a cursor of another project', async () => {
      await newLink(walk.world, walk.project);
      const { next_cursor: cursor } = await walk.world.ask(walk.project, '/api/links/list?limit=1');
      const operation = walk.contract.operation('listLinks');
      const answer = await walk.send(operation, asker, { query: `limit=1&cursor=${cursor}` }, 'a foreign cursor');
      expect([answer.status, json(answer).message]).toEqual([400, 'cursor is not valid']);
    });
  });
}
