/**
 * What questions cost on blocks in memory; run by hand: npm run bench:scan -w @micrologs/columns [days ...]
 * The blocks are kept in the folder for temporary files between runs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { channelOf } from '@micrologs/domain';
import {
  answerPageviews,
  answerSessions,
  type Block,
  BlockBuilder,
  type BlockColumns,
  type BlockHead,
  blockOf,
  COLUMNS,
  type ColumnInfo,
  type ColumnName,
  type ColumnSource,
  type FactFilter,
  type NumberColumnName,
  type PageviewQuery,
  pageviewQuery,
  type SessionQuery,
  sessionQuery,
  type TextColumnName,
} from '../src/index.ts';
import { MemoryDictionary } from '../src/memory-source.fixture.ts';
import { FIRST_DAY, factsOf } from './year.ts';

const RUNS = 5;
const DAYS = process.argv.slice(2).map(Number);
const LENGTHS = DAYS.length > 0 ? DAYS : [30, 365];

const TWO_FILTERS: FactFilter = {
  all: [
    { field: 'deviceType', op: 'is', values: ['mobile'] },
    { field: 'countryCode', op: 'is', values: ['DE'] },
  ],
};

function questions(to: number): Record<string, (filter?: FactFilter) => PageviewQuery | SessionQuery> {
  const scope = { project: 1, days: { from: FIRST_DAY, to: FIRST_DAY + to - 1 } };
  const most = { ...scope, mostOf: 'pageviews' } as const;
  return {
    total: (filter) =>
      pageviewQuery({ ...scope, filter, by: [], measures: ['pageviews', 'visitors', 'newInRange', 'sessions'] }),
    'by day': (filter) =>
      pageviewQuery({ ...scope, filter, by: ['day'], measures: ['pageviews', 'visitors', 'newOnDay'] }),
    'by url': (filter) =>
      pageviewQuery({
        ...most,
        filter,
        by: ['url'],
        measures: ['pageviews', 'visitors', 'latestTitle', 'engagedMs', 'scrollPct'],
        limit: 101,
      }),
    'by path': (filter) =>
      pageviewQuery({ ...most, filter, by: ['path'], measures: ['pageviews', 'visitors'], limit: 101 }),
    'by device': (filter) =>
      pageviewQuery({ ...most, filter, by: ['deviceType'], measures: ['pageviews', 'visitors'], limit: 1000 }),
    'by country': (filter) =>
      pageviewQuery({
        ...most,
        filter,
        by: ['country', 'countryCode'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['countryCode'],
        limit: 1000,
      }),
    'by city': (filter) =>
      pageviewQuery({
        ...most,
        filter,
        by: ['city', 'region', 'countryCode'],
        measures: ['pageviews'],
        nonEmpty: ['countryCode', 'city'],
        limit: 50,
      }),
    'by UTM': (filter) =>
      pageviewQuery({
        ...most,
        filter,
        by: ['utmSource', 'utmMedium', 'utmCampaign'],
        measures: ['pageviews', 'visitors'],
        nonEmpty: ['utmCampaign'],
        limit: 1000,
      }),
    'by referrer': (filter) =>
      pageviewQuery({ ...most, filter, by: ['referrer'], measures: ['pageviews'], nonEmpty: ['referrer'], limit: 20 }),
    'by channel': (filter) =>
      pageviewQuery({ ...most, filter, by: ['channel'], measures: ['pageviews', 'visitors'], limit: 1000 }),
    'sessions by day': (filter) => sessionQuery({ ...scope, filter, by: ['day'] }),
    'sessions by entry page': (filter) =>
      sessionQuery({ ...scope, filter, by: ['entryPage'], people: true, mostFirst: true, limit: 101 }),
  };
}

interface StoredBlock {
  head: BlockHead;
  columns: BlockColumns;
}

async function makeBlocks(days: number): Promise<{ blocks: StoredBlock[]; texts: string[] }> {
  const dictionary = new MemoryDictionary();
  const blocks: StoredBlock[] = [];
  for (let index = 0; index < days; index++) {
    const facts = factsOf(FIRST_DAY + index);
    const builder = new BlockBuilder({
      day: facts.day,
      part: 0,
      isNew: (visitor) => visitor >= facts.firstNew,
      channelOf,
    });
    for (const view of facts.views) builder.addView(view);
    for (const session of facts.sessions) builder.addSession(session);
    blocks.push(stored(await builder.build(dictionary.intern)));
  }
  return { blocks, texts: Array.from({ length: dictionary.limit - 1 }, (_, i) => dictionary.textOf(i + 1)) };
}

function stored(block: Block): StoredBlock {
  const { numbers, texts, ...head } = block;
  const columns: BlockColumns = {};
  for (const [name, { kind }] of Object.entries(COLUMNS as Record<ColumnName, ColumnInfo>)) {
    if (kind === 'number') columns[name as NumberColumnName] = numbers(name as NumberColumnName);
    else columns[name as TextColumnName] = texts(name as TextColumnName);
  }
  return { head, columns };
}

async function openSource(days: number): Promise<ColumnSource> {
  const file = join(tmpdir(), `micrologs-scan-${FIRST_DAY}-${days}.bin`);
  if (!existsSync(file)) writeFileSync(file, serialize(await makeBlocks(days)));
  const { blocks: all, texts } = deserialize(readFileSync(file)) as Awaited<ReturnType<typeof makeBlocks>>;
  const blocks = all.map(({ head, columns }) => blockOf(head, columns));
  const idOf = new Map<string, number>();
  for (const [i, text] of texts.entries()) idOf.set(text, i + 1);
  return {
    async *blocks({ from, to }) {
      for (const block of blocks) if (block.day >= from && block.day <= to) yield block;
    },
    textsOf: async (ids) => ids.map((id) => texts[id - 1]!),
    idsOf: async (some) => some.map((text) => idOf.get(text) ?? null),
  };
}

async function median(source: ColumnSource, query: PageviewQuery | SessionQuery): Promise<number> {
  const spent: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    if (query.from === 'pageviews') await answerPageviews(source, query);
    else await answerSessions(source, query);
    spent.push(performance.now() - start);
  }
  return spent.sort((a, b) => a - b)[RUNS >> 1]!;
}

for (const length of LENGTHS) {
  const source = await openSource(length);
  console.log(`${length} days`.padEnd(26), 'all'.padStart(8), '2 filters'.padStart(10));
  for (const [name, ask] of Object.entries(questions(length))) {
    const [all, filtered] = [await median(source, ask()), await median(source, ask(TWO_FILTERS))];
    console.log(name.padEnd(26), `${all.toFixed(1)}`.padStart(8), `${filtered.toFixed(1)}`.padStart(10), 'ms');
  }
}
