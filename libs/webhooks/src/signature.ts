import { createHmac, randomBytes } from 'node:crypto';
import type { EpochMs, WebhookSecret } from '@micrologs/domain';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
/** A rotation keeps this many old secrets: more would make the header of signatures too long for some receivers. */
const MAX_OLD_SECRETS = 3;

export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/** A new secret in front of the old ones, which sign besides it until the overlap is over. */
export function rotateSecrets(secrets: readonly WebhookSecret[], now: EpochMs, overlapMs: number): WebhookSecret[] {
  const until = now + overlapMs;
  const old = secrets.map(({ secret, expiresAt }) => ({ secret, expiresAt: Math.min(expiresAt ?? until, until) }));
  const valid = old.filter(({ expiresAt }) => expiresAt > now);
  return [{ secret: newSecret(), expiresAt: null }, ...valid.slice(0, MAX_OLD_SECRETS)];
}

/** The headers of Standard Webhooks (standardwebhooks.com): one signature for every secret that is valid at `now`. */
export function signedHeaders(
  { id, body, secrets }: { id: string; body: string; secrets: readonly WebhookSecret[] },
  now: EpochMs,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const valid = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const signatures = valid.map(({ secret }) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
