// A process that answers reports from one store: `answer.mjs ENGINE DATABASE LAST_DAY`. It tells its parent when it is ready,
// and answers each question that it is sent with what that took.
import { createHash } from 'node:crypto';
import { CachedFacts, type FactReader, type VersionedFactReader } from '@micrologs/storage';
import { openMysql, parseMysqlUrl } from '@micrologs/storage-mysql';
import { openSqlite } from '@micrologs/storage-sqlite';
import { openDuckDb } from '../duckdb/database.mjs';
import { DuckDbFactReader } from '../duckdb/facts.ts';
import { answer, type Question } from './questions.ts';

export interface Answered {
  ms: number;
  /** Of the whole process, every thread. */
  cpuMs: number;
  /** Of the answer, to compare. */
  digest: string;
  bytes: number;
}

const [engine, database, lastDay] = process.argv.slice(2) as [string, string, string];

const ENGINES: Record<string, () => Promise<FactReader>> = {
  sqlite: async () => (await openSqlite({ file: database, ...threads('sqlite') })).facts,
  mariadb: async () => (await openMysql({ address: parseMysqlUrl(database), ...threads('mysql') })).facts,
  duckdb: async () => new DuckDbFactReader(await openDuckDb(database)),
};

/** Of the bench's own bundle, where those of both engines lie side by side. */
function threads(engine: string) {
  const thread = (mode: string) => new URL(`${engine}/${mode}.thread.mjs`, import.meta.url);
  return { writerThread: thread('writer'), readerThread: thread('reader') };
}

const facts = await ENGINES[engine]!();
const kept = engine === 'duckdb' ? null : new CachedFacts({ facts: facts as VersionedFactReader });
process.on('message', async ({ isKept, ...question }: Question & { isKept?: boolean }) => {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const text = JSON.stringify(await answer(isKept ? kept! : facts, question, Number(lastDay)));
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  const digest = createHash('sha256').update(text).digest('hex');
  process.send!({ ms, cpuMs: (user + system) / 1000, digest, bytes: text.length } satisfies Answered);
});
process.on('disconnect', () => process.exit());
process.send!('ready');
