import { optedOut } from '../opt-out.ts';
import type { Consent, Options } from './options.ts';

/** What is captured before the visitor was asked is bounded, since nobody may ever ask. */
const MAX_HELD = 100;

export interface ConsentGate {
  /** Whether anything may be captured now: it leaves at once, or is held. */
  isOpen(): boolean;
  /** Runs a task now, or once there is consent. @returns false when too many wait for that */
  pass(task: () => void): boolean;
  /** @returns true when something was held and is gone */
  set(consent: Consent): boolean;
}

/** Decides whether events may leave: opt-out, Do Not Track, and the visitor's consent. */
export const createConsentGate = ({ consent = 'granted', respectDnt }: Options): ConsentGate => {
  let held: (() => void)[] = [];
  const objects = () => respectDnt && (+navigator.doNotTrack! || navigator.globalPrivacyControl);
  const isOpen = () => !(consent === 'denied' || optedOut() || objects());
  return {
    isOpen,
    pass(task) {
      if (consent === 'granted') task();
      else if (held.length < MAX_HELD) held.push(task);
      else return false;
      return true;
    },
    set(next) {
      consent = next;
      if (next === 'pending') return false;
      const tasks = held;
      held = [];
      if (isOpen()) for (const task of tasks) task();
      return !isOpen() && tasks.length > 0;
    },
  };
};
