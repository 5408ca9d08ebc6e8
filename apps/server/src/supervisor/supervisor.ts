import { type ChildProcess, spawn } from 'node:child_process';
import { SECOND_MS } from '@micrologs/domain';
import { type ChildCommand, type ChildEvent, type ChildState, started, step } from './child-state.ts';
import type { Door } from './door.ts';
import { LAST, LEAVES, SERVES } from './messages.ts';

/** A process to be supervised. It says over Node's channel that it serves. */
export interface ChildPlan {
  /** As it is called in messages. */
  name: string;
  /** Of a program that Node runs. */
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Without it nothing works: the others are ended too when it is given up. */
  isVital: boolean;
  /** Of the connections that it is to be handed: they wait there while it does not serve. */
  door?: Door;
}

export interface SupervisorOptions {
  children: readonly ChildPlan[];
  /** One line at a time. */
  say: (line: string) => void;
  /** How long a process may take to end before it is killed. */
  endWithinMs?: number;
}

/** Longer than a process of ours takes to end by itself. */
const END_WITHIN_MS = 15 * SECOND_MS;

/** Runs processes, starts them again when they die, and replaces them one after another when asked to. */
export class Supervisor {
  readonly #children: Child[];
  readonly #say: (line: string) => void;
  #rolling = false;
  #ending = false;
  readonly #ended: Promise<void>;
  #resolveEnded!: () => void;
  #isWell = true;

  constructor({ children, say, endWithinMs = END_WITHIN_MS }: SupervisorOptions) {
    this.#say = say;
    this.#ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    this.#children = children.map((plan) => new Child(plan, say, endWithinMs, (child) => this.#changed(child)));
  }

  /** Resolves when all processes have ended. @returns false when a vital one was given up */
  async ended(): Promise<boolean> {
    await this.#ended;
    return this.#isWell;
  }

  /** Ends all processes, and lets them finish what they are at. */
  end(): void {
    this.#ending = true;
    for (const child of this.#children) child.end();
  }

  /**
   * Replaces one process after another, each when the one before serves, so that the others go on meanwhile. Stops at one
   * that does not come to serve.
   */
  async roll(): Promise<void> {
    if (this.#rolling || this.#ending) return;
    this.#rolling = true;
    this.#say('restarting the processes one after another');
    const succeeded = await this.#rollAll();
    this.#rolling = false;
    if (!this.#ending) this.#say(succeeded ? 'every process was restarted' : 'the restart was broken off');
  }

  async #rollAll(): Promise<boolean> {
    for (const child of this.#children) {
      if (this.#ending || !(await child.replace())) return false;
    }
    return true;
  }

  #changed(child: Child): void {
    if (child.state.phase === 'given-up' && child.isVital && !this.#ending) {
      this.#say(`nothing works without ${child.name}: the others are ended too`);
      this.#isWell = false;
      this.end();
    }
    if (this.#children.every(({ state }) => state.phase === 'ended' || state.phase === 'given-up') && this.#ending) {
      this.#resolveEnded();
    }
  }
}

/** One process, through all its lives. */
class Child {
  readonly #plan: ChildPlan;
  readonly #say: (line: string) => void;
  readonly #endWithinMs: number;
  readonly #onChange: (child: Child) => void;
  #process: ChildProcess;
  #state: ChildState;
  #wake: NodeJS.Timeout | undefined;
  /** Told of every change of the state. */
  #watchers = new Set<() => void>();

  constructor(plan: ChildPlan, say: (line: string) => void, endWithinMs: number, onChange: (child: Child) => void) {
    this.#plan = plan;
    this.#say = (line) => say(`${plan.name} ${line}`);
    this.#endWithinMs = endWithinMs;
    this.#onChange = onChange;
    this.#state = started(Date.now());
    this.#process = this.#spawn();
  }

  get name(): string {
    return this.#plan.name;
  }

  get isVital(): boolean {
    return this.#plan.isVital;
  }

  get state(): ChildState {
    return this.#state;
  }

  /** @returns whether the new one serves */
  replace(): Promise<boolean> {
    this.happened({ type: 'replace', at: Date.now() });
    return new Promise((resolve) => {
      const look = () => {
        if (this.#state.phase === 'ending') return;
        if (this.#state.phase === 'running' && !this.#state.ready) return;
        this.#watchers.delete(look);
        resolve(this.#state.phase === 'running');
      };
      this.#watchers.add(look);
      look();
    });
  }

  /** For good: nobody is let in any more. */
  end(): void {
    this.#plan.door?.close();
    this.happened({ type: 'end' });
  }

  happened(event: ChildEvent): void {
    const { state, command } = step(this.#state, event);
    this.#state = state;
    clearTimeout(this.#wake);
    if (command) this.#carryOut(command);
    for (const watcher of [...this.#watchers]) watcher();
    this.#onChange(this);
  }

  #carryOut(command: ChildCommand): void {
    switch (command.type) {
      case 'start':
        this.#process = this.#spawn();
        return;
      case 'terminate': {
        const ending = this.#process;
        this.#plan.door?.hold();
        ending.kill('SIGTERM');
        const timer = setTimeout(() => {
          this.#say(`(process ${ending.pid}) did not end within ${this.#endWithinMs / SECOND_MS} s, and is killed`);
          ending.kill('SIGKILL');
        }, this.#endWithinMs);
        ending.once('exit', () => clearTimeout(timer));
        return;
      }
      case 'wait':
        this.#say(`is started again in ${command.ms / SECOND_MS} s`);
        this.#wake = setTimeout(() => this.happened({ type: 'due', at: Date.now() }), command.ms);
        return;
      case 'give-up':
        this.#say(`is not started again: ${command.reason}`);
        return;
    }
  }

  #spawn(): ChildProcess {
    const { args, env } = this.#plan;
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let gone = false;
    const exit = (code: number | null, how: string) => {
      if (gone) return;
      gone = true;
      this.#plan.door?.hold();
      if (this.#state.phase !== 'ending') this.#say(`(process ${child.pid ?? 'none'}) ended ${how}`);
      this.happened({ type: 'exit', at: Date.now(), code });
    };
    child.on('message', (message) => {
      if (message === LEAVES) {
        this.#plan.door?.hold();
        child.send(LAST, () => undefined);
      }
      if (message !== SERVES) return;
      this.#say(`(process ${child.pid}) serves`);
      this.happened({ type: 'ready' });
      if (this.#state.phase === 'running') this.#plan.door?.giveTo(child);
    });
    child.once('exit', (code, signal) => exit(code, signal ? `by ${signal}` : `with code ${code}`));
    // One that could not be started at all, for want of memory or processes.
    child.once('error', (error) => exit(null, `before it began: ${error.message}`));
    return child;
  }
}
