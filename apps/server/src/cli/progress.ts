import cliProgress from 'cli-progress';

/** Without a terminal, where a bar would be rubbish, a line now and then. */
const LINE_EVERY_MS = 5000;

/** Shows on standard error how far a long piece of work has come; standard output is for its result. */
export class Progress {
  #bar: cliProgress.SingleBar | null = null;
  #label = '';

  /** @param label what is being done; another one starts a new line */
  show(label: string, done: number, of: number): void {
    if (this.#bar && this.#label === label) return this.#bar.update(done);
    this.stop();
    this.#label = label;
    this.#bar = new cliProgress.SingleBar({
      format: '{label} {bar} {percentage}% {value}/{total}',
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: LINE_EVERY_MS,
    });
    this.#bar.start(of, done, { label });
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }
}
