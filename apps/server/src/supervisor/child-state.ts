import { type EpochMs, MINUTE_MS, SECOND_MS } from '@micrologs/domain';

/**
 * What a supervised process is at. `failures` counts the deaths in a row before which it did not run for long.
 *
 * - `running`: started; `ready` once it has said that it serves
 * - `ending`: asked to end; `thenStart` when another one is to take its place
 * - `waiting`: died, and is started again when its time has come
 * - `given-up`: died again and again, or cannot run as it is configured
 */
export type ChildState =
  | { phase: 'running'; startedAt: EpochMs; ready: boolean; failures: number }
  | { phase: 'ending'; thenStart: boolean }
  | { phase: 'waiting'; failures: number }
  | { phase: 'given-up' }
  | { phase: 'ended' };

export type ChildEvent =
  | { type: 'ready' }
  /** @property code null after a signal */
  | { type: 'exit'; at: EpochMs; code: number | null }
  /** The time to start again has come. */
  | { type: 'due'; at: EpochMs }
  /** A new one is to take its place. */
  | { type: 'replace'; at: EpochMs }
  | { type: 'end' };

/** What is to be done about the process. */
export type ChildCommand =
  | { type: 'start' }
  | { type: 'terminate' }
  | { type: 'wait'; ms: number }
  | { type: 'give-up'; reason: string };

export interface Step {
  state: ChildState;
  command: ChildCommand | null;
}

/** One that ran for so long was well: its death is a new story. */
const WELL_AFTER_MS = MINUTE_MS;
const FIRST_WAIT_MS = SECOND_MS / 2;
const LONGEST_WAIT_MS = 30 * SECOND_MS;
const MOST_FAILURES = 8;
/** The exit code of wrong use, wrong configuration, and whatever else keeps a process from starting until somebody does something. */
export const CODE_CANNOT_START = 2;

export function started(at: EpochMs, failures = 0): ChildState {
  return { phase: 'running', startedAt: at, ready: false, failures };
}

/** What becomes of a process. Events that do not concern its phase change nothing. */
export function step(state: ChildState, event: ChildEvent): Step {
  switch (event.type) {
    case 'ready':
      return same(state.phase === 'running' ? { ...state, ready: true } : state);
    case 'exit':
      return exited(state, event.at, event.code);
    case 'due':
      if (state.phase !== 'waiting') return same(state);
      return { state: started(event.at, state.failures), command: { type: 'start' } };
    case 'replace':
      if (state.phase === 'running') {
        return { state: { phase: 'ending', thenStart: true }, command: { type: 'terminate' } };
      }
      if (state.phase === 'waiting' || state.phase === 'given-up') {
        return { state: started(event.at), command: { type: 'start' } };
      }
      return same(state);
    case 'end':
      if (state.phase === 'running') {
        return { state: { phase: 'ending', thenStart: false }, command: { type: 'terminate' } };
      }
      return same(state.phase === 'ending' ? { phase: 'ending', thenStart: false } : { phase: 'ended' });
  }
}

function exited(state: ChildState, at: EpochMs, code: number | null): Step {
  if (state.phase === 'ending') {
    if (!state.thenStart) return same({ phase: 'ended' });
    return { state: started(at), command: { type: 'start' } };
  }
  if (state.phase !== 'running') return same(state);
  if (code === CODE_CANNOT_START) {
    return giveUp('it cannot run as it is configured, as its last words say');
  }
  const failures = at - state.startedAt >= WELL_AFTER_MS ? 1 : state.failures + 1;
  if (failures >= MOST_FAILURES) return giveUp(`it died ${failures} times in a row within a minute of its start`);
  return { state: { phase: 'waiting', failures }, command: { type: 'wait', ms: waitMs(failures) } };
}

function giveUp(reason: string): Step {
  return { state: { phase: 'given-up' }, command: { type: 'give-up', reason } };
}

/** Twice as long after each failure. */
function waitMs(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
}

function same(state: ChildState): Step {
  return { state, command: null };
}
