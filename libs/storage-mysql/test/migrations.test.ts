import { aWebhookEvent } from '@micrologs/storage/conformance';
import type { Migration } from '@micrologs/storage/sql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MysqlConnection } from '../src/connection.ts';
import { migrations, openMysql, openMysqlInThread } from '../src/index.ts';
import { migrate } from '../src/migrate.ts';
import { alerts } from '../src/migrations/alerts.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

let database: TemporaryDatabase;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  database = await temporaryDatabase();
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await database.remove();
});

function connect(): MysqlConnection {
  const connection = new MysqlConnection({ address: database.address, mode: 'writer' });
  opened.push(connection);
  return connection;
}

const done = async () =>
  (await database.administer('SELECT version, name FROM schema_migrations ORDER BY version')).map(
    ({ version, name }) => `${version} ${name}`,
  );

/** Two tables, and a row that two of a step would show. */
const steps: Migration[] = [
  {
    name: 'first',
    statements: [
      'CREATE TABLE letters (letter CHAR(1) NOT NULL, times INT NOT NULL) {table}',
      "INSERT INTO letters VALUES ('a', 1)",
      'UPDATE letters SET times = times * 2',
      'ALTER TABLE letters ADD COLUMN note INT NOT NULL DEFAULT 7',
      'UPDATE letters SET times = times * 2',
      'CREATE TABLE more (n INT NOT NULL) {table}',
    ],
  },
  { name: 'second', statements: ["INSERT INTO letters VALUES ('b', 1, 8)"] },
];
const afterSteps = [
  { letter: 'a', times: 4, note: 7 },
  { letter: 'b', times: 1, note: 8 },
];

it('is done once by many that start at once, on connections and in threads of their own', async () => {
  const { address } = database;
  const stores = await Promise.all([
    ...[1, 2, 3, 4].map(() => openMysqlInThread({ address, mode: 'writer' })),
    ...[1, 2].map(() => openMysql({ address: { ...address, pool: 2 } })),
  ]);
  opened.push(...stores);
  for (const { projects } of stores) expect(await projects.all()).toEqual([]);
  for (const { projects } of stores) expect(await projects.changeNumber()).toBe(0);
  expect(await done()).toEqual(migrations.map(({ name }, i) => `${i + 1} ${name}`));
  expect(await database.administer('SELECT * FROM schema_progress')).toEqual([]);
});

it('repeats no statement of a step when several connections take it', async () => {
  await Promise.all([1, 2, 3, 4, 5].map(() => migrate(connect(), steps, 1)));
  expect(await database.administer('SELECT * FROM letters ORDER BY letter')).toEqual(afterSteps);
  expect(await done()).toEqual(['1 first', '2 second']);
});

/** A connection that is killed by the server before or after the statement of this number, counted over everything. */
class Mortal extends MysqlConnection {
  #left: number;
  readonly #when: 'before' | 'after';

  constructor(statements: number, when: 'before' | 'after') {
    super({ address: database.address, mode: 'writer' });
    opened.push(this);
    this.#left = statements;
    this.#when = when;
  }

  override async run(...args: Parameters<MysqlConnection['run']>): ReturnType<MysqlConnection['run']> {
    this.#left -= 1;
    if (this.#left === 0 && this.#when === 'before') await this.#die();
    const result = await super.run(...args);
    if (this.#left === 0 && this.#when === 'after') await this.#die();
    return result;
  }

  async #die(): Promise<void> {
    const [row] = await this.all<{ id: number }>('SELECT CONNECTION_ID() AS id');
    await database.administer(`KILL ${row!.id}`);
  }
}

it('goes on where another process died, whatever statement that was at', async () => {
  for (const when of ['before', 'after'] as const) {
    let deaths = 0;
    for (let statements = 1; ; statements++) {
      const failed = await migrate(new Mortal(statements, when), steps, 1).then(
        () => false,
        () => true,
      );
      await migrate(connect(), steps, 1);
      expect(await database.administer('SELECT * FROM letters ORDER BY letter')).toEqual(afterSteps);
      expect(await database.administer('SELECT * FROM more')).toEqual([]);
      expect(await done()).toEqual(['1 first', '2 second']);
      expect(await database.administer('SELECT * FROM schema_progress')).toEqual([]);
      await database.administer('DROP TABLE letters, more, schema_migrations, schema_progress');
      if (failed) deaths += 1;
      else break;
    }
    // Every statement of the steps, and what is noted after each.
    expect(deaths).toBeGreaterThan(14);
  }
});

it('numbers alerts from the upgrade on, and still delivers what was in the outbox before', async () => {
  await migrate(connect(), migrations.slice(0, migrations.indexOf(alerts)), 1);
  await database.administer(
    "INSERT INTO webhook_events VALUES (7, 'an-id', 1, NULL, 'error_group.created', '{}', 'old', 1, 0)",
  );
  const storage = await openMysql({ address: database.address });
  opened.push(storage);
  expect(await storage.feeds.read('alerts', 1, null, 10)).toEqual({ last: 0, facts: [] });
  const events = ['old', 'new'].map((dedupeKey) => aWebhookEvent({ project: 1, dedupeKey }));
  expect(await storage.webhooks.addEvents(events)).toEqual(['new']);
  const { last, facts } = await storage.feeds.read('alerts', 1, null, 10);
  const undispatched = await storage.webhooks.undispatched(null, 10);
  expect(undispatched.map(({ number, id }) => [number, id])).toEqual([
    [7, 'an-id'],
    [8, facts[0]!.id],
  ]);
  expect([last, facts.map(({ number }) => number)]).toEqual([1, [1]]);
});
