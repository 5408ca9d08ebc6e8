import { DEFAULT_SETTINGS, localDay, SECRET_KEY_ACTOR } from '@micrologs/domain';
import { pageviewQuery } from '@micrologs/storage';
import { aLink, anAct, aWebhookEvent, NOON } from '@micrologs/storage/conformance';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openSqliteInThread } from '../src/index.ts';
import { alerts } from '../src/migrations/alerts.ts';
import { pageviews } from '../src/migrations/pageviews.ts';
import { migrations } from '../src/migrations.ts';
import { temporaryDatabase } from './temporary-database.ts';

const DAY = localDay(NOON, 'UTC');

/** A file as version 0.1 left it before errors, audit log and links: its schema, one project, one view. */
function firstVersionFile(file: string): void {
  const database = new Database(file);
  database.exec('CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER)');
  for (const statement of pageviews.statements) database.exec(statement);
  database.prepare('INSERT INTO schema_migrations VALUES (1, ?, ?)').run(pageviews.name, NOON);
  const settings = JSON.stringify({ cookieless: false, respectDnt: true, mergeFingerprints: false });
  database
    .prepare("INSERT INTO projects VALUES (1, 'Shop', ?, ?, '[\"shop.test\"]', 1, 'UTC', ?, ?, ?)")
    .run('a'.repeat(32), 'b'.repeat(64), settings, NOON, NOON);
  const columns = database.pragma('table_info(pageviews)') as { name: string; type: string }[];
  const values = columns.map(({ name, type }) => {
    if (name === 'day') return DAY;
    if (name === 'occurred_at') return NOON;
    return type === 'TEXT' ? `${name}` : 1;
  });
  database.prepare(`INSERT INTO pageviews VALUES (${columns.map(() => '?').join(', ')})`).run(...values);
  database.close();
}

it('brings a file of the first version up to date, keeps what it holds and takes what is new', async () => {
  const { file, remove } = temporaryDatabase();
  firstVersionFile(file);
  const storage = await openSqliteInThread({ file, mode: 'writer' });
  const [project] = await storage.projects.all();
  expect(project).toMatchObject({ name: 'Shop', settings: { ...DEFAULT_SETTINGS, respectDnt: true } });
  const query = {
    views: pageviewQuery({ project: 1, days: { from: DAY, to: DAY }, by: ['url'], measures: ['pageviews'] }),
  };
  expect(await storage.facts.read(query)).toEqual({ views: [{ url: 'url', pageviews: 1 }] });

  const act = anAct({ actor: SECRET_KEY_ACTOR });
  expect(await storage.links.create([aLink({ project: 1, code: 'sale' })], act)).toMatchObject([{ code: 'sale' }]);
  expect(await storage.audit.chains()).toContainEqual(
    expect.objectContaining({ project: 1, head: expect.objectContaining({ sequence: 1 }) }),
  );
  await storage.close();
  remove();
});

/** A file as it was before alerts had numbers, with one event in the outbox. */
function fileWithOutbox(file: string): void {
  const database = new Database(file);
  database.exec('CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER)');
  const done = migrations.slice(0, migrations.indexOf(alerts));
  for (const [index, { name, statements }] of done.entries()) {
    for (const statement of statements) database.exec(statement);
    database.prepare('INSERT INTO schema_migrations VALUES (?, ?, ?)').run(index + 1, name, NOON);
  }
  database
    .prepare("INSERT INTO webhook_events VALUES (7, 'an-id', 1, NULL, 'error_group.created', '{}', 'old', ?, 0)")
    .run(NOON);
  database.close();
}

it('numbers alerts from the upgrade on, and still delivers what was in the outbox before', async () => {
  const { file, remove } = temporaryDatabase();
  fileWithOutbox(file);
  const storage = await openSqliteInThread({ file, mode: 'writer' });
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
  await storage.close();
  remove();
});
