import {
  ConflictError,
  LeaseLostError,
  partitionOf,
  StorageUnavailableError,
  type WritableStorage,
} from '@micrologs/storage';
import { anAct, aProject, aWebhookEvent, countFacts, storeOneOfEach } from '@micrologs/storage/conformance';
import { inTransaction, type Migration } from '@micrologs/storage/sql';
import { type GaleraCluster, type MariaDb, startGalera } from '@micrologs/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { MysqlConnection } from '../src/connection.ts';
import { openMysqlInThread, parseMysqlUrl } from '../src/index.ts';
import { migrate } from '../src/migrate.ts';
import { SchemaTurn } from '../src/schema-turn.ts';

let cluster: GaleraCluster;
beforeAll(async () => {
  cluster = await startGalera();
});
afterAll(() => cluster?.stop());

let url: string;
let name: string;
const opened: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  url = await cluster.createDatabase();
  name = parseMysqlUrl(url).database;
  await untilAllHave();
});
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});

/** Whoever connects to a node is not waited for as one who reads there. */
async function untilAllHave(): Promise<void> {
  for (const node of cluster.nodes) await node.administer('SET wsrep_sync_wait = 7', 'SELECT 1');
}

async function open(database: string): Promise<WritableStorage> {
  const storage = await openMysqlInThread({ address: parseMysqlUrl(database), mode: 'writer' });
  opened.push(storage);
  return storage;
}

/**
 * Lets nothing of what other nodes commit reach a node, as when it is a moment behind them.
 * @returns what lets it through
 */
async function hold(node: MariaDb, other: MariaDb): Promise<() => Promise<void>> {
  const blocker = await createConnection({ socketPath: node.socket, user: 'root', database: name });
  await blocker.query('CREATE TABLE in_the_way (n INT PRIMARY KEY)');
  await blocker.query('LOCK TABLES in_the_way WRITE');
  await other.administer('SET wsrep_sync_wait = 7', `INSERT INTO ${name}.in_the_way VALUES (1)`);
  return () => blocker.end();
}

async function untilItCommits(node: MariaDb): Promise<void> {
  const committing = "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info = 'COMMIT'";
  await expect.poll(async () => (await node.administer(committing))[0]!.n).toBe(1);
}

it('reads on one node what was committed on another, however far that one is behind', async () => {
  const [first, second] = cluster.nodes as [MariaDb, MariaDb];
  const here = await open(`${first.url}/${name}`);
  const there = await open(`${second.url}/${name}`);
  const letThrough = await hold(second, first);
  const { id } = await here.projects.create(aProject(), anAct());
  const projects = there.projects.all();
  await letThrough();
  expect((await projects).map((project) => project.id)).toEqual([id]);
});

it('stores nothing of a transaction that was given up between two of its statements', async () => {
  const [first, second] = cluster.nodes as [MariaDb, MariaDb];
  const connection = new MysqlConnection({ address: parseMysqlUrl(`${first.url}/${name}`), mode: 'writer' });
  opened.push(connection);
  const insert = (n: number) => connection.run('INSERT INTO numbers VALUES (?)', [n]);
  await first.administer(`CREATE TABLE ${name}.numbers (n INT PRIMARY KEY)`);
  await connection.begin('write');
  await insert(1);
  // As the server does by itself.
  await connection.run('ROLLBACK');
  await insert(2);
  await expect(connection.commit()).rejects.toThrow(ConflictError);

  await connection.begin('write');
  await insert(3);
  await connection.commit();
  await insert(4);
  const stored = await second.administer('SET wsrep_sync_wait = 1', `SELECT n FROM ${name}.numbers ORDER BY n`);
  expect(stored).toEqual([{ n: 3 }, { n: 4 }]);
});

it('reads and writes again after a connection was lost in the middle of a transaction', async () => {
  const [first] = cluster.nodes as [MariaDb];
  const connection = new MysqlConnection({ address: parseMysqlUrl(`${first.url}/${name}`), mode: 'writer' });
  opened.push(connection);
  await first.administer(`CREATE TABLE ${name}.numbers (n INT PRIMARY KEY)`);
  await connection.begin('write');
  await connection.run('INSERT INTO numbers VALUES (1)');
  const [{ id }] = (await connection.all<{ id: number }>('SELECT CONNECTION_ID() AS id')) as [{ id: number }];
  await first.administer(`KILL ${id}`);
  await expect(connection.run('INSERT INTO numbers VALUES (3)')).rejects.toThrow(StorageUnavailableError);
  await connection.rollback();

  await connection.begin('read');
  expect(await connection.all('SELECT n FROM numbers')).toEqual([]);
  await connection.commit();
  await connection.run('INSERT INTO numbers VALUES (2)');
  expect(await first.administer(`SELECT n FROM ${name}.numbers`)).toEqual([{ n: 2 }]);
});

it('stores nothing of a batch that was under way when another node saw the takeover of its partition', async () => {
  const [first, second] = cluster.nodes as [MariaDb, MariaDb];
  const here = await open(`${first.url}/${name}`);
  const there = await open(`${second.url}/${name}`);
  const { id: project } = await here.projects.create(aProject(), anAct());
  const partition = partitionOf(project);
  const lease = await here.ingest.acquireLease('one', 0);
  let letThrough = async () => {};
  const batch = here.ingest.transact(async (t) => {
    await t.advance('queue', lease, new Map([[partition, 5]]));
    await storeOneOfEach(t, project);
    letThrough = await hold(first, second);
    expect((await there.ingest.acquireLease('two', 60_000)).epochs.has(partition)).toBe(true);
  });
  const outcome = expect(batch).rejects.toThrow(ConflictError);
  await untilItCommits(first);
  await letThrough();
  await outcome;
  expect(await countFacts(here, project)).toEqual({ pageviews: 0, visitors: 0, sessions: 0 });
  await expect(here.ingest.transact((t) => t.advance('queue', lease, new Map([[partition, 5]])))).rejects.toThrow(
    LeaseLostError,
  );
});

it('leaves nothing of a batch that was under way when another node deleted its project', async () => {
  const [first, second] = cluster.nodes as [MariaDb, MariaDb];
  const here = await open(`${first.url}/${name}`);
  const there = await open(`${second.url}/${name}`);
  const { id: project } = await here.projects.create(aProject(), anAct());
  let letThrough = async () => {};
  const batch = here.ingest.transact(async (t) => {
    expect((await t.projects([project])).has(project)).toBe(true);
    await storeOneOfEach(t, project);
    letThrough = await hold(first, second);
    expect(await there.projects.delete(project, anAct())).toBe(true);
  });
  const outcome = expect(batch).rejects.toThrow(ConflictError);
  await untilItCommits(first);
  await letThrough();
  await outcome;
  expect(await first.administer(`SELECT COUNT(*) AS n FROM ${name}.pageviews`)).toEqual([{ n: 0 }]);
});

it('numbers alerts without a gap, each once, though several nodes store them at once', async () => {
  const stores = await Promise.all(cluster.nodes.map((node) => open(`${node.url}/${name}`)));
  const { id: project } = await stores[0]!.projects.create(aProject(), anAct());
  await untilAllHave();
  const rounds = 5;
  for (let round = 0; round < rounds; round++) {
    await Promise.all(
      stores.map((storage, endpoint) =>
        storage.webhooks.addEvents([
          aWebhookEvent({ project, endpoint, dedupeKey: `${endpoint} ${round}`, alertKey: `all ${round}` }),
          aWebhookEvent({ project, endpoint, dedupeKey: `own ${endpoint} ${round}` }),
          aWebhookEvent({ project, dedupeKey: `same ${round}` }),
        ]),
      ),
    );
  }
  const count = rounds * (stores.length + 2);
  const { last, facts } = await stores[1]!.feeds.read('alerts', project, 1, 1000);
  expect(last).toBe(count);
  expect(facts.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
});

it('goes on with another node when one dies, and finds everything on it again when it is back', async () => {
  const [first] = cluster.nodes as [MariaDb];
  const here = await open(url);
  const there = await open(cluster.startingWith(1, url));
  const created: number[] = [];
  for (let i = 0; i < 5; i++) created.push((await here.projects.create(aProject(), anAct())).id);
  await first.kill();
  const createAnother = () =>
    here.projects.create(aProject(), anAct()).then(
      ({ id }) => created.push(id),
      (error: Error) => error.message,
    );
  await expect.poll(createAnother, { timeout: 60_000 }).toBe(6);
  expect((await there.projects.all()).map(({ id }) => id)).toEqual(created);
  await first.start();
  const again = await open(url);
  expect((await again.projects.all()).map(({ id }) => id)).toEqual(created);
});

it('is brought up to date once, though processes start on several nodes at once', async () => {
  const steps: Migration[] = [
    {
      name: 'first',
      statements: [
        'CREATE TABLE letters (letter CHAR(1) NOT NULL PRIMARY KEY, times INT NOT NULL) {table}',
        "INSERT INTO letters VALUES ('a', 1)",
        'UPDATE letters SET times = times * 2',
        'ALTER TABLE letters ADD COLUMN note INT NOT NULL DEFAULT 7',
        'UPDATE letters SET times = times * 2',
      ],
    },
    { name: 'second', statements: ["INSERT INTO letters VALUES ('b', 1, 8)", 'UPDATE letters SET times = times * 3'] },
  ];
  const connect = (node: MariaDb) => {
    const connection = new MysqlConnection({ address: parseMysqlUrl(`${node.url}/${name}`), mode: 'writer' });
    opened.push(connection);
    return connection;
  };
  await Promise.all([...cluster.nodes, ...cluster.nodes].map((node) => migrate(connect(node), steps, 1)));
  for (const node of cluster.nodes) {
    expect(await node.administer('SET wsrep_sync_wait = 1', `SELECT * FROM ${name}.letters ORDER BY letter`)).toEqual([
      { letter: 'a', times: 12, note: 7 },
      { letter: 'b', times: 3, note: 8 },
    ]);
  }
  // So does the real schema.
  const { nodes } = cluster;
  const own = new URL(await nodes[0]!.createDatabase()).pathname;
  await untilAllHave();
  const stores = await Promise.all(nodes.map((node) => open(`${node.url}${own}`)));
  expect(await Promise.all(stores.map(({ projects }) => projects.changeNumber()))).toEqual([0, 0, 0]);
});

it('stores nothing of a change of the schema by a process whose turn was taken over while it was halted', async () => {
  const [first, second] = cluster.nodes as [MariaDb, MariaDb];
  const connections = [first, second].map(
    (node) => new MysqlConnection({ address: parseMysqlUrl(`${node.url}/${name}`), mode: 'writer' }),
  ) as [MysqlConnection, MysqlConnection];
  opened.push(...connections);
  await migrate(
    connections[0],
    [{ name: 'first', statements: ['CREATE TABLE numbers (n INT PRIMARY KEY) {table}'] }],
    1,
  );
  const halted = await SchemaTurn.take(connections[0], 10);
  await first.administer(`UPDATE ${name}.schema_turn SET until = 0`);
  let letThrough = async () => {};
  const stored = inTransaction(connections[0], 'write', async () => {
    await halted.fence();
    await connections[0].run('INSERT INTO numbers VALUES (1)');
    letThrough = await hold(first, second);
    await (await SchemaTurn.take(connections[1], 10)).end();
  });
  const outcome = expect(stored).rejects.toThrow(ConflictError);
  await untilItCommits(first);
  await letThrough();
  await outcome;
  await expect(halted.fence()).rejects.toThrow('Another process took over');
  await halted.end();
  expect(await first.administer(`SELECT n FROM ${name}.numbers`)).toEqual([]);
});
