import { startClient } from './client/client.ts';
import type { Micrologs, Options } from './client/options.ts';
import { attempt } from './safe.ts';

export { downloads } from './add-ons/downloads.ts';
export { engagement } from './add-ons/engagement.ts';
export { errors } from './add-ons/errors.ts';
export { fingerprint } from './add-ons/fingerprint.ts';
export { forms } from './add-ons/forms.ts';
export { notFound } from './add-ons/not-found.ts';
export { outboundLinks } from './add-ons/outbound-links.ts';
export { siteSearch } from './add-ons/site-search.ts';
export type {
  AddOn,
  Consent,
  Host,
  Loss,
  Micrologs,
  Options,
  PageviewOptions,
  TrackEvent,
  View,
} from './client/options.ts';
export type { Context, Severity } from './types.ts';

const LOCAL = /^(|(.*\.)?localhost|127(\.\d+){3}|\[::1\])$/;
const clients = new Map<string, Micrologs>();
const nothing = () => {};
const done = async () => true;
const idle: Micrologs = {
  pageview: nothing,
  error: nothing,
  captureException: nothing,
  audit: nothing,
  setConsent: nothing,
  optOut: nothing,
  optIn: nothing,
  flush: done,
  close: done,
};

/**
 * Starts tracking this page for a project. Again with the same key: the client that already runs.
 * Outside a browser (server-side rendering) and without a key it returns a client that does nothing.
 */
export function init(options: Options): Micrologs {
  const { publicKey, excludeLocalhost } = options;
  if (typeof document === 'undefined') return idle;
  if (!publicKey) {
    console.warn('[Micrologs] publicKey is missing');
    return idle;
  }
  if (excludeLocalhost && LOCAL.test(location.hostname)) return idle;
  const client = clients.get(publicKey) ?? attempt(() => startClient(options)) ?? idle;
  clients.set(publicKey, client);
  return client;
}
