const WIDTH = 30;
const SILENCE_MS = 10_000;

/** How far something has come: a bar that moves on a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #title: string;
  readonly #total: number;
  readonly #startedAt = performance.now();
  #first: number | null = null;
  #shownAt = 0;

  constructor(title: string, total: number) {
    this.#title = title;
    this.#total = total;
  }

  /** @param done of the total; what was done before the first call does not count into the rate */
  show(done: number): void {
    this.#first ??= done;
    const now = performance.now();
    const isTerminal = process.stderr.isTTY;
    if (!isTerminal && now - this.#shownAt < SILENCE_MS && done < this.#total) return;
    this.#shownAt = now;
    const rate = (done - this.#first) / ((now - this.#startedAt) / 1000);
    const share = Math.min(1, done / this.#total);
    const bar = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    const left = rate > 0 ? `${duration((this.#total - done) / rate)} left` : '';
    const line = `  ${this.#title} ${bar} ${Math.floor(share * 100)} %  ${Math.round(rate).toLocaleString('en')}/s  ${left}`;
    process.stderr.write(isTerminal ? `\r${line.padEnd(100)}` : `${line}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\n');
  }
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}
