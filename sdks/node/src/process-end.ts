/** Someone with events that should leave before the process does. */
export interface Leaver {
  /** Whether trying again would be of use. */
  canLeave(): boolean;
  leave(): Promise<unknown>;
  /** The last chance: nothing asynchronous happens any more. */
  leaveNow(): void;
}

/** A host that works in `beforeExit` itself must not be kept alive for ever. */
const MAX_ROUNDS = 2;

const leavers = new Set<Leaver>();
let rounds = 0;
let isListening = false;

/** Lets someone leave properly when the process ends, until they are forgotten. */
export function rememberLeaver(leaver: Leaver): void {
  leavers.add(leaver);
  if (isListening) return;
  isListening = true;
  process.on('beforeExit', () => {
    rounds += 1;
    if (rounds > MAX_ROUNDS) return;
    for (const each of leavers) if (each.canLeave()) void each.leave();
  });
  process.on('exit', () => {
    for (const each of [...leavers]) each.leaveNow();
  });
}

export const forgetLeaver = (leaver: Leaver): boolean => leavers.delete(leaver);
