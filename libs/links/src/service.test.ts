import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_SETTINGS, type Project } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CreateLink } from './drafts.ts';
import { CodeTakenError } from './errors.ts';
import { verifyPassword } from './passwords.ts';
import type { LinkRequest } from './request.ts';
import { LinkService } from './service.ts';

const NOW = Date.UTC(2026, 2, 2, 8, 12, 44);
const ADDRESSES = { linkUrl: 'https://go.test', own: ['https://go.test', 'https://stats.test'] };
const ACT = { action: 'project.created', actor: 'test', keyType: 'admin', ipHash: '', context: null, at: NOW } as const;

let folder: string;
let storage: WritableStorage;
let service: LinkService;
let mine: LinkRequest;
let theirs: LinkRequest;
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-links-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  now = NOW;
  service = new LinkService(storage.links, storage.facts, () => now);
  mine = { project: await aProject('1'), addresses: ADDRESSES, ipHash: 'ab' };
  theirs = { project: await aProject('2'), addresses: ADDRESSES, ipHash: 'cd' };
});
afterEach(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

function aProject(key: string): Promise<Project> {
  return storage.projects.create(
    {
      name: key,
      publicKey: key.repeat(32),
      secretHash: key.repeat(64),
      allowedDomains: ['shop.test'],
      timeZone: 'Europe/Oslo',
      settings: DEFAULT_SETTINGS,
      createdAt: NOW,
    },
    ACT,
  );
}

const create = (input: Partial<CreateLink> = {}, request = mine) =>
  service.create(request, { destination_url: 'https://shop.test/sale', ...input });
const bulk = (inputs: Partial<CreateLink>[]) =>
  service.bulkCreate(
    mine,
    inputs.map((input) => ({ ok: true, value: { destination_url: 'https://shop.test/', ...input } })),
  );

describe('create', () => {
  it('answers with the whole link, its times in the zone of the project', async () => {
    const { message, data } = await create({ label: 'Footer' });
    expect(message).toBe('Link created successfully');
    expect(data).toEqual({
      id: data.id,
      code: expect.stringMatching(/^[A-Za-z0-9]{8}$/),
      short_url: `https://go.test/l/${data.code}`,
      destination_url: 'https://shop.test/sale',
      label: 'Footer',
      is_active: true,
      total_clicks: 0,
      created_at: '2026-03-02 09:12:44',
      created_at_iso: '2026-03-02T09:12:44+01:00',
      updated_at: '2026-03-02 09:12:44',
      updated_at_iso: '2026-03-02T09:12:44+01:00',
      redirect_status: 302,
      forward_query: false,
      expires_at: null,
      max_clicks: null,
      clicks_left: null,
      has_password: false,
      tags: [],
    });
  });

  it('keeps every choice', async () => {
    const { data } = await create({
      code: 'spring-sale',
      expires_at: Date.parse('2026-07-01T00:00:00+02:00'),
      max_clicks: 100,
      password: 'open sesame',
      redirect_status: 307,
      forward_query: true,
      tags: ['spring', 'print', 'spring'],
    });
    expect(data).toMatchObject({
      code: 'spring-sale',
      expires_at: '2026-07-01T00:00:00+02:00',
      max_clicks: 100,
      clicks_left: 100,
      has_password: true,
      redirect_status: 307,
      forward_query: true,
      tags: ['spring', 'print'],
    });
    const { passwordHash } = (await storage.links.resolve('spring-sale'))!;
    expect(await verifyPassword('open sesame', passwordHash!)).toBe(true);
  });

  it.each([
    [{ destination_url: 'ftp://shop.test' }, 'destination_url is not a valid URL'],
    [{ code: 'API' }, 'code is reserved'],
    [{ expires_at: NOW }, 'expires_at must lie in the future'],
    [{ password: ' ' }, 'password must be 1 to 128 bytes'],
    [{ password: 'é'.repeat(65) }, 'password must be 1 to 128 bytes'],
  ])('refuses %j', async (input, message) => {
    await expect(create(input)).rejects.toThrow(message);
    expect((await service.list(mine, { limit: 10 })).data.count).toBe(0);
  });

  it('L10: never gives a code out again, to whomever', async () => {
    await create({ code: 'spring' });
    await expect(create({ code: 'spring' }, theirs)).rejects.toThrow(CodeTakenError);
    await service.delete(mine, { code: 'spring' });
    await expect(create({ code: 'spring' })).rejects.toThrow('code is already taken');
    expect((await create({ code: 'Spring' })).data.code).toBe('Spring');
  });

  it('L11: draws a random code again when it is taken', async () => {
    const taken = (await create()).data.code;
    let draws = 0;
    const stubborn = new LinkService(
      {
        ...storage.links,
        create: (links, act) =>
          storage.links.create(
            links.map((link) => (draws++ < 3 ? { ...link, code: taken } : link)),
            act,
          ),
      } as typeof storage.links,
      storage.facts,
      () => now,
    );
    const { data } = await stubborn.create(mine, { destination_url: 'https://shop.test/' });
    expect(data.code).not.toBe(taken);
    expect(draws).toBe(4);
  });

  it('is recorded in the audit log with its code', async () => {
    const { data } = await create({ code: 'spring', password: 'secret' });
    await service.edit(mine, { code: 'spring', label: 'new', password: 'other' });
    await service.delete(mine, { code: 'spring' });
    await expect(create({ code: 'spring' })).rejects.toThrow();
    const { entries } = await storage.facts.read({
      entries: { from: 'auditEntries', project: mine.project.id, days: { from: 0, to: 99_999 }, limit: 10 },
    });
    const links = entries.filter(({ action }) => action.startsWith('link.')).reverse();
    expect(links.map(({ action, context }) => [action, JSON.parse(context!)])).toEqual([
      ['link.created', { code: data.code }],
      ['link.edited', { code: 'spring', changed: ['label', 'password'] }],
      ['link.deleted', { code: 'spring' }],
    ]);
    expect(links[0]).toMatchObject({ actor: 'micrologs:secret', keyType: 'secret', ipHash: 'ab', source: 'server' });
  });
});

describe('bulkCreate', () => {
  it('makes what it can and says why it could not make the rest', async () => {
    await create({ code: 'taken' });
    const { data } = await service.bulkCreate(mine, [
      { ok: true, value: { destination_url: 'https://shop.test/1', password: 'same' } },
      { ok: true, value: { destination_url: 'mailto:x' } },
      { ok: true, value: { destination_url: 'https://shop.test/2', code: 'taken' } },
      { ok: true, value: { destination_url: 'https://shop.test/3', code: 'twice' } },
      { ok: true, value: { destination_url: 'https://shop.test/4', code: 'twice' } },
      { ok: false, message: 'Each link must be a JSON object', field: null },
    ]);
    expect(data).toMatchObject({
      created: 2,
      rejected: 4,
      results: [
        { index: 0, status: 'created', link: { destination_url: 'https://shop.test/1', has_password: true } },
        { index: 1, status: 'rejected', message: 'destination_url is not a valid URL' },
        { index: 2, status: 'rejected', message: 'code is already taken' },
        { index: 3, status: 'created', link: { code: 'twice', destination_url: 'https://shop.test/3' } },
        { index: 4, status: 'rejected', message: 'code is already taken' },
        { index: 5, status: 'rejected', message: 'Each link must be a JSON object' },
      ],
    });
    expect((await service.list(mine, { limit: 10 })).data.count).toBe(3);
  });

  it('hashes at most 20 different passwords, each once however often it comes', async () => {
    // The last password differs from the first in its spelling alone.
    const passwords = [...Array.from({ length: 22 }, (_, i) => `é${i}`), ' e\u03010'];
    const { data } = await bulk(passwords.map((password) => ({ password })));
    expect(data).toMatchObject({ created: 21, rejected: 2 });
    const message = 'a bulk request takes at most 20 different passwords';
    expect(data.results.slice(20, 22)).toEqual([20, 21].map((index) => ({ index, status: 'rejected', message })));
    const hashes: string[] = [];
    for (const at of [0, 19, 22]) {
      const result = data.results[at]!;
      const { passwordHash } = (await storage.links.resolve(result.status === 'created' ? result.link.code : ''))!;
      expect(await verifyPassword(passwords[at]!, passwordHash!)).toBe(true);
      hashes.push(passwordHash!);
    }
    expect(hashes[2]).toBe(hashes[0]);
    expect(hashes[1]).not.toBe(hashes[0]);
  });

  it('makes a thousand at once, each with a code of its own', async () => {
    const { data } = await bulk(Array(1000).fill({}));
    expect(data.created).toBe(1000);
    expect(new Set(data.results.map((result) => result.status === 'created' && result.link.code)).size).toBe(1000);
  });
});

describe('list', () => {
  it('A4: gives every link once over all pages, the newest first', async () => {
    await bulk(Array.from({ length: 25 }, (_, i) => ({ label: String(i), tags: i % 3 === 0 ? ['third'] : [] })));
    await create({}, theirs);
    for (const tag of [undefined, 'third', 'Third']) {
      const labels: string[] = [];
      let before: number | undefined;
      for (;;) {
        const { data, next } = await service.list(mine, { limit: 4, tag, before });
        expect(data.count).toBe(data.links.length);
        labels.push(...data.links.map(({ label }) => label));
        if (next === null) break;
        before = next;
      }
      const all = Array.from({ length: 25 }, (_, i) => i).reverse();
      const expected = tag === 'Third' ? [] : all.filter((i) => tag === undefined || i % 3 === 0);
      expect(labels).toEqual(expected.map(String));
    }
  });
});

describe('detail, edit and delete', () => {
  it("take another project's link for an unknown one", async () => {
    const { code } = (await create({}, theirs)).data;
    for (const asked of [code, 'unknown']) {
      await expect(service.detail(mine, asked)).rejects.toThrow('Link not found');
      await expect(service.edit(mine, { code: asked })).rejects.toThrow('Link not found');
      await expect(service.delete(mine, { code: asked })).rejects.toThrow('Link not found');
      await expect(service.qr(mine, asked, 'svg', 300)).rejects.toThrow('Link not found');
    }
    expect((await service.detail(theirs, code)).data.code).toBe(code);
  });

  it('change what is given and nothing else', async () => {
    const before = (await create({ label: 'old', password: 'p', max_clicks: 3, tags: ['a'] })).data;
    now = NOW + 60_000;
    const { message, data } = await service.edit(mine, { code: before.code, label: '', is_active: false });
    expect(message).toBe('Link updated successfully');
    expect(data).toEqual({
      ...before,
      label: '',
      is_active: false,
      updated_at: '2026-03-02 09:13:44',
      updated_at_iso: '2026-03-02T09:13:44+01:00',
    });
  });

  it('clear what a link shall not have any more', async () => {
    const { code } = (await create({ expires_at: NOW + 1000, password: 'p', max_clicks: 3 })).data;
    const { data } = await service.edit(mine, { code, clear: ['expires_at', 'max_clicks', 'password'] });
    expect(data).toMatchObject({ expires_at: null, max_clicks: null, clicks_left: null, has_password: false });
  });

  it.each([
    [{ clear: [] }, 'Nothing to update. Provide destination_url, label, or is_active.'],
    [{ destination_url: 'https://go.test/l/abc' }, 'destination_url must not lead to a short link of this server'],
    [{ expires_at: NOW - 1 }, 'expires_at must lie in the future'],
  ])('refuse %j', async (input, message) => {
    const { code } = (await create()).data;
    await expect(service.edit(mine, { code, ...input })).rejects.toThrow(message);
  });
});

it('draws the QR code of the short URL', async () => {
  const { code } = (await create()).data;
  expect((await service.qr(mine, code, 'svg', 300)).type).toBe('image/svg+xml');
  expect((await service.qr(mine, code, 'png', 100)).type).toBe('image/png');
});
