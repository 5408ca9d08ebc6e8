import { storage } from './storage.ts';

const local = storage('localStorage');

/** The choice made on this page, which holds even when it cannot be stored. */
let choice: 0 | 1 | undefined;

/** Whether the visitor opted out in this browser; the stored choice is read anew each time: another tab may make it. */
export const optedOut = (): boolean => ((choice ?? local._ml_optout) as number) > 0;

/** @param next 1 to opt out, 0 to take it back */
export const setOptOut = (next: 0 | 1): void => {
  local._ml_optout = choice = next;
};
