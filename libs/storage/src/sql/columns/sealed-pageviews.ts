import {
  type Block,
  type ColumnName,
  pageviewOf,
  VIEW_COLUMNS,
  VIEW_NUMBERS,
  type ViewFacts,
  viewsOf,
} from '@micrologs/columns';
import type { PageviewNumber, ProjectId, VisitorNumber } from '@micrologs/domain';
import type { ExportPage, ExportRows } from '../../exports.ts';
import { type SqlConnection, selectByKey } from '../connection.ts';
import type { SqlColumnSource } from './column-source.ts';
import type { DayPlan } from './day-plans.ts';

/** The views of a day after a position, by number, out of its blocks. */
export async function sealedPageviews(
  connection: SqlConnection,
  source: SqlColumnSource,
  { day }: DayPlan,
  { project, after, limit }: Pick<ExportPage, 'project' | 'after' | 'limit'>,
): Promise<ExportRows['pageviews'][]> {
  const blocks = (columns: readonly ColumnName[]) => source.blocks({ from: day, to: day }, columns);
  const last = after?.day === day ? after.number : 0;
  const wanted = await nextNumbers(blocks(['number']), last, limit);
  const views: ViewFacts[] = [];
  // With the ids in place of the texts: the texts of a page are few beside those of a day.
  for await (const block of blocks(VIEW_COLUMNS)) {
    for (const view of viewsOf(block, String, (number) => wanted.has(number))) views.push(view);
  }
  views.sort(([a], [b]) => a - b);

  const ids = new Set(views.flatMap((view) => view.slice(VIEW_NUMBERS) as string[]));
  const texts = await source.textsOf([...ids].map(Number));
  const textById = new Map([...ids].map((id, place) => [id, texts[place]!]));
  const hashes = await visitorHashes(connection, project, new Set(views.map((view) => view[1])));
  return views.map((view) => {
    const facts = view.map((value, i) => (i < VIEW_NUMBERS ? value : textById.get(value as string))) as ViewFacts;
    return { ...pageviewOf(project, day, facts), visitorHash: hashes.get(view[1]) ?? '' };
  });
}

/** The lowest numbers of views above `last`. */
async function nextNumbers(blocks: AsyncIterable<Block>, last: number, limit: number): Promise<Set<PageviewNumber>> {
  let next = new Float64Array(0);
  for await (const block of blocks) {
    const numbers = block.numbers('number').filter((number) => number > last);
    next = Float64Array.from([...next, ...numbers])
      .sort()
      .slice(0, limit);
  }
  return new Set(next);
}

const HASH = selectByKey('SELECT hex(hash) FROM visitors', ['project_id', 'number']);

async function visitorHashes(
  connection: SqlConnection,
  project: ProjectId,
  visitors: ReadonlySet<VisitorNumber>,
): Promise<Map<VisitorNumber, string>> {
  const asked = [...visitors];
  const hashes = new Map<VisitorNumber, string>();
  await connection.selectByKeys<[string]>(
    HASH,
    asked.map((visitor) => [project, visitor]),
    ([hash], key) => hashes.set(asked[key]!, hash.toLowerCase()),
  );
  return hashes;
}
