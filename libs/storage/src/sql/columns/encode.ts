import { type Block, COLUMNS, type ColumnName, type ColumnSource, daySumsOf, encodeColumn } from '@micrologs/columns';
import type { LocalDay, ProjectId } from '@micrologs/domain';
import type { EncodedDay, EncodedDays, EncodedSegment } from '../../column-store.ts';
import type { SqlConnection } from '../connection.ts';
import { type ColumnCaches, SqlColumnSource } from './column-source.ts';
import type { DayPlan } from './day-plans.ts';
import { dayVersion } from './live-rows.ts';
import { neededFor } from './needed.ts';

/** Days are put together up to about so many views, so that small ones share a transaction. */
const VIEWS_AT_ONCE = 50_000;

const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];
const EVERYTHING = neededFor(COLUMN_NAMES);

/**
 * Makes days into columns, in a snapshot.
 * @param days ascending; the later ones are left out where all together are much
 */
export async function encodeDays(
  connection: SqlConnection,
  project: ProjectId,
  days: readonly LocalDay[],
  caches: ColumnCaches,
): Promise<EncodedDays> {
  const source = await SqlColumnSource.open(connection, project, caches);
  const encoded: EncodedDay[] = [];
  let views = 0;
  for (const day of days) {
    const one = await encodeDay(connection, source, project, day);
    encoded.push(one);
    views += viewsOf(one);
    if (views >= VIEWS_AT_ONCE) break;
  }
  const { added, last } = source.dictionary;
  return { project, days: encoded, texts: added, lastText: last };
}

export function viewsOf({ heads }: Pick<EncodedDay, 'heads'>): number {
  return heads.reduce((sum, { views }) => sum + views, 0);
}

async function encodeDay(
  connection: SqlConnection,
  source: SqlColumnSource,
  project: ProjectId,
  day: LocalDay,
): Promise<EncodedDay> {
  const version = await dayVersion(connection, project, day);
  const encoded: EncodedDay = { day, version, heads: [], segments: [], sums: null };
  const [plan] = await source.plansOf({ from: day, to: day });
  if (!plan) return encoded;
  const blocks: Block[] = [];
  for await (const block of blocksOf(source, plan)) {
    if (block.views === 0 && block.sessions === 0) continue;
    blocks.push(block);
    encoded.heads.push(headOf(block));
    encoded.segments.push(...segmentsOf(block));
  }
  encoded.sums = await daySumsOf(sourceOf(source, blocks), day);
  return encoded;
}

/** These blocks, with the texts of their source. */
function sourceOf(source: ColumnSource, blocks: readonly Block[]): ColumnSource {
  return {
    async *blocks() {
      yield* blocks;
    },
    textsOf: (ids) => source.textsOf(ids),
    idsOf: (texts) => source.idsOf(texts),
  };
}

/** A day that is sealed as it is, is made again from what is stored: its rows, or its blocks when these are gone. */
function blocksOf(source: SqlColumnSource, plan: DayPlan): AsyncIterable<Block> {
  if (plan.from === 'blocks' && !plan.sealed.retired)
    return source.built({ ...plan, from: 'rows', sealed: null }, EVERYTHING);
  return source.built(plan, EVERYTHING);
}

function headOf({
  day,
  part,
  base,
  firstAt,
  lastAt,
  fragments,
  views,
  sessions,
  lagging,
}: Block): EncodedDay['heads'][number] {
  return { day, part, base, firstAt, lastAt, fragments, views, sessions, lagging };
}

function segmentsOf(block: Block): EncodedSegment[] {
  return COLUMN_NAMES.map((name) => ({
    part: block.part,
    columnId: COLUMNS[name].id,
    data: encodeColumn(block, name),
  }));
}
