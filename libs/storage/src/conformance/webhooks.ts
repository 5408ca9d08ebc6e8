import { localDay, NotFoundError, type WebhookEndpoint } from '@micrologs/domain';
import { expect, it } from 'vitest';
import type { Storage } from '../storage.ts';
import type { NewWebhookEndpoint } from '../webhook-store.ts';
import { anAct, aProject, aWebhookEndpoint, aWebhookEvent, NOON } from './builders.ts';
import type { Bench } from './target.ts';

/** Endpoints, and the events of which they are told. */
export function webhookPromises(bench: Bench): void {
  const openWithProject = async () => {
    const pair = await bench.openPair();
    const { id: project } = await pair.storage.projects.create(aProject(), anAct());
    const make = (given: Partial<NewWebhookEndpoint> = {}) =>
      pair.storage.webhooks.create(aWebhookEndpoint({ project, ...given }), anAct());
    return { ...pair, project, make };
  };
  const disable = (storage: Storage, { project, id }: WebhookEndpoint) =>
    storage.webhooks.update(project, id, { isEnabled: false }, NOON, anAct());

  it('[ST330] an endpoint comes back as it was made: to its project, by its id, and in the list', async () => {
    const { storage, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const full: Partial<NewWebhookEndpoint> = {
      url: `https://hooks.example.org/${'x'.repeat(2000)}`,
      description: 'Ærlig «talt» 😀',
      format: 'template',
      template: '{"text":"{{title}}"}',
      triggers: [
        {
          type: 'errors.threshold',
          groups: [7],
          per: 'group',
          count: 10,
          windowMinutes: 5,
          environments: ['production'],
          severities: [],
        },
        { type: 'queue.lag', seconds: 60 },
      ],
      secrets: [
        { secret: 'whsec_bmV3', expiresAt: null },
        { secret: 'whsec_b2xk', expiresAt: NOON + 5 },
      ],
      createdAt: NOON - 5,
    };
    const unsaid = { isEnabled: true, disabledReason: null, failingSince: null };
    const plain = await make();
    const second = await make(full);
    expect(plain).toEqual({ ...aWebhookEndpoint({ project }), ...unsaid, id: plain.id, updatedAt: NOON });
    expect(second).toEqual({ ...full, ...unsaid, project, id: second.id, updatedAt: NOON - 5 });
    expect(await storage.webhooks.list(project)).toEqual([plain, second]);
    expect(await storage.webhooks.list(other)).toEqual([]);
    expect(await storage.webhooks.get(project, second.id)).toEqual(second);
    expect(await storage.webhooks.get(other, second.id)).toBeNull();
    const orphan = aWebhookEndpoint({ project: other + 1 });
    await expect(storage.webhooks.create(orphan, anAct())).rejects.toThrow(NotFoundError);
  });

  it('[ST331] an edit changes what it names and nothing else, of its own project', async () => {
    const { storage, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const [endpoint, beside] = [await make(), await make()];
    const { id } = endpoint;
    expect(await storage.webhooks.update(other, id, { url: 'https://x.test/' }, NOON, anAct())).toBeNull();
    const patch = { description: 'new', url: undefined, isEnabled: false };
    const edited = { ...endpoint, description: 'new', isEnabled: false, updatedAt: NOON + 1 };
    expect(await storage.webhooks.update(project, id, patch, NOON + 1, anAct())).toEqual(edited);
    const rest = {
      url: 'https://x.test/',
      format: 'slack' as const,
      template: 't',
      triggers: [{ type: 'webhook.disabled' as const }],
      secrets: [{ secret: 'whsec_YQ', expiresAt: null }],
      isEnabled: true,
    };
    const whole = { ...edited, ...rest, updatedAt: NOON + 2 };
    expect(await storage.webhooks.update(project, id, rest, NOON + 2, anAct())).toEqual(whole);
    expect(await storage.webhooks.get(project, beside.id)).toEqual(beside);
    expect(await storage.webhooks.delete(other, id, anAct())).toBe(false);
    expect(await storage.webhooks.delete(project, id, anAct())).toBe(true);
    expect(await storage.webhooks.delete(project, id, anAct())).toBe(false);
    expect(await storage.webhooks.list(project)).toEqual([beside]);
  });

  it('[ST332] what is done to endpoints is recorded with it, by their ids', async () => {
    const { storage, project, make } = await openWithProject();
    const act = (action: string) => anAct({ action, context: { what: 1 } });
    const { id } = await storage.webhooks.create(aWebhookEndpoint({ project }), act('webhook.created'));
    await storage.webhooks.update(project, id, { description: 'x' }, NOON, act('webhook.edited'));
    await storage.webhooks.delete(project, id, act('webhook.deleted'));
    await storage.webhooks.update(project, id, { description: 'x' }, NOON, act('webhook.edited'));
    await storage.webhooks.delete(project, id, act('webhook.deleted'));
    const day = localDay(NOON, 'UTC');
    const query = { from: 'auditEntries', project, days: { from: day, to: day }, limit: 100 } as const;
    const { entries } = await storage.facts.read({ entries: query });
    const ofWebhooks = entries.filter(({ action }) => action.startsWith('webhook'));
    expect(ofWebhooks.map(({ action }) => action)).toEqual(['webhook.deleted', 'webhook.edited', 'webhook.created']);
    expect(ofWebhooks.map(({ context }) => JSON.parse(context!))).toEqual(Array(3).fill({ endpoint: id, what: 1 }));

    // An act that cannot be recorded undoes what it tells of.
    const kept = await make();
    await expect(storage.webhooks.delete(project, kept.id, anAct({ context: { big: 1n } }))).rejects.toThrow();
    expect(await storage.webhooks.get(project, kept.id)).toEqual(kept);
  });

  it('[ST333] enabled endpoints are known to the pipeline by their projects, and to an owner by its partitions', async () => {
    const { storage, writable, project, make } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const { id: without } = await storage.projects.create(aProject(), anAct());
    const [first, off, last] = [await make(), await make(), await make()];
    const elsewhere = await make({ project: other });
    await disable(storage, off);
    const found = await writable.ingest.transact((t) => t.webhooks.endpoints([without, project]));
    expect(found).toEqual(new Map([[project, [first, last]]]));
    expect(await writable.ingest.transact((t) => t.webhooks.endpoints([]))).toEqual(new Map());

    expect(await storage.webhooks.enabled(null)).toEqual([first, last, elsewhere]);
    expect(await storage.webhooks.enabled('me')).toEqual([]);
    await writable.ingest.acquireLease('me', 60_000);
    expect(await storage.webhooks.enabled('me')).toEqual([first, last, elsewhere]);
  });

  it('[ST334] an event is stored once for each dedupe key of a project, whoever stores it, and with the transaction', async () => {
    const { storage, writable, project } = await openWithProject();
    const { id: other } = await storage.projects.create(aProject(), anAct());
    const event = (dedupeKey: string, given = {}) => aWebhookEvent({ project, dedupeKey, ...given });
    const data = '{"text":"Ærlig 😀"}';
    await writable.ingest.transact(async (t) => {
      await t.webhooks.addEvents([event('b'), event('a', { data }), event('a'), event('a', { project: other })]);
      await t.webhooks.addEvents([event('b', { data: '{}' }), event('A')]);
      await t.webhooks.addEvents([]);
    });
    const failing = writable.ingest.transact(async (t) => {
      await t.webhooks.addEvents([event('never')]);
      throw new Error('a failure');
    });
    await expect(failing).rejects.toThrow('a failure');
    expect(
      await storage.webhooks.addEvents([event('b'), event('c', { endpoint: 5, type: 'ping', id: 'given' })]),
    ).toEqual(['c']);

    const stored = await storage.webhooks.undispatched(null, 100);
    expect(stored.map((each) => [each.project, each.endpoint, each.type, each.data]).sort()).toEqual(
      [
        [project, null, 'error_group.created', data],
        [project, null, 'error_group.created', '{"id":1}'],
        [project, null, 'error_group.created', '{"id":1}'],
        [other, null, 'error_group.created', '{"id":1}'],
        [project, 5, 'ping', '{"id":1}'],
      ].sort(),
    );
    expect(new Set(stored.map(({ id }) => id)).size).toBe(5);
    expect(stored.filter(({ endpoint }) => endpoint === 5).map(({ id }) => id)).toEqual(['given']);
    const numbers = stored.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(await storage.webhooks.undispatched(null, 2)).toEqual(stored.slice(0, 2));
    expect(await storage.webhooks.undispatched('me', 2)).toEqual([]);
  });

  it('[ST335] of openers that store the same events at once, one has stored each', async () => {
    const { storage, project } = await openWithProject();
    const openers = [storage, await bench.open(), await bench.open()];
    const rounds = 20;
    const added: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const events = ['x', 'y', 'z'].map((name) => aWebhookEvent({ project, dedupeKey: `${name} ${round}` }));
      const orders = [events, [...events].reverse(), events];
      added.push(...(await Promise.all(openers.map((opener, i) => opener.webhooks.addEvents(orders[i]!)))).flat());
    }
    expect(added).toHaveLength(rounds * 3);
    expect(new Set(added).size).toBe(rounds * 3);
    expect(await storage.webhooks.undispatched(null, 1000)).toHaveLength(rounds * 3);
  });
}
