import { type LinkId, localDay, type ProjectId } from '@micrologs/domain';
import {
  ConflictError,
  type Lease,
  partitionOf,
  StorageUnavailableError,
  type WritableStorage,
} from '@micrologs/storage';
import { aLink, anAct, aProject } from '@micrologs/storage/conformance';
import { openMysqlInThread, parseMysqlUrl } from '@micrologs/storage-mysql';
import { type MariaDb, startGalera, startMariaDb } from '@micrologs/testing';
import { afterEach, expect, it } from 'vitest';
import { storeBatch } from '../src/store-batch.ts';
import { VisitorMemory } from '../src/visitor-memory.ts';
import { eventsOf, PER_BATCH } from './parallel-events.ts';
import { NOON } from './world.ts';

const WRITERS = 4;
const EDITORS = 3;
const PROJECTS_EACH = 4;
/** `npm run torture -- deadlocks` lets it run for longer. */
const SECONDS = Number(process.env.DEADLOCK_SECONDS ?? 8);

/** Where the same days are others. */
const ZONES = ['Pacific/Kiritimati', 'UTC'];

/** Several who are open at once on one database, which has as many servers as `nodes`. */
interface Database {
  nodes: MariaDb[];
  create(): Promise<string>;
  stop(): Promise<void>;
  /** What counts how often a server had to keep transactions apart. */
  contention: readonly string[];
}

const DATABASES: Record<string, () => Promise<Database>> = {
  'one server': async () => {
    const server = await startMariaDb();
    return { nodes: [server], create: server.createDatabase, stop: server.stop, contention: ['Innodb_row_lock_waits'] };
  },
  'a cluster whose nodes all take writes': async () => {
    const cluster = await startGalera();
    const { nodes, createDatabase, stop } = cluster;
    return { nodes, create: createDatabase, stop, contention: ['wsrep_local_cert_failures', 'wsrep_local_bf_aborts'] };
  },
};

let database: Database;
const opened: WritableStorage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  await database.stop();
});

interface Subject {
  project: ProjectId;
  /** Clicked on and edited, but never deleted. */
  links: { id: LinkId; code: string }[];
}

/**
 * Stores batch after batch for its projects, as the only one who holds their partitions.
 * @returns how many, and how often one was run again
 */
async function write(
  { ingest }: WritableStorage,
  subjects: readonly Subject[],
  lease: Lease,
  until: number,
): Promise<{ batches: number; conflicts: number }> {
  const memory = new VisitorMemory();
  const partitions = [...lease.epochs.keys()];
  let conflicts = 0;
  for (let batch = 1; ; batch++) {
    const events = subjects.flatMap(({ project, links }) =>
      eventsOf(
        project,
        links.map(({ id }) => id),
        batch,
      ),
    );
    for (;;) {
      try {
        const { deadLetters } = await storeBatch({
          store: ingest,
          events: () => events,
          now: NOON,
          memory,
          advance: (transaction) =>
            transaction.advance('queue', lease, new Map(partitions.map((partition) => [partition, batch]))),
        });
        expect(deadLetters).toEqual([]);
        break;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        conflicts += 1;
      }
    }
    await ingest.renewLease(lease, 600_000);
    if (Date.now() >= until) return { batches: batch, conflicts };
  }
}

/** What editors did, in all. */
interface Edits {
  projects: number;
  /** Changes and deletions, which those who remember links are told of. */
  links: number;
  /** Acts that stand in audit logs. */
  acts: number;
}

/** Repeats an edit that the store gave up in favour of others too often, as happens where these come by another node. */
async function insist<T>(edit: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await edit();
    } catch (error) {
      if (!(error instanceof StorageUnavailableError)) throw error;
    }
  }
}

/** Edits what belongs to the writers' projects, one of them at random at a time. */
async function edit(storage: WritableStorage, name: string, subjects: readonly Subject[], until: number, edits: Edits) {
  const act = anAct();
  for (let i = 0; Date.now() < until; i++) {
    const { project, links } = subjects[Math.floor(Math.random() * subjects.length)]!;
    const { id, code } = links[i % links.length]!;
    const ownCode = `${name}-${i}`;
    const [own] = await insist(() =>
      storage.links.create([aLink({ project, code: ownCode, tags: ['new', `tag-${i % 3}`] })], act),
    );
    expect(own).not.toBeNull();
    expect(
      await insist(() => storage.links.update(project, code, { tags: [`tag-${i % 5}`, 'all'] }, NOON + i, act)),
    ).not.toBeNull();
    expect(await insist(() => storage.links.delete(project, ownCode, act))).toBe(true);
    expect(await insist(() => storage.projects.update(project, { name: ownCode }, NOON + i, act))).not.toBeNull();
    await insist(() => storage.audit.record(project, act));
    await insist(() => storage.links.reserveClick(id));
    edits.projects += 1;
    edits.links += 2;
    edits.acts += 5;
    if (i % 10 === 0) {
      // Days of every fact are written anew.
      await insist(() => storage.projects.update(project, { timeZone: ZONES[(i / 10) % 2]! }, NOON + i, act));
      edits.projects += 1;
      edits.acts += 1;
    }
    const status = (['resolved', 'open', 'ignored'] as const)[i % 3]!;
    const known = await insist(() => storage.errors.setStatus({ project, groups: [1, 2, 3], status, note: '', act }));
    edits.acts += known.length > 0 ? 1 : 0;
  }
}

it.each(Object.keys(DATABASES))(
  'stores everything once while writers and editors work at once on %s',
  async (kind) => {
    database = await DATABASES[kind]!();
    const { nodes } = database;
    const name = parseMysqlUrl(await database.create()).database;
    let opens = 0;
    const open = async () => {
      const { url } = nodes[opens++ % nodes.length]!;
      const storage = await openMysqlInThread({ address: parseMysqlUrl(`${url}/${name}`), mode: 'writer' });
      opened.push(storage);
      return storage;
    };
    const first = await open();
    const subjects: Subject[] = [];
    for (let i = 0; i < WRITERS * PROJECTS_EACH; i++) {
      const { id: project } = await first.projects.create(aProject(), anAct());
      const made = ['a', 'b'].map((letter) => aLink({ project, code: `${letter}-${i}`, maxClicks: 1_000_000 }));
      const links = await first.links.create(made, anAct());
      subjects.push({ project, links: links.map((link) => link!) });
    }
    const { owner, epochs } = await first.ingest.acquireLease('all', 600_000);
    const until = Date.now() + SECONDS * 1000;
    const edits: Edits = { projects: 0, links: 0, acts: 0 };
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      // Every fourth project, so that rows of different writers lie side by side.
      const own = subjects.filter((_, i) => i % WRITERS === writer);
      const partitions = own.map(({ project }) => partitionOf(project));
      const lease = { owner, epochs: new Map(partitions.map((partition) => [partition, epochs.get(partition)!])) };
      const { batches, conflicts } = await write(await open(), own, lease, until);
      return { own, batches, conflicts };
    });
    const editors = Array.from({ length: EDITORS }, async (_, editor) =>
      edit(await open(), `editor-${editor}`, subjects, until, edits),
    );
    const [written] = await Promise.all([Promise.all(writers), Promise.all(editors)]);

    let contention = 0;
    for (const node of nodes) {
      for (const counter of database.contention) {
        const [status] = await node.administer(`SHOW GLOBAL STATUS LIKE '${counter}'`);
        contention += Number(status!.Value);
      }
    }
    const sum = (of: (entry: (typeof written)[number]) => number) => written.reduce((all, entry) => all + of(entry), 0);
    console.log(
      `${SECONDS} s: ${sum(({ batches }) => batches)} batches, ${edits.acts} edits; ` +
        `${sum(({ conflicts }) => conflicts)} batches run again, ${database.contention.join(' + ')} ${contention}`,
    );
    expect(contention).toBeGreaterThan(0);

    const count = async (from: string) => {
      const rows = await nodes[0]!.administer('SET wsrep_sync_wait = 1', `SELECT COUNT(*) AS n FROM ${name}.${from}`);
      return Number(rows[0]!.n);
    };
    const ledger = (await first.ledger('queue')).projects;
    for (const { own, batches } of written) {
      for (const { project, links } of own) {
        const of = (table: string) => count(`${table} WHERE project_id = ${project}`);
        expect(await of('pageviews')).toBe(batches * PER_BATCH.views);
        const day = localDay(NOON, (await first.projects.all()).find(({ id }) => id === project)!.timeZone);
        expect(await count(`pageviews WHERE project_id = ${project} AND day = ${day}`)).toBe(batches * PER_BATCH.views);
        expect(await of('error_events')).toBe(batches * PER_BATCH.errors);
        expect(await of('clicks')).toBe(batches * PER_BATCH.clicks);
        expect(await count(`audit_entries WHERE project_id = ${project} AND source = 'client'`)).toBe(
          batches * PER_BATCH.audits,
        );
        const clicked = await Promise.all(links.map(({ code }) => first.links.get(project, code)));
        expect(clicked.reduce((all, link) => all + link!.totalClicks, 0)).toBe(batches * PER_BATCH.clicks);
        const { views, errors, clicks, audits } = PER_BATCH;
        expect(ledger.get(project)).toMatchObject({
          // With one engagement in each.
          stored: batches * (views + errors + clicks + audits + 1),
          dropped: batches > 1 ? { duplicate: batches - 1 } : {},
          deadLetters: 0,
        });
      }
    }
    const made = subjects.length;
    expect(await count("audit_entries WHERE source = 'server'")).toBe(2 * made + edits.acts);
    expect(await first.projects.changeNumber()).toBe(made + edits.projects);
    expect(await first.links.changeNumber()).toBe(edits.links);
  },
  180_000 + SECONDS * 2000,
);
