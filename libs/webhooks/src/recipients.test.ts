import type { WebhookEndpoint, WebhookEvent, WebhookTrigger } from '@micrologs/domain';
import { aWebhookEndpoint } from '@micrologs/storage/conformance';
import { expect, it } from 'vitest';
import { recipientsOf } from './recipients.ts';

const anEndpoint = (id: number, ...triggers: WebhookTrigger[]): WebhookEndpoint => ({
  ...aWebhookEndpoint({ project: 1, triggers }),
  id,
  isEnabled: true,
  disabledReason: null,
  failingSince: null,
  updatedAt: 0,
});
const anEvent = (given: Partial<WebhookEvent> = {}): WebhookEvent => ({
  number: 1,
  id: 'an-id',
  project: 1,
  endpoint: null,
  type: 'error_group.created',
  data: '{"severity":"error","environment":"production"}',
  createdAt: 0,
  ...given,
});
const created = (environments: string[], severities: string[]) =>
  ({ type: 'error_group.created', environments, severities }) as WebhookTrigger;

it('tells every endpoint of the project that has a trigger whose filters let the event through', () => {
  const endpoints = [
    anEndpoint(1, created([], [])),
    anEndpoint(2, created(['production', 'staging'], ['error'])),
    anEndpoint(3, created(['staging'], [])),
    anEndpoint(4, created([], ['info']), created([], ['error'])),
    anEndpoint(5, { type: 'queue.lag', seconds: 5 }),
    anEndpoint(6),
    { ...anEndpoint(7, created([], [])), project: 2 },
  ];
  const told = (given?: Partial<WebhookEvent>) => recipientsOf(anEvent(given), endpoints);
  expect(told()).toEqual([1, 2, 4].map((id) => ({ id, isOnce: false })));
  expect(told({ data: '{}' })).toEqual([{ id: 1, isOnce: false }]);
  expect(told({ type: 'error_group.reopened' })).toEqual([]);
  expect(told({ type: 'queue.lag' })).toEqual([{ id: 5, isOnce: false }]);
});

it('tells the endpoint that an event is for and no other; pings and last notices once', () => {
  const told = (type: WebhookEvent['type']) => recipientsOf(anEvent({ type, endpoint: 9 }), [anEndpoint(1)]);
  expect(told('errors.threshold')).toEqual([{ id: 9, isOnce: false }]);
  expect(told('ping')).toEqual([{ id: 9, isOnce: true }]);
  expect(told('webhook.disabled')).toEqual([{ id: 9, isOnce: true }]);
});

it('finds audited actions by name or beginning', () => {
  const endpoints = [anEndpoint(1, { type: 'audit.matched', actions: ['user.*', 'key.rotated'] })];
  const told = (action: string) =>
    recipientsOf(anEvent({ type: 'audit.matched', data: JSON.stringify({ action }) }), endpoints).length === 1;
  expect([told('user.deleted'), told('user.'), told('key.rotated')]).toEqual([true, true, true]);
  expect([told('user'), told('key.rotated.x'), told('my.user.x'), told('User.x')]).toEqual(Array(4).fill(false));
});
