import { expect } from 'vitest';
import { refuse } from '../behaviours.ts';
import type { Behaviour, Exchange } from '../exchange.ts';
import { createClient, type Scenario } from '../scenario.ts';

const ROWS = [1, 2, 3, 4, 5].map((id) => ({ id, code: `link-${id}` }));
const PAGE = 2;

export const iterators: Scenario[] = [
  {
    title: 'Q4 an iterator follows the cursor to the end, with the same question',
    async run(bed) {
      bed.server.script([], pages);
      await createClient(bed);
      expect(await bed.sdk.iterate('links.list', { limit: PAGE, tag: 'spring' }, 100)).toEqual(ROWS);
      const queries = bed.server.requests.map(({ query }) => Object.fromEntries(query));
      expect(queries).toEqual([
        { limit: '2', tag: 'spring' },
        { limit: '2', tag: 'spring', cursor: 'after-2' },
        { limit: '2', tag: 'spring', cursor: 'after-4' },
      ]);
    },
  },
  {
    title: 'Q4 an iterator that is left early asks for no page of which nothing is consumed',
    async run(bed) {
      bed.server.script([], pages);
      await createClient(bed);
      expect(await bed.sdk.iterate('links.list', { limit: PAGE }, 2)).toEqual(ROWS.slice(0, 2));
      expect(bed.server.requests).toHaveLength(1);
      expect(await bed.sdk.iterate('links.list', { limit: PAGE }, 3)).toEqual(ROWS.slice(0, 3));
      expect(bed.server.requests).toHaveLength(3);
      expect(await bed.sdk.iterate('links.list', { limit: PAGE }, 0)).toEqual([]);
      expect(bed.server.requests).toHaveLength(3);
    },
  },
  {
    title: 'Q4 a page that fails is asked for again, and no row comes twice',
    async run(bed) {
      bed.server.script([pages, refuse(503), pages, refuse(502), refuse(502), pages]);
      await createClient(bed);
      expect(await bed.sdk.iterate('links.list', { limit: PAGE }, 100)).toEqual(ROWS);
    },
  },
  {
    title: 'Q4 an iterator throws what its page throws',
    async run(bed) {
      bed.server.script([pages, refuse(404, {}, 'Gone')]);
      await createClient(bed);
      const command = { do: 'iterate', name: 'links.list', input: { limit: PAGE }, take: 100 };
      expect(await bed.sdk.failure(command)).toMatchObject({ kind: 'NotFoundError', status: 404 });
    },
  },
];

/** The pages of five links, by the cursor of the request. */
function pages({ request, response }: Exchange): ReturnType<Behaviour> {
  const from = Number(request.query.get('cursor')?.replace('after-', '') ?? 0);
  const links = ROWS.slice(from, from + PAGE);
  const next = from + PAGE;
  const data = { links, count: links.length, next_cursor: next < ROWS.length ? `after-${next}` : null };
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ success: true, message: 'OK', data }));
}
