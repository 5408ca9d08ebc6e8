import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOUR_MS, localDay, NotFoundError, type Project, StateConflictError } from '@micrologs/domain';
import type { WritableStorage } from '@micrologs/storage';
import { anAct, aProject, NOON } from '@micrologs/storage/conformance';
import { openSqliteInThread } from '@micrologs/storage-sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebhookService } from '../src/index.ts';

let folder: string;
let storage: WritableStorage;
let service: WebhookService;
let project: Project;
let request: { project: Project; ipHash: string };
let now: number;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'micrologs-webhooks-'));
  storage = await openSqliteInThread({ file: path.join(folder, 'micrologs.db'), mode: 'writer' });
  now = NOON;
  service = new WebhookService(
    storage.webhooks,
    (address) => address === '10.0.0.5',
    () => now,
  );
  project = await storage.projects.create(aProject({ timeZone: 'Europe/Oslo' }), anAct());
  request = { project, ipHash: 'ab' };
});

afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true });
});

const GOOD = { url: 'https://hooks.test/in', triggers: [{ type: 'queue.lag' as const }], format: 'json' as const };

async function acts() {
  const day = localDay(NOON, project.timeZone);
  const query = { from: 'auditEntries', project: project.id, days: { from: day, to: day }, limit: 100 } as const;
  const { entries } = await storage.facts.read({ entries: query });
  return entries
    .filter(({ action }) => action.startsWith('webhook.'))
    .map(({ action, ipHash, context }) => ({ action, ipHash, ...(JSON.parse(context!) as object) }));
}

it('tells the secret of an endpoint when it is made, and never again', async () => {
  const { data } = await service.create(request, { ...GOOD, description: 'On call' });
  expect(data.secret).toMatch(/^whsec_/);
  expect(data.webhook).toEqual({
    id: data.webhook.id,
    url: 'https://hooks.test/in',
    description: 'On call',
    format: 'json',
    template: null,
    triggers: [{ type: 'queue.lag', seconds: 60 }],
    is_enabled: true,
    disabled_reason: null,
    failing_since: null,
    old_secret_expires_at: null,
    created_at: '2026-03-02 13:00:00',
    created_at_iso: '2026-03-02T13:00:00+01:00',
    updated_at: '2026-03-02 13:00:00',
    updated_at_iso: '2026-03-02T13:00:00+01:00',
  });
  expect(await service.list(project)).toMatchObject({ data: { count: 1, webhooks: [data.webhook] } });
  expect(JSON.stringify(await service.list(project))).not.toContain('whsec_');
  expect(JSON.stringify(await acts())).not.toContain('whsec_');
});

it('takes a new secret beside the old one for as long as it is asked to', async () => {
  const { webhook, secret } = (await service.create(request, GOOD)).data;
  const rotated = (await service.rotateSecret(request, { id: webhook.id, overlap_hours: 24 })).data;
  expect(rotated.secret).not.toBe(secret);
  expect(rotated.webhook.old_secret_expires_at).toBe('2026-03-03T13:00:00+01:00');
  expect((await storage.webhooks.get(project.id, webhook.id))!.secrets).toEqual([
    { secret: rotated.secret, expiresAt: null },
    { secret, expiresAt: NOON + 24 * HOUR_MS },
  ]);
  now += 24 * HOUR_MS;
  expect((await service.list(project)).data.webhooks[0]!.old_secret_expires_at).toBeNull();
});

it('changes what is given, and judges a template by the format that it comes with', async () => {
  const { id } = (await service.create(request, GOOD)).data.webhook;
  const edit = (given: object) => service.edit(request, { id, ...given });
  await expect(edit({ format: 'template' })).rejects.toThrow('template is required');
  const shaped = await edit({ format: 'template', template: '{{summary}}', url: 'http://10.0.0.5/' });
  expect(shaped.data).toMatchObject({ format: 'template', template: '{{summary}}', url: 'http://10.0.0.5/' });
  await expect(edit({ template: '{{nothing}}' })).rejects.toThrow('is unknown');
  expect((await edit({ format: 'slack' })).data).toMatchObject({ format: 'slack', template: null });
  expect((await edit({ triggers: [{ type: 'webhook.disabled' }], is_enabled: false })).data).toMatchObject({
    triggers: [{ type: 'webhook.disabled' }],
    is_enabled: false,
    url: 'http://10.0.0.5/',
  });
  await expect(edit({ url: 'http://10.0.0.6/' })).rejects.toThrow("url: '10.0.0.6' is not a public address");
});

it('records what is done, and by whom', async () => {
  const { id } = (await service.create(request, GOOD)).data.webhook;
  await service.edit(request, { id, url: 'https://new.test/', is_enabled: true });
  await service.rotateSecret(request, { id, overlap_hours: 0 });
  await service.delete(request, id);
  const by = { endpoint: id, ipHash: 'ab' };
  expect(await acts()).toEqual([
    { ...by, action: 'webhook.deleted' },
    { ...by, action: 'webhook.secret_rotated', overlap_hours: 0 },
    { ...by, action: 'webhook.edited', changed: ['url', 'isEnabled'] },
    { ...by, action: 'webhook.created', url: 'https://hooks.test/in' },
  ]);
});

it('has room for 20 endpoints, each project for itself', async () => {
  for (let i = 0; i < 20; i++) await service.create(request, GOOD);
  await expect(service.create(request, GOOD)).rejects.toThrow(StateConflictError);
  const other = await storage.projects.create(aProject(), anAct());
  await service.create({ ...request, project: other }, GOOD);
  expect((await service.list(other)).data.count).toBe(1);
});

it('knows endpoints of their own project only', async () => {
  const { id } = (await service.create(request, GOOD)).data.webhook;
  const other = { ...request, project: await storage.projects.create(aProject(), anAct()) };
  await expect(service.edit(other, { id, description: 'x' })).rejects.toThrow(NotFoundError);
  await expect(service.delete(other, id)).rejects.toThrow(NotFoundError);
  await expect(service.rotateSecret(other, { id, overlap_hours: 1 })).rejects.toThrow(NotFoundError);
  await expect(service.ping(other.project, id)).rejects.toThrow(NotFoundError);
  await expect(service.replay(other, { id, from: 0 })).rejects.toThrow(NotFoundError);
});

it('replays what ended, one delivery or a range, unless the endpoint is disabled', async () => {
  const { id } = (await service.create(request, GOOD)).data.webhook;
  const { event_id } = (await service.ping(project, id)).data;
  const [event] = await storage.webhooks.undispatched(null, 10);
  expect(event).toMatchObject({ id: event_id, type: 'ping', endpoint: id });
  await storage.webhooks.dispatch([{ event: event!.number, endpoints: [{ id, isOnce: true }] }], now);
  const [due] = await storage.webhooks.due({ owner: null, now, except: [], limit: 10 });
  const attempt = { attempt: 1, at: now, durationMs: 1, responseStatus: 500, responseBody: '', error: 'Answered 500' };
  await storage.webhooks.record({ id: due!.delivery.id, ...attempt, status: 'failed', nextAttemptAt: null });

  const replay = (given: object) => service.replay(request, { id, ...given });
  await expect(replay({})).rejects.toThrow('from is required');
  await expect(replay({ from: now })).rejects.toThrow('from must lie before to');
  now += 1;
  expect((await replay({ from: NOON, status: 'delivered' })).data).toEqual({ deliveries: 0 });
  expect((await replay({ from: NOON, status: 'failed' })).data).toEqual({ deliveries: 1 });
  expect((await replay({ delivery_id: due!.delivery.id })).data).toEqual({ deliveries: 0 });
  const { data, next } = await service.deliveries(project, { limit: 1, endpoint: id });
  expect(data).toMatchObject({
    count: 1,
    deliveries: [{ event_id, status: 'pending', attempts: 0, last_attempt_at: null }],
  });
  const rest = await service.deliveries(project, { limit: 1, before: next! });
  expect(rest).toMatchObject({
    data: { deliveries: [{ event_id, status: 'failed', response_status: 500, error: 'Answered 500' }] },
    next: null,
  });
  await service.edit(request, { id, is_enabled: false });
  await expect(replay({ from: NOON })).rejects.toThrow(StateConflictError);
});
