import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { shapeFaults } from '../../../tools/contract/src/validator.ts';

/** Commands of a page, and the answer that it shows below them. */
export interface ShownCommands {
  /** The line of the page at which they begin. */
  line: number;
  commands: string;
  answer: { language: string; text: string } | null;
}

/** The blocks of commands in a page of Markdown, each with the block of another language that follows it at once. */
export function shownCommands(page: string): ShownCommands[] {
  const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```\n/gms)].map((match) => ({
    language: match[1]!,
    text: match[2]!,
    start: match.index,
    end: match.index + match[0].length,
  }));
  return blocks.flatMap(({ language, text, start, end }, index) => {
    if (language !== 'sh') return [];
    const next = blocks[index + 1];
    const isAnswer = next !== undefined && next.language !== 'sh' && page.slice(end, next.start).trim() === '';
    const line = page.slice(0, start).split('\n').length;
    return [{ line, commands: text, answer: isAnswer ? { language: next.language, text: next.text } : null }];
  });
}

/** What is wrong with an output by the answer that a page shows; empty when it has its shape. */
export function outputFaults(output: string, answer: ShownCommands['answer']): string[] {
  switch (answer?.language) {
    case undefined:
      return isFailure(output) ? [`refused: ${output}`] : [];
    case 'json':
      return jsonFaults(answer!.text, output);
    case 'ndjson':
      return jsonFaults(answer!.text, output.split('\n')[0]!);
    case 'http':
      return httpFaults(answer!.text, output);
    default:
      return startsAlike(answer!.text, output);
  }
}

function jsonFaults(shown: string, output: string): string[] {
  try {
    const [expected, actual] = [JSON.parse(shown), JSON.parse(output)];
    const faults = [...shapeFaults(expected, actual), ...missing(expected, actual)];
    return faults.map((fault) => `${fault}: ${output}`);
  } catch (error) {
    return [`${error}: ${output}`];
  }
}

/** Members that are shown and do not come. */
function missing(shown: unknown, actual: unknown, at = ''): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual) || shown.length === 0) return [];
    return actual.length === 0 ? [`${at} is empty`] : missing(shown[0], actual[0], `${at}/0`);
  }
  if (typeof shown !== 'object' || shown === null) return [];
  if (typeof actual !== 'object' || actual === null) return [`${at} is missing`];
  return Object.entries(shown).flatMap(([name, value]) =>
    name in actual
      ? missing(value, (actual as Record<string, unknown>)[name], `${at}/${name}`)
      : [`${at}/${name} is missing`],
  );
}

/** The status line is the same, and every header that is shown comes. */
function httpFaults(shown: string, output: string): string[] {
  const [status, ...headers] = shown.trimEnd().split('\n');
  const lines = output.split(/\r?\n/);
  const names = lines.map((line) => line.split(':')[0]!.toLowerCase());
  return [
    ...(lines[0] === status ? [] : [`${lines[0]} in place of ${status}`]),
    ...headers
      .map((header) => header.split(':')[0]!)
      .flatMap((name) => (names.includes(name.toLowerCase()) ? [] : [`${name} is missing`])),
  ];
}

function startsAlike(shown: string, output: string): string[] {
  const lines = output.split(/\r?\n/);
  return shown
    .trimEnd()
    .split('\n')
    .flatMap((line, index) => (lines[index] === line ? [] : [`${lines[index]} in place of ${line}`]));
}

function isFailure(output: string): boolean {
  return output.includes('"success":false');
}

const END = '@@end-of-commands@@';

/** One bash that keeps its variables from block to block. */
export class Shell {
  readonly #child: ChildProcessWithoutNullStreams;
  #output = '';
  #errors = '';
  #onOutput: () => void = () => {};

  constructor(env: Record<string, string>) {
    this.#child = spawn('bash', ['-o', 'pipefail'], { env: { PATH: process.env.PATH, ...env } });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#onOutput();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors += text;
    });
  }

  /** @returns standard output. @throws Error when a command failed, or said something on standard error */
  async run(commands: string): Promise<string> {
    this.#output = '';
    this.#errors = '';
    const ended = new RegExp(`\\n?${END} (\\d+)\\n$`);
    const done = new Promise<RegExpExecArray>((resolve) => {
      this.#onOutput = () => {
        const match = ended.exec(this.#output);
        if (match) resolve(match);
      };
    });
    this.#child.stdin.write(`${commands}\nprintf '\\n%s %s\\n' '${END}' "$?"\n`);
    const { 1: code, index } = await done;
    if (code !== '0' || this.#errors !== '') throw new Error(`Exit code ${code}\n${this.#errors}\n${this.#output}`);
    return this.#output.slice(0, index);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await ended;
  }
}
