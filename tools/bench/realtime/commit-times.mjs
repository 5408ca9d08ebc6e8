// Loaded into the server's process by `--import`, and so into each of its threads: notes when a transaction of the store was committed,
// with the number of the last pageview of each project after it. The server itself is the one that is released.
import { appendFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { monotonicMs } from './monotonic.mjs';

const file = process.env.BENCH_COMMITS;
const { prepare } = Database.prototype;

Database.prototype.prepare = function (source) {
  const statement = prepare.call(this, source);
  if (source !== 'COMMIT' || !this.name.endsWith('micrologs.db')) return statement;
  const { run } = statement;
  let numbers = null;
  let noted = '';
  statement.run = (...args) => {
    const result = run.apply(statement, args);
    const at = monotonicMs();
    numbers ??= prepare.call(this, 'SELECT project_id, pageview FROM counters WHERE pageview > 0').raw();
    const text = JSON.stringify(numbers.all());
    if (text !== noted) appendFileSync(file, `${at} ${text}\n`);
    noted = text;
    return result;
  };
  return statement;
};
