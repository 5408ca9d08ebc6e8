import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicMs } from './monotonic.mjs';

/** Bytes that may wait for a client before the next message is made. */
const MOST_WAITING = 64 * 1024;

/** About what a stored pageview is as JSON, in characters. */
export const EVENT_CHARACTERS = 700;

/**
 * Sends messages to everybody as fast as they are taken.
 * @param tell sends one; may be waited for
 * @param buffered bytes that wait for the client for whom most do
 * @returns how many messages, and the CPU time in seconds
 */
export async function fan({ seconds, tell, buffered }) {
  const cpu = process.cpuUsage();
  const until = monotonicMs() + seconds * 1000;
  let messages = 0;
  while (monotonicMs() < until) {
    if (buffered() > MOST_WAITING) {
      await sleep(1);
      continue;
    }
    await tell();
    messages += 1;
    // Lets the sockets write what the kernel did not take at once.
    await new Promise(setImmediate);
  }
  while (buffered() > 0) await sleep(1);
  const { user, system } = process.cpuUsage(cpu);
  return { messages, cpu: (user + system) / 1e6 };
}
