import { attempt } from './safe.ts';
import type { Settings } from './settings.ts';

/**
 * Where events go: an endpoint below `/api/track/`, with the key in the address. Bodies go as text, so no other origin has to be
 * asked for its permission (preflight) first.
 */
export const addressOf = ({ apiUrl, publicKey }: Pick<Settings, 'apiUrl' | 'publicKey'>, endpoint: string): string =>
  `${apiUrl}/api/track/${endpoint}?k=${publicKey}`;

/**
 * Sends one event's JSON. Failures are ignored: nothing is worth a retry in somebody's page.
 * Browsers refuse `keepalive` when more than 64 KB are on their way, so large bodies do without: they arrive as long as the
 * page stays.
 */
export const post = (address: string, body: string): void => {
  fetch(address, { method: 'POST', body, keepalive: body.length < 4_000 }).catch(() => {});
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
