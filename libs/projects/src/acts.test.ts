import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_ACTOR, INSTALLATION_CHAIN, type ProjectId } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Administrator, COMMAND_LINE } from './acts.ts';
import { ProjectService } from './service.ts';

const API: Administrator = { via: 'api', ipHash: 'ab'.repeat(32) };
const NOW = Date.UTC(2026, 2, 2, 12);
const INPUT = { name: 'Shop', allowed_domains: ['shop.test'] };

let folder: string;
let storage: WritableStorage;
let service: ProjectService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-acts-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
  service = new ProjectService(storage.projects, () => NOW);
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const create = async () => (await service.create(INPUT, 'https://stats.test', API)).data;

async function acts(project: ProjectId) {
  const entries = await storage.audit.read(project, 0, 100);
  return entries.map(({ action, context }) => [action, JSON.parse(context!)]);
}

describe('every administrative act is an audit entry', () => {
  it('that says who did it, by which way and when', async () => {
    const { id } = await create();
    expect(await storage.audit.read(id, 0, 10)).toMatchObject([
      {
        sequence: 1,
        action: 'project.created',
        actor: ADMIN_ACTOR,
        source: 'server',
        keyType: 'admin',
        ipHash: API.ipHash,
        occurredAt: NOW,
        receivedAt: NOW,
      },
    ]);
  });

  it('and what it changed, without any secret', async () => {
    const { id, secret_key, public_key } = await create();
    await service.edit({ id, name: 'Shop EU', timezone: 'UTC', scrub_keys: ['iban'] }, COMMAND_LINE);
    await service.toggle({ id }, API);
    await service.toggle({ id }, API);
    const rotated = (await service.regenerateKeys({ id, rotate_public: false }, COMMAND_LINE)).data;
    await service.regenerateKeys({ id }, API);
    expect(await acts(id)).toEqual([
      ['project.created', { via: 'api', name: 'Shop' }],
      ['project.edited', { via: 'cli', changed: ['name', 'scrub_keys'] }],
      ['project.disabled', { via: 'api' }],
      ['project.enabled', { via: 'api' }],
      ['project.keys_rotated', { via: 'cli', rotated: ['secret_key'] }],
      ['project.keys_rotated', { via: 'api', rotated: ['secret_key', 'public_key'] }],
    ]);
    const stored = JSON.stringify(await storage.audit.read(id, 0, 100));
    for (const key of [secret_key, public_key, rotated.secret_key]) expect(stored).not.toContain(key);
  });

  it('and the deletion, which takes the log of the project with it, is one of the installation', async () => {
    const { id } = await create();
    await service.delete({ id, confirm: 'Shop' }, API);
    expect(await storage.audit.read(id, 0, 10)).toEqual([]);
    expect(await acts(INSTALLATION_CHAIN)).toEqual([['project.deleted', { via: 'api', project: id, name: 'Shop' }]]);
  });
});

describe('act and entry stand or fall together', () => {
  /** Lets a statement of the act itself, or of its entry, fail. */
  function forbid(statement: string) {
    const database = new Database(join(folder, 'test.db'));
    database.exec(`CREATE TRIGGER forbidden BEFORE ${statement} BEGIN SELECT RAISE(ABORT, 'forbidden'); END`);
    database.close();
  }

  const state = async () => ({
    projects: await storage.projects.all(),
    chains: await storage.audit.chains(),
    entries: await storage.audit.read(1, 0, 100),
    change: await storage.projects.changeNumber(),
  });

  it.each(['UPDATE ON change_number', 'INSERT ON audit_entries', 'UPDATE ON audit_heads', 'INSERT ON audit_heads'])(
    'when a creation fails at %s',
    async (statement) => {
      const before = await state();
      forbid(statement);
      await expect(create()).rejects.toThrow('forbidden');
      expect(await state()).toEqual(before);
    },
  );

  it.each(['UPDATE ON change_number', 'INSERT ON audit_entries', 'UPDATE ON projects', 'UPDATE ON audit_heads'])(
    'when a change fails at %s',
    async (statement) => {
      const { id } = await create();
      const before = await state();
      forbid(statement);
      for (const change of [
        () => service.edit({ id, name: 'Other', timezone: 'Asia/Tokyo' }, API),
        () => service.toggle({ id }, API),
        () => service.regenerateKeys({ id }, API),
      ]) {
        await expect(change()).rejects.toThrow('forbidden');
        expect(await state()).toEqual(before);
      }
    },
  );

  it.each(['UPDATE ON change_number', 'INSERT ON audit_entries', 'DELETE ON audit_entries'])(
    'when a deletion fails at %s',
    async (statement) => {
      const { id } = await create();
      const before = await state();
      forbid(statement);
      await expect(service.delete({ id, confirm: 'Shop' }, API)).rejects.toThrow('forbidden');
      expect(await state()).toEqual(before);
    },
  );

  it('and what is refused or changes no project is not recorded', async () => {
    const { id } = await create();
    const before = await state();
    await expect(service.edit({ id }, API)).rejects.toThrow('Nothing to update');
    await expect(service.edit({ id: id + 1, name: 'x' }, API)).rejects.toThrow('Project not found');
    await expect(service.delete({ id, confirm: 'shop' }, API)).rejects.toThrow('To delete');
    await expect(service.create({ name: '', allowed_domains: [] }, '', API)).rejects.toThrow('name is required');
    expect(await state()).toEqual(before);
  });
});
