import { operations } from './generated/operations.ts';
import {
  ApiError,
  type CapturedEvent,
  type Data,
  Micrologs,
  type MicrologsOptions,
  type OperationId,
} from './index.ts';
import type { OperationInfo } from './operation-types.ts';

/** What a fake server answers: `data`, or what makes it of the input; an `ApiError` that it throws is the answer. */
export type FakeAnswer<Id extends OperationId> = Data<Id> | ((input: Record<string, unknown>) => Data<Id>);

/** A client for your tests: it keeps what it captures, and answers as you tell it. Nothing leaves the process. */
export class FakeMicrologs extends Micrologs {
  /** Everything that was captured, in order, as it would leave. */
  readonly events: CapturedEvent[];
  readonly #answers: Map<string, FakeAnswer<OperationId>>;

  constructor(options: Partial<MicrologsOptions> = {}) {
    const events: CapturedEvent[] = [];
    const answers = new Map<string, FakeAnswer<OperationId>>();
    super({
      host: 'http://micrologs.invalid',
      key: 'fake',
      ...options,
      beforeSend: (event) => {
        const kept = options.beforeSend ? options.beforeSend(event) : event;
        if (kept !== null) events.push(kept);
        return kept;
      },
      fetch: (input, init) => fakeServer(new Request(input, init), answers),
      flushAt: 1,
      retryBaseMs: 0,
      exitDeadlineMs: 0,
    });
    this.events = events;
    this.#answers = answers;
  }

  /** The captured events of a kind. */
  eventsOf(kind: CapturedEvent['kind']): CapturedEvent[] {
    return this.events.filter((event) => event.kind === kind);
  }

  /** Answers an operation from now on; one that has no answer throws a `ConnectionError`. */
  answer<Id extends OperationId>(operation: Id, answer: FakeAnswer<Id>): this {
    this.#answers.set(operation, answer as FakeAnswer<OperationId>);
    return this;
  }

  /** Forgets events and answers. */
  reset(): void {
    this.events.length = 0;
    this.#answers.clear();
  }
}

/** A client for your tests. */
export function fakeMicrologs(options?: Partial<MicrologsOptions>): FakeMicrologs {
  return new FakeMicrologs(options);
}

async function fakeServer(request: Request, answers: Map<string, FakeAnswer<OperationId>>): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/api/track/batch') return envelope(202, { success: true, message: 'OK', data: {} });
  const [id = pathname] = idsOf(request.method, pathname);
  const answer = answers.get(id);
  if (answer === undefined) throw new Error(`The fake has no answer for ${id}; give one by answer('${id}', …)`);
  const body = request.method === 'GET' ? {} : ((await request.json()) as Record<string, unknown>);
  try {
    const input = { ...Object.fromEntries(searchParams), ...body };
    return envelope(200, { success: true, message: 'OK', data: typeof answer === 'function' ? answer(input) : answer });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return envelope(error.status, { success: false, message: error.message });
  }
}

const envelope = (status: number, body: unknown) => Response.json(body, { status });

function idsOf(method: string, path: string): string[] {
  const table: [string, OperationInfo][] = Object.entries(operations);
  return table.filter(([, operation]) => operation.method === method && operation.path === path).map(([id]) => id);
}
