import { type OperationInfo, operationTable } from '@micrologs/contract';
import { WINDOW_MS } from './token-bucket.ts';

/** Requests (events, for ingestion) a minute by the name of the limit; null: no limit. */
export type RateLimitSettings = ReadonlyMap<string, number | null>;

/** Requests per project and client address with a public key, over all tracking endpoints. */
export const PUBLIC_INGEST_LIMIT = 'ingest-public';
/** Events per secret key, over all tracking endpoints. */
export const SECRET_INGEST_LIMIT = 'ingest-secret';
/** Refused keys per client address. */
export const REFUSED_KEYS_LIMIT = 'failed-auth';

/** Requests for links per client address that are recorded; redirects go on. */
export const RECORDED_CLICKS_LIMIT = 'redirect';
/** Wrong passwords per link and client address. */
export const LINK_PASSWORDS_LIMIT = 'link-passwords';

const REFUSED_KEYS_A_MINUTE = 60;
const RECORDED_CLICKS_A_MINUTE = 120;
const MAX_LIMIT = 10_000_000;

/** The name of an endpoint's own limit, per client address: its path below `/api/`. */
export function limitNameOf(path: string): string {
  return path.replace(/^\/api\//, '');
}

/** The limits that openapi.yaml documents, and those that no single operation has. */
export function defaultRateLimits(): Map<string, number | null> {
  const limits = new Map<string, number | null>([
    [REFUSED_KEYS_LIMIT, REFUSED_KEYS_A_MINUTE],
    [RECORDED_CLICKS_LIMIT, RECORDED_CLICKS_A_MINUTE],
  ]);
  const set = (name: string, limit: { points: number; seconds: number } | undefined) => {
    if (limit) limits.set(name, Math.max(1, Math.round((limit.points * WINDOW_MS) / (limit.seconds * 1000))));
  };
  for (const { path, rateLimits } of Object.values<OperationInfo>(operationTable)) {
    set(limitNameOf(path), rateLimits.ip);
    set(PUBLIC_INGEST_LIMIT, rateLimits.project_ip);
    set(SECRET_INGEST_LIMIT, rateLimits.secret_key);
    set(LINK_PASSWORDS_LIMIT, rateLimits.link_ip);
  }
  return limits;
}

/** Reads `RATE_LIMITS`: `on`, `off`, or overrides such as `projects/create=20`. @returns null when it cannot be read */
export function parseRateLimits(value: string): RateLimitSettings | null {
  const limits = defaultRateLimits();
  if (value === 'on') return limits;
  if (value === 'off') return new Map([...limits.keys()].map((name) => [name, null]));
  for (const item of value.split(',')) {
    const match = /^\s*([a-z/-]+)\s*=\s*(\d{1,8}|off)\s*$/.exec(item);
    if (!match || !limits.has(match[1]!)) return null;
    const limit = match[2] === 'off' ? null : Number(match[2]);
    if (limit !== null && (limit < 1 || limit > MAX_LIMIT)) return null;
    limits.set(match[1]!, limit);
  }
  return limits;
}
