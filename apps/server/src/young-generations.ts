import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the young generations of this process from growing beyond what they have after the start, some 8 MB for the thread that
 * answers: V8 would let them grow to 32 or 128 MB under load, and a server whose requests are short has nothing to gain from that.
 * Leaves alone what the operator chose.
 */
export function boundYoungGenerations(): void {
  if ([...process.execArgv, process.env.NODE_OPTIONS].some((option) => option?.includes('semi-space'))) return;
  // The limit of a running thread is fixed, how fast it is approached is not.
  setFlagsFromString('--semi-space-growth-factor=1');
  // A thread that is started anew begins with what the others have grown to; in MB.
  setFlagsFromString('--min-semi-space-size=4');
}
