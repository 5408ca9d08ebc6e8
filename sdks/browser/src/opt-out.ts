import { attempt } from './safe.ts';

/** The choice made on this page, which holds even when it cannot be stored. */
let choice: 0 | 1 | undefined;

/** Whether the visitor opted out in this browser, on this page or another; read anew each time: another tab may change it. */
export const storedOptOut = (): boolean | undefined => attempt(() => localStorage._ml_optout > 0);

/** The same with what was chosen on this page. */
export const optedOut = (): unknown => choice ?? storedOptOut();

/** @param next 1 to opt out, 0 to take it back */
export const setOptOut = (next: 0 | 1): void => {
  choice = next;
  localStorage._ml_optout = next;
};
