import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ChildCommand, type ChildEvent, type ChildState, started, step } from './child-state.ts';

/** Runs events from a fresh start at 0. */
function run(...events: ChildEvent[]): { state: ChildState; commands: ChildCommand[] } {
  let state = started(0);
  const commands: ChildCommand[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    if (next.command) commands.push(next.command);
  }
  return { state, commands };
}

const exit = (at: number, code: number | null = 1): ChildEvent => ({ type: 'exit', at, code });
const due = (at: number): ChildEvent => ({ type: 'due', at });

it('is started again after its death, later each time, and given up in the end', () => {
  const events = Array.from({ length: 8 }, (_, i) => [exit(i * 1000 + 1), due(i * 1000 + 1000)]).flat();
  const { state, commands } = run(...events);
  expect(commands.filter(({ type }) => type === 'wait')).toEqual(
    [500, 1000, 2000, 4000, 8000, 16_000, 30_000].map((ms) => ({ type: 'wait', ms })),
  );
  expect(commands.at(-1)).toEqual({
    type: 'give-up',
    reason: 'it died 8 times in a row within a minute of its start',
  });
  expect(state).toEqual({ phase: 'given-up' });
});

it('begins anew with a death after a long run, whatever its exit code', () => {
  const { state, commands } = run(exit(1), due(2), exit(3), due(4), { type: 'ready' }, exit(60_004, 0));
  expect(state).toEqual({ phase: 'waiting', failures: 1 });
  expect(commands.at(-1)).toEqual({ type: 'wait', ms: 500 });
});

it('is given up at once when it says that it cannot run', () => {
  expect(run(exit(5, 2))).toMatchObject({ state: { phase: 'given-up' }, commands: [{ type: 'give-up' }] });
});

it('is replaced by ending and starting, also when it was given up or waits', () => {
  const replace: ChildEvent = { type: 'replace', at: 10 };
  expect(run(replace, exit(20, 0))).toEqual({
    state: started(20),
    commands: [{ type: 'terminate' }, { type: 'start' }],
  });
  // One that had to be killed is replaced all the same.
  expect(run(replace, exit(20, null)).state).toEqual(started(20));
  expect(run(exit(5, 2), replace)).toMatchObject({ state: started(10), commands: [{}, { type: 'start' }] });
  expect(run(exit(5), replace, due(11))).toMatchObject({ state: started(10), commands: [{}, { type: 'start' }] });
});

const anyEvent: fc.Arbitrary<ChildEvent> = fc.oneof(
  fc.constant<ChildEvent>({ type: 'ready' }),
  fc.constant<ChildEvent>({ type: 'end' }),
  fc.record({ type: fc.constant('due' as const), at: fc.nat() }),
  fc.record({ type: fc.constant('replace' as const), at: fc.nat() }),
  fc.record({ type: fc.constant('exit' as const), at: fc.nat(), code: fc.constantFrom(null, 0, 1, 2) }),
);

it('has at most one process at a time, and none is started once it was told to end', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 50 }), (events) => {
      let state = started(0);
      let processes = 1;
      let ended = false;
      for (const event of events) {
        // A process that is not there cannot say anything, and an exit is one's last word.
        if (processes === 0 && (event.type === 'exit' || event.type === 'ready')) continue;
        if (event.type === 'exit') processes -= 1;
        if (event.type === 'end') ended = true;
        const next = step(state, event);
        state = next.state;
        if (next.command?.type === 'start') {
          expect(ended).toBe(false);
          processes += 1;
        }
        if (next.command?.type === 'terminate') expect(processes).toBe(1);
        expect(processes).toBe(state.phase === 'running' || state.phase === 'ending' ? 1 : 0);
        if (ended) expect(['ending', 'ended']).toContain(state.phase);
      }
    }),
  );
});
