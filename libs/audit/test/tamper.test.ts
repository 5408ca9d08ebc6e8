import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AuditHead,
  auditHash,
  chainEntry,
  DEFAULT_SETTINGS,
  INSTALLATION_CHAIN,
  localDay,
  type ProjectId,
} from '@micrologs/domain';
import type { AuditStore, WritableStorage } from '@micrologs/storage';
import { anAct } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countPrunable, PRUNED_ACTION, verifyStoredChain } from '../src/index.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const HOUR = 3_600_000;
const LENGTH = 9;

let folder: string;
let storage: WritableStorage;
let project: ProjectId;

/** A log of nine entries: the creation of its project, and eight more an hour apart. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-audit-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
  const settings = {
    name: 'Shop',
    publicKey: 'p',
    secretHash: 's',
    allowedDomains: [],
    timeZone: 'Europe/Oslo',
    settings: DEFAULT_SETTINGS,
    createdAt: NOW,
  };
  project = (await storage.projects.create(settings, anAct({ at: NOW }))).id;
  await storage.projects.create({ ...settings, publicKey: 'q', secretHash: 't' }, anAct());
  for (let i = 1; i < LENGTH; i++) {
    await storage.audit.record(project, anAct({ action: `act ${i}`, context: { i }, at: NOW + i * HOUR }));
  }
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

function tamper(...statements: string[]): void {
  const database = new Database(join(folder, 'test.db'));
  for (const statement of statements) database.exec(statement.replaceAll(':project', String(project)));
  database.close();
}

const verify = (expected?: AuditHead) => verifyStoredChain(storage, project, expected);
const fault = async (expected?: AuditHead) => (await verify(expected))!.fault;
const prune = (hours: number) =>
  storage.audit.prune(project, NOW + hours * HOUR, anAct({ action: PRUNED_ACTION, at: NOW + 20 * HOUR }));

/** Entry `sequence` as somebody would write it who knows how hashes are made. */
async function forge(sequence: number, change: object): Promise<string> {
  const [entry] = await storage.audit.read(project, sequence - 1, 1);
  return auditHash({ ...entry!, ...change });
}

describe('an untouched log', () => {
  it('is proven from its first entry to its head', async () => {
    const entries = await storage.audit.read(project, 0, 100);
    expect(await verify()).toEqual({
      fault: null,
      entries: LENGTH,
      proven: { sequence: LENGTH, hash: entries.at(-1)!.hash },
      chain: (await storage.audit.chains())[0],
    });
    expect(await verifyStoredChain(storage, 77)).toBeNull();
    expect(await verifyStoredChain(storage, INSTALLATION_CHAIN)).toMatchObject({ fault: null, entries: 0 });
  });

  it('is proven after a change of the zone, and so is the installation’s', async () => {
    await storage.projects.update(project, { timeZone: 'Asia/Tokyo' }, NOW, anAct());
    expect(await fault()).toBeNull();
    await storage.projects.delete(project, anAct());
    expect(await verify()).toBeNull();
    expect(await verifyStoredChain(storage, INSTALLATION_CHAIN)).toMatchObject({ fault: null, entries: 1 });
  });

  it('is proven from its anchor after old entries were removed, again and again', async () => {
    expect(await countPrunable(storage.audit, project, NOW + 3 * HOUR)).toBe(3);
    expect(await prune(3)).toMatchObject({ removed: 3, anchor: { sequence: 3 } });
    expect(await verify()).toMatchObject({ fault: null, entries: LENGTH - 3 + 1, proven: { sequence: LENGTH + 1 } });
    expect(await prune(6)).toMatchObject({ removed: 3 });
    expect(await verify()).toMatchObject({ fault: null, entries: 5 });
    expect(await prune(100)).toMatchObject({ removed: 5 });
    expect(await verify()).toMatchObject({ fault: null, entries: 1, proven: { sequence: 12 } });
    expect(await countPrunable(storage.audit, project, NOW + 3 * HOUR)).toBe(0);
  });

  it('fits every place that was seen of it before', async () => {
    const entries = await storage.audit.read(project, 0, 100);
    for (const entry of entries) expect(await fault(entry)).toBeNull();
    const { anchor } = await prune(3);
    expect(await fault(anchor)).toBeNull();
    expect(await fault(entries[3])).toBeNull();
  });
});

describe('any changed column is found at its entry', () => {
  it.each([
    ['day', 'day = day + 1'],
    ['occurred_at', 'occurred_at = occurred_at + 1'],
    ['received_at', 'received_at = received_at - 1'],
    ['event_id', "event_id = 'other'"],
    ['action', 'action = upper(action)'],
    ['actor', "actor = ''"],
    ['source', "source = 'client'"],
    ['key_type', "key_type = 'admin'"],
    ['ip_hash', "ip_hash = x''"],
    ['context', "context = '[]'"],
    ['previous_hash', "previous_hash = x'00'"],
    ['hash', "hash = x'00'"],
  ])('%s', async (_, change) => {
    for (const sequence of [1, 5, LENGTH]) {
      tamper(
        'CREATE TABLE kept AS SELECT * FROM audit_entries WHERE project_id = :project',
        `UPDATE audit_entries SET ${change} WHERE project_id = :project AND sequence = ${sequence}`,
      );
      expect(await verify()).toMatchObject({ fault: { kind: 'changed', sequence }, entries: sequence - 1 });
      tamper(
        'DELETE FROM audit_entries WHERE project_id = :project',
        'INSERT INTO audit_entries SELECT * FROM kept',
        'DROP TABLE kept',
      );
      expect(await fault()).toBeNull();
    }
  });

  it('sequence: the entry is missing where it was', async () => {
    tamper('UPDATE audit_entries SET sequence = 100 WHERE project_id = :project AND sequence = 5');
    expect(await fault()).toMatchObject({ kind: 'missing', sequence: 5 });
  });

  it('project_id: the entry is missing here, and changed there', async () => {
    tamper('UPDATE audit_entries SET project_id = 2, sequence = 2 WHERE project_id = :project AND sequence = 5');
    expect(await fault()).toEqual({ kind: 'missing', sequence: 5, message: 'Entry 5 is missing.' });
    expect((await verifyStoredChain(storage, 2))!.fault).toMatchObject({ kind: 'end', sequence: 2 });
    tamper('UPDATE audit_heads SET sequence = 2 WHERE project_id = 2');
    expect((await verifyStoredChain(storage, 2))!.fault).toMatchObject({ kind: 'changed', sequence: 2 });
  });

  it('also with a hash made to fit: the next entry does not follow', async () => {
    const hash = await forge(5, { actor: 'nobody' });
    tamper(`UPDATE audit_entries SET actor = 'nobody', hash = x'${hash}' WHERE project_id = :project AND sequence = 5`);
    expect(await fault()).toMatchObject({ kind: 'unlinked', sequence: 6 });
  });

  it('also at the end with a hash made to fit: the end is another', async () => {
    const hash = await forge(LENGTH, { actor: 'nobody' });
    tamper(
      `UPDATE audit_entries SET actor = 'nobody', hash = x'${hash}' WHERE project_id = :project AND sequence = ${LENGTH}`,
    );
    expect(await fault()).toMatchObject({ kind: 'end', sequence: LENGTH });
  });
});

describe('entries that go, come or move are found', () => {
  it.each([
    ['the first', 'sequence = 1', { kind: 'missing', sequence: 1, message: 'Entry 1 is missing.' }],
    ['one in the middle', 'sequence = 5', { kind: 'missing', sequence: 5, message: 'Entry 5 is missing.' }],
    ['some', 'sequence IN (4, 5, 8)', { kind: 'missing', sequence: 4, message: 'Entries 4 to 5 are missing.' }],
    ['the last', 'sequence = 9', { kind: 'missing', sequence: 9, message: 'Entry 9 is missing at the end.' }],
    ['the tail', 'sequence > 6', { kind: 'missing', sequence: 7, message: 'Entries 7 to 9 are missing at the end.' }],
    ['all', 'sequence > 0', { kind: 'missing', sequence: 1, message: 'Entries 1 to 9 are missing at the end.' }],
  ])('%s deleted', async (_, which, expected) => {
    tamper(`DELETE FROM audit_entries WHERE project_id = :project AND ${which}`);
    expect(await fault()).toEqual(expected);
  });

  const copy = (from: number, to: number) =>
    `INSERT INTO audit_entries SELECT project_id, ${to}, day, occurred_at, received_at, event_id, action, actor, source,
     key_type, ip_hash, previous_hash, hash, context FROM audit_entries WHERE project_id = :project AND sequence = ${from}`;

  it('one put behind the end', async () => {
    tamper(copy(3, LENGTH + 1));
    expect(await fault()).toMatchObject({ kind: 'end', sequence: LENGTH + 1 });
  });

  it('one put before the beginning', async () => {
    tamper(copy(3, 0));
    expect(await fault()).toMatchObject({ kind: 'anchor', sequence: 0 });
  });

  it('one put in between, the others moved on', async () => {
    tamper(
      'UPDATE audit_entries SET sequence = -sequence WHERE project_id = :project AND sequence >= 5',
      'UPDATE audit_entries SET sequence = 1 - sequence WHERE project_id = :project AND sequence < 0',
      copy(2, 5),
      'UPDATE audit_heads SET sequence = sequence + 1 WHERE project_id = :project',
    );
    expect(await fault()).toMatchObject({ kind: 'changed', sequence: 5 });
  });

  it('two that changed places', async () => {
    tamper(
      'UPDATE audit_entries SET sequence = 100 WHERE project_id = :project AND sequence = 4',
      'UPDATE audit_entries SET sequence = 4 WHERE project_id = :project AND sequence = 5',
      'UPDATE audit_entries SET sequence = 5 WHERE project_id = :project AND sequence = 100',
    );
    expect(await fault()).toMatchObject({ kind: 'changed', sequence: 4 });
  });
});

describe('what is recorded beside the entries is proven too', () => {
  it.each([
    ['a head set back', 'UPDATE audit_heads SET sequence = 5 WHERE project_id = :project', 'end', 6],
    ['a head with another hash', "UPDATE audit_heads SET hash = x'00' WHERE project_id = :project", 'end', LENGTH],
    ['a head that is gone', 'DELETE FROM audit_heads WHERE project_id = :project', 'end', 1],
    ['an anchor that nobody set', "INSERT INTO audit_anchors VALUES (:project, 2, x'00')", 'anchor', 1],
  ])('%s', async (_, statement, kind, sequence) => {
    tamper(statement);
    expect(await fault()).toMatchObject({ kind, sequence });
  });

  it.each([
    ['moved on', 'UPDATE audit_anchors SET sequence = 4 WHERE project_id = :project', 'anchor', 4],
    ['moved back', 'UPDATE audit_anchors SET sequence = 2 WHERE project_id = :project', 'missing', 3],
    ['with another hash', "UPDATE audit_anchors SET hash = x'00' WHERE project_id = :project", 'anchor', 4],
    ['gone', 'DELETE FROM audit_anchors WHERE project_id = :project', 'missing', 1],
  ])('an anchor %s', async (_, statement, kind, sequence) => {
    await prune(3);
    tamper(statement);
    expect(await fault()).toMatchObject({ kind, sequence });
  });

  it('an anchor moved on together with the entries that it hides, which the log does not tell of', async () => {
    const hide = (through: number) =>
      tamper(
        `INSERT INTO audit_anchors SELECT project_id, sequence, hash FROM audit_entries
         WHERE project_id = :project AND sequence = ${through}
         ON CONFLICT DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash`,
        `DELETE FROM audit_entries WHERE project_id = :project AND sequence <= ${through}`,
      );
    hide(2);
    expect(await fault()).toEqual({
      kind: 'anchor',
      sequence: 1,
      message: 'The log begins after entry 2, but tells that no entry was removed.',
    });
    await prune(3);
    expect(await fault()).toBeNull();
    hide(5);
    expect(await fault()).toMatchObject({ kind: 'anchor', sequence: 4, message: /entries up to 3 were removed/ });
  });

  it('and no client can tell of a removal', async () => {
    await storage.ingest.transact(async (t) => {
      const head = (await t.audit.heads([project])).get(project)!;
      const forged = chainEntry(head, {
        project,
        eventId: 'x',
        occurredAt: NOW,
        receivedAt: NOW,
        day: localDay(NOW, 'Europe/Oslo'),
        action: PRUNED_ACTION,
        actor: 'micrologs:admin',
        source: 'client',
        keyType: 'public',
        ipHash: '',
        context: '{"removed":2,"through":2}',
      });
      await t.audit.append(project, head, [forged]);
    });
    expect(await fault()).toBeNull();
  });
});

it('a log that is gone whole shows against any place of it', async () => {
  const seen = (await verify())!.proven;
  tamper(
    'DELETE FROM audit_entries WHERE project_id = :project',
    'DELETE FROM audit_heads WHERE project_id = :project',
  );
  expect(await verify()).toMatchObject({ fault: null, entries: 0 });
  expect(await fault(seen)).toMatchObject({ kind: 'expectation', sequence: LENGTH });
});

describe('a log made anew shows against a place of the old one', () => {
  it('that is another entry now, is missing, or was removed', async () => {
    const seen = (await verify())!.proven;
    tamper(
      `DELETE FROM audit_entries WHERE project_id = :project AND sequence > 5`,
      `UPDATE audit_heads SET (sequence, hash) = (SELECT sequence, hash FROM audit_entries
       WHERE project_id = :project AND sequence = 5) WHERE project_id = :project`,
    );
    expect(await fault()).toBeNull();
    expect(await fault(seen)).toEqual({
      kind: 'expectation',
      sequence: LENGTH,
      message: 'Entry 9 is expected, but the log ends at 5.',
    });
    for (let i = 0; i < 6; i++) await storage.audit.record(project, anAct({ action: 'forged', at: NOW }));
    expect(await fault()).toBeNull();
    expect(await fault(seen)).toMatchObject({ kind: 'expectation', sequence: LENGTH });
    const { anchor } = await storage.audit.prune(project, NOW + 100 * HOUR, anAct({ action: PRUNED_ACTION }));
    expect(await fault(seen)).toMatchObject({ kind: 'pruned', sequence: LENGTH });
    expect(await fault({ ...anchor, hash: seen.hash })).toMatchObject({ kind: 'expectation' });
  });
});

describe('beside a server that goes on writing', () => {
  /** The store, with something that happens right before its n-th page is read. */
  function disturbed(happens: () => Promise<unknown>, atPage = 1): Pick<WritableStorage, 'audit' | 'projects'> {
    let pages = 0;
    const audit: AuditStore = {
      chains: () => storage.audit.chains(),
      record: (...args) => storage.audit.record(...args),
      prune: (...args) => storage.audit.prune(...args),
      read: async (...args) => {
        pages += 1;
        if (pages === atPage) await happens();
        return storage.audit.read(...args);
      },
    };
    return { audit, projects: storage.projects };
  }

  it.each([
    ['entries are added', () => storage.audit.record(project, anAct())],
    ['old ones are removed', () => prune(4)],
    ['the zone changes', () => storage.projects.update(project, { timeZone: 'Asia/Tokyo' }, NOW, anAct())],
  ])('nothing is wrong when %s meanwhile', async (_, happens) => {
    expect(await verifyStoredChain(disturbed(happens), project)).toMatchObject({ fault: null });
  });

  it('proves a log of many pages', async () => {
    for (let i = 0; i < 1100; i++) await storage.audit.record(project, anAct());
    expect(
      await verifyStoredChain(
        disturbed(() => storage.audit.record(project, anAct()), 2),
        project,
      ),
    ).toMatchObject({
      fault: null,
      entries: LENGTH + 1100,
    });
    tamper('DELETE FROM audit_entries WHERE project_id = :project AND sequence = 1000');
    expect(await fault()).toMatchObject({ kind: 'missing', sequence: 1000 });
  });
});
