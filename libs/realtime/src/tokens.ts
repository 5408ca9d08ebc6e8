import { createHmac, timingSafeEqual } from 'node:crypto';
import { type EpochMs, type ProjectId, SECOND_MS } from '@micrologs/domain';

/** What a token lets its bearer do. */
export interface TokenClaims {
  project: ProjectId;
  /** Names of channels. */
  channels: string[];
  expiresAt: EpochMs;
  /** The only origin of pages that may use it; null: any, and programs too. */
  origin: string | null;
}

/** As they stand in a token, under short names. */
interface WireClaims {
  p: number;
  c: string[];
  /** In s. */
  e: number;
  o?: string;
}

const PREFIX = 'rt1';

/**
 * The key that signs a project's tokens. It follows from the project's secret key, so that its rotation ends them all.
 * @param secretHash of the secret key, as it is stored
 * @param installationSecret what the database does not hold, so that whoever reads that can sign nothing
 */
export function signingKey(project: ProjectId, secretHash: string, installationSecret: string): Buffer {
  return createHmac('sha256', installationSecret).update(`realtime ${project} ${secretHash}`).digest();
}

export function signToken({ project, channels, expiresAt, origin }: TokenClaims, key: Buffer): string {
  const claims: WireClaims = {
    p: project,
    c: channels,
    e: Math.floor(expiresAt / SECOND_MS),
    ...(origin !== null && { o: origin }),
  };
  const body = `${PREFIX}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${body}.${macOf(body, key)}`;
}

/**
 * The claims of a token that is genuine; whether it has expired is for the caller to see.
 * @param keyOf the project's key; null where there is no such project
 */
export function readToken(token: string, keyOf: (project: ProjectId) => Buffer | null): TokenClaims | null {
  const [prefix, payload, mac, ...rest] = token.split('.');
  if (prefix !== PREFIX || payload === undefined || mac === undefined || rest.length > 0) return null;
  const claims = claimsOf(payload);
  const key = claims && keyOf(claims.p);
  if (!claims || !key) return null;
  const [given, expected] = [Buffer.from(mac), Buffer.from(macOf(`${prefix}.${payload}`, key))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { project: claims.p, channels: claims.c, expiresAt: claims.e * SECOND_MS, origin: claims.o ?? null };
}

function macOf(body: string, key: Buffer): string {
  return createHmac('sha256', key).update(body).digest('base64url');
}

/** Nothing of it is believed before the signature is checked; but the project must be known to check it. */
function claimsOf(payload: string): WireClaims | null {
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as WireClaims;
    return Number.isSafeInteger(claims.p) ? claims : null;
  } catch {
    return null;
  }
}
