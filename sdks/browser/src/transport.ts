import { attempt } from './safe.ts';

/**
 * Posts one event's JSON to an endpoint below `/api/track/`. Failures are ignored: nothing is worth a retry in somebody's page.
 * Browsers refuse `keepalive` when more than 64 KB are on their way, so large bodies do without: they arrive as long as the
 * page stays.
 */
export type Post = (endpoint: string, body: string) => void;

export const createPost =
  (trackUrl: string, publicKey: string): Post =>
  (endpoint, body) => {
    fetch(trackUrl + endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': publicKey },
      body,
      keepalive: body.length < 4_000,
    }).catch(() => {});
  };

/**
 * An event as JSON below the server's 64 KB. Strings (and lists) are cut to 4,000 characters: more than the server keeps of any but a
 * stack, of which that is some 35 frames. A context that cannot be encoded (cycles, BigInt) or is huge is left out, so that the
 * rest gets through; any other is left to the server's own limit.
 */
export const encode = (event: object): string => {
  const toJson = (value: object) => JSON.stringify(value, (_, item) => item?.slice?.(0, 4_000) ?? item);
  const whole = attempt(() => toJson(event));
  return whole && whole.length < 20_000 ? whole : toJson({ ...event, context: undefined });
};
