import { DAY_MS, type WebhookDelivery, type WebhookEndpoint } from '@micrologs/domain';
import { aWebhookEndpoint } from '@micrologs/storage/conformance';
import { expect, it } from 'vitest';
import { attemptOf, FAILING_FOR_MS, type Tried } from './attempt.ts';
import { MAX_ATTEMPTS } from './retries.ts';

const NOW = Date.UTC(2026, 2, 2, 12);

const ENDPOINT: WebhookEndpoint = {
  ...aWebhookEndpoint({ project: 3, url: 'https://hooks.test/' }),
  id: 8,
  isEnabled: true,
  disabledReason: null,
  failingSince: null,
  updatedAt: NOW,
};
const DELIVERY: WebhookDelivery = {
  id: 5,
  project: 3,
  endpoint: 8,
  event: { id: 'an-id', type: 'error_group.created', data: '{}', createdAt: NOW },
  status: 'pending',
  isOnce: false,
  attempts: 0,
  nextAttemptAt: NOW,
  createdAt: NOW,
  lastAttemptAt: null,
  durationMs: null,
  responseStatus: null,
  responseBody: '',
  error: '',
};

function attempt(
  outcome: Tried['outcome'],
  delivery: Partial<WebhookDelivery> = {},
  endpoint: Partial<WebhookEndpoint> = {},
) {
  return attemptOf({
    delivery: { ...DELIVERY, ...delivery },
    endpoint: { ...ENDPOINT, ...endpoint },
    outcome,
    at: NOW,
    durationMs: 12,
    random: 0.5,
  });
}
const answer = (status: number, retryAfter?: string) => ({ status, body: 'said', retryAfter });
const LAST = { attempts: MAX_ATTEMPTS - 1 };
const LONG = { failingSince: NOW - FAILING_FOR_MS };

it('has arrived with any 2xx', () => {
  for (const status of [200, 202, 204, 299]) {
    expect(attempt(answer(status), { attempts: 3 }, LONG)).toEqual({
      id: 5,
      attempt: 4,
      at: NOW,
      durationMs: 12,
      status: 'delivered',
      nextAttemptAt: null,
      responseStatus: status,
      responseBody: 'said',
      error: '',
    });
  }
});

it('is made again after any other answer, or none, and says why', () => {
  const again = { status: 'pending', attempt: 1, nextAttemptAt: NOW + 5000 };
  expect(attempt(answer(500))).toMatchObject({ ...again, responseStatus: 500, error: 'Answered 500' });
  expect(attempt(answer(302))).toMatchObject({ ...again, error: 'Answered 302; redirects are not followed' });
  expect(attempt(answer(400))).toMatchObject(again);
  const silent = attempt({ error: 'x'.repeat(9999) });
  expect(silent).toMatchObject({ ...again, responseStatus: null, responseBody: '', error: 'x'.repeat(500) });
  expect(silent.disable).toBeUndefined();
  expect(attempt(answer(429, '60'))).toMatchObject({ nextAttemptAt: NOW + 60_000 });
  expect(attempt(answer(503, '60'), LAST)).toMatchObject({ status: 'failed', nextAttemptAt: null });
});

it('is the only one of what is tried once, which never says that an endpoint is failing', () => {
  const once = attempt(answer(500), { isOnce: true, ...LAST }, LONG);
  expect(once).toMatchObject({ status: 'failed', nextAttemptAt: null });
  expect(once.disable).toBeUndefined();
});

it('disables an endpoint that is gone, and tells the others', () => {
  const gone = attempt(answer(410));
  expect(gone).toMatchObject({ status: 'failed', nextAttemptAt: null, disable: { reason: 'gone' } });
  expect(gone.disable!.notices).toMatchObject([{ project: 3, endpoint: null, type: 'webhook.disabled' }]);
  expect(JSON.parse(gone.disable!.notices[0]!.data)).toEqual({
    summary: 'The webhook endpoint https://hooks.test/ was disabled: it answered 410 Gone',
    endpoint_id: 8,
    url: 'https://hooks.test/',
    reason: 'gone',
    failing_since: null,
    last_error: 'Answered 410',
  });
  expect(gone.disable!.act).toMatchObject({ action: 'webhook.disabled', context: { reason: 'gone' } });
});

it('disables an endpoint when a message is given up after days of failures, and tells it as well', () => {
  const failing = attempt(answer(500), LAST, LONG);
  expect(failing.disable!.reason).toBe('failing');
  expect(failing.disable!.notices.map(({ endpoint }) => endpoint)).toEqual([null, 8]);
  expect(new Set(failing.disable!.notices.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  expect(JSON.parse(failing.disable!.notices[1]!.data)).toMatchObject({
    reason: 'failing',
    failing_since: new Date(NOW - FAILING_FOR_MS).toISOString(),
  });
  expect(attempt(answer(500), {}, LONG).disable).toBeUndefined();
  expect(attempt(answer(500), LAST, { failingSince: NOW - FAILING_FOR_MS + 1 }).disable).toBeUndefined();
  expect(attempt(answer(500), LAST).disable).toBeUndefined();
  expect(FAILING_FOR_MS).toBeGreaterThan(3 * DAY_MS);
});
