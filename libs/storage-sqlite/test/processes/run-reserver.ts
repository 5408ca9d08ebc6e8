import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** `reserver` as a process of its own; `granted` is how many clicks it was given, as far as it could say so. */
export class Reserver {
  granted = 0;
  readonly #process: ChildProcess;
  readonly #firstLine: Promise<unknown>;
  readonly #closed: Promise<unknown>;

  constructor(file: string, link: number, atOnce: number) {
    const script = fileURLToPath(new URL('../../dist/test/processes/reserver.mjs', import.meta.url));
    this.#process = spawn(process.execPath, [script, file, String(link), String(atOnce)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.#process.stdout! });
    lines.on('line', (line) => {
      this.granted += Number(line);
    });
    this.#firstLine = once(lines, 'line');
    this.#closed = once(this.#process, 'close');
  }

  /** Resolves when it was answered for the first time. */
  async reserving(): Promise<void> {
    await this.#firstLine;
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#closed;
  }

  /** Resolves when none was left for it. @throws when it ended otherwise */
  async ended(): Promise<void> {
    await this.#closed;
    if (this.#process.exitCode !== 0) throw new Error(`The process ended with ${this.#process.exitCode}`);
  }
}
