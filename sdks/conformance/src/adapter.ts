import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How to start an SDK's adapter, and in what its language lets it differ. */
export interface AdapterDefinition {
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
  /** Whether events leave while the program does something else; PHP has nothing that could send them. */
  hasBackground: boolean;
  /** Whether its values tell an empty object from an empty list; PHP's arrays are both. */
  hasEmptyObjects: boolean;
  /** The type of an error that was captured without one. */
  defaultErrorType: string;
  /** How the options of the 1.x method that edits a link are spelled. */
  optionCase: 'camel' | 'snake';
}

/** Options of the SDK's client that scenarios set; the rest is as the SDK has it. */
export interface ClientOptions {
  host: string;
  key: string;
  adminKey?: string;
  environment?: string;
  flushAt?: number;
  flushIntervalMs?: number;
  maxQueueSize?: number;
  maxBatchSize?: number;
  timeoutMs?: number;
  retryBaseMs?: number;
  retryMaxMs?: number;
  beforeSend?: 'drop-all' | 'throw' | 'mark';
}

/** What the question side threw; null for what the error does not have. */
export interface Failure {
  kind: string;
  status: number | null;
  message: string;
  /** Seconds. */
  retryAfter: number | null;
}

export type ErrorOptions = Partial<
  Record<'type' | 'severity' | 'file' | 'stack' | 'url' | 'environment', string> & { line: number; context: object }
>;

export type Answer = { ok: true; value: unknown } | { ok: false; error: Failure };

const STDERR_LIMIT = 200_000;

/** An SDK behind its adapter: commands go in as lines of JSON, one answer a line comes out. */
export class Adapter {
  readonly definition: AdapterDefinition;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  readonly #ended: Promise<void>;
  #stderr = '';

  /** Rejects when the program cannot be started; one that ends at once rejects the first command. */
  static async start(definition: AdapterDefinition): Promise<Adapter> {
    const { command, args, env } = definition;
    const child = spawn(command, args, { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    return new Adapter(definition, child);
  }

  private constructor(definition: AdapterDefinition, child: ChildProcessWithoutNullStreams) {
    this.definition = definition;
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
    // Writing to a program that ended is told by the answer that does not come.
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_LIMIT);
    });
  }

  /** Everything it wrote to standard error, up to a limit. */
  get stderr(): string {
    return this.#stderr;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  async create(options: ClientOptions): Promise<void> {
    await this.value({ do: 'create', options });
  }

  /** Captures an error. @returns what the SDK's caller gets at once */
  error(message: string, options: ErrorOptions = {}): Promise<unknown> {
    return this.value({ do: 'error', message, options });
  }

  audit(action: string, actor = '', context: object | null = null): Promise<unknown> {
    return this.value({ do: 'audit', action, actor, context });
  }

  pageview(fields: { url: string } & Record<string, unknown>): Promise<unknown> {
    return this.value({ do: 'pageview', fields });
  }

  flush(deadlineMs = 60_000): Promise<unknown> {
    return this.value({ do: 'flush', deadlineMs });
  }

  closeClient(deadlineMs = 60_000): Promise<unknown> {
    return this.value({ do: 'close', deadlineMs });
  }

  /** Counts of lost events by reason, since the client was created. */
  async losses(): Promise<Record<string, number>> {
    const rows = (await this.value({ do: 'losses' })) as { reason: string; count: number }[];
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  }

  async queued(): Promise<number> {
    return ((await this.value({ do: 'state' })) as { queued: number }).queued;
  }

  call(name: string, input: object = {}): Promise<unknown> {
    return this.value({ do: 'call', name, input });
  }

  request(operation: string, input: object = {}): Promise<unknown> {
    return this.value({ do: 'request', operation, input });
  }

  async iterate(name: string, input: object, take: number): Promise<unknown[]> {
    return (await this.value({ do: 'iterate', name, input, take })) as unknown[];
  }

  /** A silent method of the 1.x SDKs. @returns the envelope, or null */
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as their users do, member by member.
  legacy(method: string, ...args: unknown[]): Promise<any> {
    return this.value({ do: 'legacy', method, args });
  }

  /** The value of a command's answer. @throws Error when the command failed */
  async value(command: object): Promise<unknown> {
    const answer = await this.send(command);
    if (answer.ok) return answer.value;
    throw new Error(`${JSON.stringify(command)} failed: ${JSON.stringify(answer.error)}`);
  }

  /** What a command failed with. @throws Error when it succeeded */
  async failure(command: object): Promise<Failure> {
    const answer = await this.send(command);
    if (!answer.ok) return answer.error;
    throw new Error(`${JSON.stringify(command)} should have failed, and answered ${JSON.stringify(answer.value)}`);
  }

  /** Lets it end by itself. */
  async stop(): Promise<void> {
    this.#child.stdin.end();
    await this.#ended;
  }

  /** The answer to any command of the protocol. */
  async send(command: object): Promise<Answer> {
    this.#child.stdin.write(`${JSON.stringify(command)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`The ${this.definition.name} adapter ended:\n${this.#stderr}`);
    return JSON.parse(value);
  }
}
