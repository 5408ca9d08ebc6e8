import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const STOP_WAIT_MS = 20_000;

/** Ends a process that was started, also one that is halted, and waits for its end; by SIGKILL when it takes too long. */
export async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
  const exit = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WAIT_MS);
  await exit;
  clearTimeout(timer);
}
