import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** `endless-writer` as a process of its own; `acknowledged` is the last batch that it reported. */
export class EndlessWriter {
  acknowledged = 0;
  readonly #process: ChildProcess;
  readonly #firstLine: Promise<unknown>;

  constructor(file: string, project: number, owner: string) {
    const script = fileURLToPath(new URL('../../dist/test/processes/endless-writer.mjs', import.meta.url));
    this.#process = spawn(process.execPath, [script, file, String(project), owner], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.#process.stdout! });
    lines.on('line', (line) => {
      this.acknowledged = Number(line);
    });
    this.#firstLine = once(lines, 'line');
  }

  /** Resolves when it has stored something; rejects when it ended before. */
  async storing(): Promise<void> {
    const ended = once(this.#process, 'exit').then(() => Promise.reject(new Error('The writer ended by itself')));
    ended.catch(() => undefined);
    await Promise.race([this.#firstLine, ended]);
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null) throw new Error('The writer ended by itself');
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGKILL');
    await closed;
  }
}
