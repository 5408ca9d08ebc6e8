import { setFlagsFromString } from 'node:v8';

/** By the name under which an operator may have chosen something else. */
const BOUNDS: Readonly<Record<string, readonly string[]>> = {
  // The limit of a running thread is fixed, how fast it is approached is not. A thread that is started anew begins with what
  // the others have grown to; in MB.
  'semi-space': ['--semi-space-growth-factor=1', '--min-semi-space-size=4'],
  'heap-growing': ['--heap-growing-percent=100'],
};

/**
 * Keeps the heaps of this process from growing far beyond what is alive in them; leaves alone what the operator chose.
 *
 * Young generations stay as they are after the start, some 8 MB for the thread that answers: V8 would let them grow to 32 or
 * 128 MB under load, and a server whose requests are short has nothing to gain from that. Old generations are collected when
 * they are twice as large as what was alive the last time: on a machine with much memory V8 lets them become four times as
 * large, which under load is up to 50 MB of garbage in each thread that takes or stores events.
 */
export function boundHeapGrowth(): void {
  const chosen = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-');
  const flags = Object.entries(BOUNDS).flatMap(([name, flags]) => (chosen.includes(name) ? [] : flags));
  const bound = () => {
    for (const flag of flags) setFlagsFromString(flag);
  };
  bound();
  // With each thread that starts, V8 sets the factor for young generations of the whole process to 2 again.
  process.on('worker', (worker) => worker.once('online', bound));
}
