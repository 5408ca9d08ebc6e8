import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS, NotFoundError, ValidationError } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Administrator } from './acts.ts';
import { hashSecretKey, PUBLIC_KEY_PATTERN, SECRET_KEY_PATTERN } from './keys.ts';
import { type CreateProject, type ProjectPage, ProjectService } from './service.ts';

const BY: Administrator = { via: 'api', ipHash: 'ab'.repeat(32) };
const API_URL = 'https://stats.test';
const START = Date.UTC(2026, 2, 2, 12, 0, 0);

let folder: string;
let storage: WritableStorage;
let now: number;
let service: ProjectService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'micrologs-projects-'));
  storage = await openSqliteInThread({ file: join(folder, 'test.db'), mode: 'writer' });
  now = START;
  service = new ProjectService(storage.projects, () => now);
});

afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

async function aProject(input: Partial<CreateProject> = {}) {
  const { data } = await service.create({ name: 'Shop', allowed_domains: ['shop.test'], ...input }, API_URL, BY);
  return data;
}

describe('create', () => {
  it('answers the project with its keys, which are shown here only', async () => {
    const { message, data } = await service.create(
      { name: ' Shop\t', allowed_domains: ['HTTPS://Shop.test/', 'shop.test', 'b.test:8080'] },
      API_URL,
      BY,
    );
    expect(message).toBe('Project created. Keep the secret key: it is not shown again.');
    const { secret_key, public_key, ...rest } = data;
    expect(secret_key).toMatch(SECRET_KEY_PATTERN);
    expect(public_key).toMatch(PUBLIC_KEY_PATTERN);
    expect(rest).toEqual({
      id: 1,
      name: 'Shop',
      allowed_domains: ['shop.test', 'b.test'],
      timezone: 'UTC',
      cookieless: false,
      respect_dnt: false,
      merge_fingerprints: false,
      scrub_keys: [],
      safe_keys: [],
      audit_secret_only: false,
      retention: { pageviews_days: null, errors_days: null, clicks_days: null, audit_days: null, keep_counts: true },
      snippet: `<script defer src="https://stats.test/snippet/micrologs.js" data-public-key="${public_key}"></script>`,
    });
    const [stored] = await storage.projects.all();
    expect(stored).toMatchObject({ secretHash: hashSecretKey(secret_key), publicKey: public_key, createdAt: START });
    expect(JSON.stringify(stored)).not.toContain(secret_key);
  });

  it('takes a time zone and settings', async () => {
    const data = await aProject({
      timezone: 'Europe/Oslo',
      cookieless: true,
      respect_dnt: true,
      merge_fingerprints: null,
      scrub_keys: ['Customer_Number', ' customer_number '],
      safe_keys: ['session_count'],
      audit_secret_only: true,
      retention: { errors_days: 90, clicks_days: null },
    });
    expect(data).toMatchObject({
      timezone: 'Europe/Oslo',
      cookieless: true,
      respect_dnt: true,
      merge_fingerprints: false,
      scrub_keys: ['customer_number'],
      safe_keys: ['session_count'],
      audit_secret_only: true,
      retention: { pageviews_days: null, errors_days: 90, clicks_days: null, audit_days: null, keep_counts: true },
    });
    expect(data.snippet).toContain('data-cookieless data-respect-dnt></script>');
  });

  it('allows the same name twice, with other keys', async () => {
    const [a, b] = [await aProject(), await aProject()];
    expect(a.name).toBe(b.name);
    expect(new Set([a.secret_key, b.secret_key, a.public_key, b.public_key]).size).toBe(4);
  });

  it.each([
    [{ name: '', allowed_domains: [] }, 'name is required'],
    [{ name: '0', allowed_domains: ['a.test'] }, 'name is required'],
    [{ name: 'x'.repeat(101), allowed_domains: [] }, 'allowed_domains must be a non-empty array'],
    [
      { name: 'x'.repeat(101), allowed_domains: Array.from({ length: 21 }, () => 'a.test') },
      'name must be 100 characters or less',
    ],
    [
      { name: 'Shop', allowed_domains: Array.from({ length: 21 }, () => 'a.test') },
      'Maximum 20 allowed domains per project',
    ],
    [{ name: 'Shop', allowed_domains: ['', ' '] }, 'No valid domains provided'],
    [{ name: 'Shop', allowed_domains: ['a,b'] }, "Domain 'a,b' is not a host name. Use one such as shop.example.com"],
    [
      { name: 'Shop', allowed_domains: ['a.test'], timezone: '+01:00' },
      'timezone must be the IANA name of a time zone such as Europe/Oslo',
    ],
    [
      { name: 'Shop', allowed_domains: ['a.test'], scrub_keys: ['a', ' '] },
      'scrub_keys must be an array of at most 50 names of 1 to 64 bytes',
    ],
    ...[0, 1.5, -1, 36_501].map((errors_days): [CreateProject, string] => [
      { name: 'Shop', allowed_domains: ['a.test'], retention: { errors_days } },
      'retention must be an object of days (1 to 36500, or null to keep for ever) and keep_counts (a boolean)',
    ]),
  ])('refuses %j', async (input, message) => {
    await expect(service.create(input, API_URL, BY)).rejects.toEqual(new ValidationError(message));
    expect(await storage.projects.all()).toEqual([]);
  });
});

describe('list', () => {
  it('shows all projects, the newest first, without their secrets', async () => {
    expect((await service.list(API_URL)).data).toEqual({ count: 0, projects: [] });
    const first = await aProject({ name: 'First' });
    now += MINUTE_MS;
    const second = await aProject({ name: 'Second', timezone: 'Asia/Kolkata' });
    const { message, data } = await service.list(API_URL);
    expect(message).toBe('Projects fetched successfully');
    expect(data.count).toBe(2);
    expect(data.projects.map(({ name }) => name)).toEqual(['Second', 'First']);
    expect(data.projects[0]).toEqual({
      id: second.id,
      name: 'Second',
      public_key: second.public_key,
      allowed_domains: ['shop.test'],
      is_active: true,
      timezone: 'Asia/Kolkata',
      cookieless: false,
      respect_dnt: false,
      merge_fingerprints: false,
      scrub_keys: [],
      safe_keys: [],
      audit_secret_only: false,
      retention: { pageviews_days: null, errors_days: null, clicks_days: null, audit_days: null, keep_counts: true },
      snippet: second.snippet,
      stats: { total_links: 0, total_pageviews: 0, total_errors: 0 },
      created_at: '2026-03-02 12:01:00',
      created_at_iso: '2026-03-02T12:01:00+00:00',
      updated_at: '2026-03-02 12:01:00',
      updated_at_iso: '2026-03-02T12:01:00+00:00',
    });
    expect(JSON.stringify(data)).not.toContain(first.secret_key);
  });
});

describe('pages of the list', () => {
  it('go on below the last project, and end with none left', async () => {
    for (const name of ['a', 'b', 'c']) await aProject({ name });
    const names = async (page: ProjectPage) => {
      const { data, last } = await service.list(API_URL, page);
      expect(data.count).toBe(data.projects.length);
      return [data.projects.map((project) => project.name).join(''), last];
    };
    expect(await names({ limit: 2 })).toEqual(['cb', 2]);
    expect(await names({ limit: 2, before: 2 })).toEqual(['a', null]);
    expect(await names({ limit: 3 })).toEqual(['cba', null]);
    expect(await names({ before: 1 })).toEqual(['', null]);
  });
});

describe('edit', () => {
  it('changes what is given and leaves the rest', async () => {
    const { id } = await aProject({ cookieless: true });
    now += MINUTE_MS;
    const { message, data } = await service.edit(
      { id, name: ' Shop EU ', allowed_domains: null, respect_dnt: true },
      BY,
    );
    expect(message).toBe('Project updated successfully');
    expect(data).toEqual({
      id,
      name: 'Shop EU',
      allowed_domains: ['shop.test'],
      is_active: true,
      timezone: 'UTC',
      cookieless: true,
      respect_dnt: true,
      merge_fingerprints: false,
      scrub_keys: [],
      safe_keys: [],
      audit_secret_only: false,
      retention: { pageviews_days: null, errors_days: null, clicks_days: null, audit_days: null, keep_counts: true },
      updated_at: '2026-03-02 12:01:00',
      updated_at_iso: '2026-03-02T12:01:00+00:00',
    });
    expect((await service.edit({ id, allowed_domains: ['b.test', 'B.test'] }, BY)).data.allowed_domains).toEqual([
      'b.test',
    ]);
    expect((await service.edit({ id, timezone: 'Pacific/Chatham' }, BY)).data.timezone).toBe('Pacific/Chatham');
  });

  it('keeps every setting of edits that are made at once', async () => {
    const { id } = await aProject();
    await Promise.all([service.edit({ id, cookieless: true }, BY), service.edit({ id, scrub_keys: ['pin'] }, BY)]);
    const [project] = (await service.list(API_URL)).data.projects;
    expect(project).toMatchObject({ cookieless: true, scrub_keys: ['pin'] });
  });

  it('changes what it names of the retention; null is for ever', async () => {
    const { id } = await aProject({ retention: { errors_days: 90, audit_days: 30, keep_counts: false } });
    const { data } = await service.edit({ id, retention: { errors_days: null, clicks_days: 7 } }, BY);
    expect(data.retention).toEqual({
      pageviews_days: null,
      errors_days: null,
      clicks_days: 7,
      audit_days: 30,
      keep_counts: false,
    });
    const entries = await storage.audit.read(id, 1, 10);
    expect(JSON.parse(entries[0]!.context!)).toEqual({ via: 'api', changed: ['retention'] });
  });

  it('changes a disabled project too', async () => {
    const { id } = await aProject();
    await service.toggle({ id, is_active: false }, BY);
    expect((await service.edit({ id, name: 'New' }, BY)).data).toMatchObject({ name: 'New', is_active: false });
  });

  it('refuses what is wrong, but only after it has found the project', async () => {
    const { id } = await aProject();
    await expect(service.edit({ id: id + 1, name: '' }, BY)).rejects.toEqual(new NotFoundError('Project not found'));
    const refusals: [Omit<Parameters<typeof service.edit>[0], 'id'>, string][] = [
      [{}, 'Nothing to update. Provide name or allowed_domains.'],
      [{ name: null, allowed_domains: null }, 'Nothing to update. Provide name or allowed_domains.'],
      [{ name: ' ' }, 'name cannot be empty'],
      [{ name: 'é'.repeat(51) }, 'name must be 100 characters or less'],
      [{ allowed_domains: [] }, 'allowed_domains must be a non-empty array'],
      [{ allowed_domains: ['https://'] }, 'No valid domains provided'],
    ];
    for (const [patch, message] of refusals) {
      await expect(service.edit({ id, ...patch }, BY)).rejects.toEqual(new ValidationError(message));
    }
  });
});

describe('assertExists', () => {
  it('tells an existing project from another', async () => {
    const { id } = await aProject();
    await expect(service.assertExists(id)).resolves.toBeUndefined();
    await expect(service.assertExists(id + 1)).rejects.toEqual(new NotFoundError('Project not found'));
  });
});

describe('toggle', () => {
  it('flips without a value and sets with one', async () => {
    const { id } = await aProject();
    expect(await service.toggle({ id }, BY)).toEqual({
      message: 'Project "Shop" disabled successfully.',
      data: { id, name: 'Shop', is_active: false },
    });
    expect((await service.toggle({ id, is_active: null }, BY)).message).toBe('Project "Shop" enabled successfully.');
    expect((await service.toggle({ id, is_active: true }, BY)).data.is_active).toBe(true);
    expect((await service.toggle({ id, is_active: false }, BY)).data.is_active).toBe(false);
    await expect(service.toggle({ id: id + 1 }, BY)).rejects.toEqual(new NotFoundError('Project not found'));
  });
});

describe('regenerateKeys', () => {
  it('replaces both keys by default', async () => {
    const project = await aProject();
    const { message, data } = await service.regenerateKeys({ id: project.id }, BY);
    expect(message).toContain('(secret_key, public_key)');
    expect(Object.keys(data)).toEqual(['id', 'name', 'secret_key', 'public_key']);
    expect([data.secret_key, data.public_key]).not.toContain(project.secret_key);
    for (const key of [project.secret_key, project.public_key]) {
      expect((await service.verify({ key })).data).toEqual({ valid: false });
    }
    expect((await service.verify({ key: data.secret_key! })).data).toMatchObject({ valid: true, key_type: 'secret' });
    expect((await service.verify({ key: data.public_key! })).data).toMatchObject({ valid: true, key_type: 'public' });
  });

  it('replaces one key alone', async () => {
    const project = await aProject();
    const secretOnly = await service.regenerateKeys({ id: project.id, rotate_public: false }, BY);
    expect(secretOnly.message).toContain('(secret_key)');
    expect(Object.keys(secretOnly.data)).toEqual(['id', 'name', 'secret_key']);
    expect((await service.verify({ key: project.public_key })).data.valid).toBe(true);
    const publicOnly = await service.regenerateKeys({ id: project.id, rotate_secret: false, rotate_public: null }, BY);
    expect(Object.keys(publicOnly.data)).toEqual(['id', 'name', 'public_key']);
    expect((await service.verify({ key: project.public_key })).data.valid).toBe(false);
  });

  it('refuses to replace nothing, before it looks for the project', async () => {
    const nothing = { rotate_secret: false, rotate_public: false };
    await expect(service.regenerateKeys({ id: 9, ...nothing }, BY)).rejects.toEqual(
      new ValidationError('Nothing to rotate. Set rotate_secret and/or rotate_public to true.'),
    );
    await expect(service.regenerateKeys({ id: 9 }, BY)).rejects.toEqual(new NotFoundError('Project not found'));
  });
});

describe('delete', () => {
  it('asks for the exact name', async () => {
    const { id } = await aProject();
    const refusal = new ValidationError('To delete this project, set confirm to its exact name: "Shop"');
    for (const confirm of ['', 'shop', 'Shop!', null, undefined]) {
      await expect(service.delete({ id, confirm }, BY)).rejects.toEqual(refusal);
    }
    await expect(service.delete({ id: id + 1, confirm: 'Shop' }, BY)).rejects.toEqual(
      new NotFoundError('Project not found'),
    );
    expect(await service.delete({ id, confirm: ' Shop ' }, BY)).toEqual({
      message: 'Project "Shop" and all its data have been permanently deleted.',
      data: { id, name: 'Shop' },
    });
    expect(await storage.projects.all()).toEqual([]);
    await expect(service.delete({ id, confirm: 'Shop' }, BY)).rejects.toEqual(new NotFoundError('Project not found'));
  });
});

describe('verify', () => {
  it('tells whose key it is', async () => {
    await aProject({ name: 'Other' });
    const project = await aProject();
    const about = { valid: true, project_name: 'Shop', allowed_domains: ['shop.test'] };
    expect(await service.verify({ key: ` ${project.public_key}\n` })).toEqual({
      message: 'Key verified',
      data: { ...about, key_type: 'public' },
    });
    expect((await service.verify({ key: project.secret_key })).data).toEqual({ ...about, key_type: 'secret' });
  });

  it('knows neither other keys nor those of disabled projects', async () => {
    const project = await aProject();
    for (const key of ['x', project.public_key.toUpperCase(), project.public_key.slice(1), hashSecretKey('x')]) {
      expect((await service.verify({ key })).data).toEqual({ valid: false });
    }
    await service.toggle({ id: project.id, is_active: false }, BY);
    expect((await service.verify({ key: project.public_key })).data).toEqual({ valid: false });
    expect((await service.verify({ key: project.secret_key })).data).toEqual({ valid: false });
    await expect(service.verify({ key: ' ' })).rejects.toEqual(new ValidationError('key is required'));
  });
});
