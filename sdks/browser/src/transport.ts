import { attempt } from './safe.ts';

/**
 * Sends one event's JSON to an endpoint below `/api/track/`, as text and with the key in the address: so no other origin has to
 * be asked for its permission (preflight) first. Failures are ignored: nothing is worth a retry in somebody's page.
 */
export type Post = (endpoint: string, body: string) => void;

/**
 * By `fetch`. Browsers refuse `keepalive` when more than 64 KB are on their way, so large bodies do without: they arrive as long
 * as the page stays.
 */
export const createPost =
  (trackUrl: string, publicKey: string): Post =>
  (endpoint, body) => {
    fetch(`${trackUrl + endpoint}?k=${publicKey}`, { method: 'POST', body, keepalive: body.length < 4_000 }).catch(
      () => {},
    );
  };

/** By a beacon, which leaves even while the page goes away, but must be small. */
export const createBeacon =
  (trackUrl: string, publicKey: string): Post =>
  (endpoint, body) => {
    navigator.sendBeacon(`${trackUrl + endpoint}?k=${publicKey}`, body);
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
