import { attempt } from './safe.ts';

/** The browser's storage of that name; where it is blocked, an object that forgets with the page. */
export const storage = (name: 'localStorage' | 'sessionStorage'): Record<string, unknown> =>
  attempt<Record<string, unknown> | null>(() => window[name]) || {};
