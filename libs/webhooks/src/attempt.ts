import {
  type AuditAct,
  DAY_MS,
  type EpochMs,
  type WebhookDelivery,
  type WebhookDisabledReason,
  type WebhookEndpoint,
} from '@micrologs/domain';
import { isoUtc, type NewWebhookEvent, type WebhookAttempt } from '@micrologs/storage';
import type { PostAnswer } from './post.ts';
import { nextAttemptAt } from './retries.ts';

/** An endpoint is disabled when a message is given up and none has arrived for this long. */
export const FAILING_FOR_MS = 5 * DAY_MS;
const MAX_ERROR_CHARACTERS = 500;
/** The actor of what was decided by how deliveries went. */
const DELIVERY_ACTOR = 'micrologs:webhooks';

const GONE = 410;

export interface Tried {
  delivery: WebhookDelivery;
  endpoint: WebhookEndpoint;
  /** The answer, or why none came. */
  outcome: PostAnswer | { error: string };
  at: EpochMs;
  durationMs: number;
  /** From 0 up to 1, for the jitter. */
  random: number;
}

/** What an attempt that was made comes to. */
export function attemptOf({ delivery, endpoint, outcome, at, durationMs, random }: Tried): WebhookAttempt {
  const attempt = delivery.attempts + 1;
  const base = { id: delivery.id, attempt, at, durationMs };
  const answer = 'status' in outcome ? outcome : null;
  const said = { responseStatus: answer?.status ?? null, responseBody: answer?.body ?? '' };
  if (answer && answer.status >= 200 && answer.status < 300) {
    return { ...base, ...said, status: 'delivered', nextAttemptAt: null, error: '' };
  }
  const error = ('error' in outcome ? outcome.error : refusal(outcome.status)).slice(0, MAX_ERROR_CHARACTERS);
  const isGone = answer?.status === GONE;
  const isLast = delivery.isOnce || isGone;
  const retryAt = isLast ? null : nextAttemptAt(attempt, at, answer?.retryAfter, random);
  const failed: WebhookAttempt = {
    ...base,
    ...said,
    status: retryAt === null ? 'failed' : 'pending',
    nextAttemptAt: retryAt,
    error,
  };
  if (isGone) return { ...failed, disable: disabling(endpoint, 'gone', error, at) };
  const isGivenUp = retryAt === null && !delivery.isOnce;
  const hasFailedLong = endpoint.failingSince !== null && endpoint.failingSince <= at - FAILING_FOR_MS;
  return isGivenUp && hasFailedLong ? { ...failed, disable: disabling(endpoint, 'failing', error, at) } : failed;
}

function refusal(status: number): string {
  const redirect = status >= 300 && status < 400 ? '; redirects are not followed' : '';
  return `Answered ${status}${redirect}`;
}

/**
 * Tells the project's other endpoints, and one that failed itself, for the last time: perhaps it works again by then. One that
 * is gone wants to hear no more.
 */
function disabling(
  { id, project, url, failingSince }: WebhookEndpoint,
  reason: WebhookDisabledReason,
  error: string,
  at: EpochMs,
): NonNullable<WebhookAttempt['disable']> {
  const why = reason === 'gone' ? 'it answered 410 Gone' : 'nothing could be delivered to it for days';
  const data = JSON.stringify({
    summary: `The webhook endpoint ${url} was disabled: ${why}`,
    endpoint_id: id,
    url,
    reason,
    failing_since: failingSince === null ? null : isoUtc(failingSince),
    last_error: error,
  });
  const event = { project, type: 'webhook.disabled' as const, data, createdAt: at };
  const dedupeKey = `webhook.disabled ${id} ${at}`;
  const notices: NewWebhookEvent[] = [{ ...event, endpoint: null, dedupeKey }];
  if (reason === 'failing') {
    notices.push({ ...event, endpoint: id, dedupeKey: `${dedupeKey} itself`, alertKey: dedupeKey });
  }
  const act: AuditAct = {
    action: 'webhook.disabled',
    actor: DELIVERY_ACTOR,
    // What the server does by itself is the operator's.
    keyType: 'admin',
    ipHash: '',
    context: { reason },
    at,
  };
  return { reason, act, notices };
}
