import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { rotateSecrets, signedHeaders } from './signature.ts';

const NOW = Date.now();
const HOUR = 3_600_000;
const body = '{"type":"ping","text":"Ærlig «talt» 😀"}';
const verifies = (secret: string, headers: Record<string, string>) => {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch {
    return null;
  }
};

it('is verified by the library of Standard Webhooks, and by it only as it was sent', () => {
  const secrets = rotateSecrets([], NOW, 0);
  const { secret } = secrets[0]!;
  const headers = signedHeaders({ id: 'an-id', body, secrets }, NOW);
  expect(verifies(secret, headers)).toEqual(JSON.parse(body));
  expect(verifies(secret, { ...headers, 'webhook-id': 'another' })).toBeNull();
  expect(verifies(secret, { ...headers, 'webhook-timestamp': String(Math.floor(NOW / 1000) + 1) })).toBeNull();
  expect(verifies(rotateSecrets([], NOW, 0)[0]!.secret, headers)).toBeNull();
});

it('signs with an old secret until its overlap is over', () => {
  const first = rotateSecrets([], NOW, HOUR);
  const second = rotateSecrets(first, NOW, HOUR);
  const third = rotateSecrets(second, NOW + HOUR / 2, HOUR);
  const valid = (secrets: typeof first, at: number) => {
    const signatures = signedHeaders({ id: 'an-id', body, secrets }, at)['webhook-signature']!.split(' ');
    return signatures.length;
  };
  expect(second.map(({ expiresAt }) => expiresAt)).toEqual([null, NOW + HOUR]);
  expect(third.map(({ expiresAt }) => expiresAt)).toEqual([null, NOW + 1.5 * HOUR, NOW + HOUR]);
  expect([valid(third, NOW + HOUR - 1), valid(third, NOW + HOUR), valid(third, NOW + 1.5 * HOUR)]).toEqual([3, 2, 1]);
  for (const { secret } of third) {
    expect(verifies(secret, signedHeaders({ id: 'an-id', body, secrets: third }, NOW))).not.toBeNull();
  }
  expect(rotateSecrets(second, NOW, 0)).toHaveLength(1);
});

it('keeps few old secrets, however often they are rotated', () => {
  let secrets = rotateSecrets([], NOW, HOUR);
  for (let i = 0; i < 10; i++) secrets = rotateSecrets(secrets, NOW, HOUR);
  expect(secrets).toHaveLength(4);
});
