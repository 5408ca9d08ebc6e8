import type { AddOn } from '../client/options.ts';
import { fingerprint as draw } from '../fingerprint.ts';
import { attempt } from '../safe.ts';

/** Sends a browser fingerprint with each view, for projects that merge visitors by it; drawing it may take a few milliseconds. */
export const fingerprint = (): AddOn => (host) =>
  host.onView((view) => {
    view.fingerprint = attempt(draw);
  });
