import { setTimeout as sleep } from 'node:timers/promises';
import { parse, readEnvelope, refusalText } from './envelope.ts';
import { ApiError, errorClass, InvalidAnswerError, type MicrologsError } from './errors.ts';
import { asOurs, type Http, type HttpRequest } from './http.ts';
import type { OperationInfo } from './operation-types.ts';
import { backoffMs, type RetryTimes, retryAfterMs } from './retry.ts';

export interface Keys {
  project: string;
  admin: string | null;
}

export type Fields = Record<string, unknown>;

/** What is left of an answer once its body is read. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** Asks for operations: puts inputs in their places, tries again what may be, and makes errors of refusals. */
export class Asking {
  readonly #http: Http;
  readonly #keys: Keys;
  readonly #times: RetryTimes;
  readonly #retries: number;

  /** @param retries how often a question that failed may be asked again */
  constructor(http: Http, keys: Keys, times: RetryTimes, retries: number) {
    this.#http = http;
    this.#keys = keys;
    this.#times = times;
    this.#retries = retries;
  }

  /**
   * The whole answer.
   * @throws MicrologsError
   */
  ask(operation: OperationInfo, input: Fields): Promise<Answer> {
    const request = this.#requestOf(operation, input);
    return this.#persistently(operation, () =>
      this.#http.send(request, async (response) => {
        const body = Buffer.from(await response.arrayBuffer());
        refuse(operation, response, body);
        return { status: response.status, headers: response.headers, body };
      }),
    );
  }

  /**
   * The answer as it comes, for what is read bit by bit.
   * @throws MicrologsError
   */
  open(operation: OperationInfo, input: Fields): Promise<Response> {
    const request = this.#requestOf(operation, input);
    return this.#persistently(operation, async () => {
      const response = await this.#http.open(request);
      if (!response.ok) refuse(operation, response, Buffer.from(await response.arrayBuffer()));
      return response;
    });
  }

  #requestOf({ method, path, key, inPath, inQuery, body }: OperationInfo, input: Fields): HttpRequest {
    const given = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
    const take = (name: string) => {
      const value = given.get(name);
      given.delete(name);
      return value;
    };
    const place = inPath.reduce((at, name) => at.replace(`{${name}}`, encodeURIComponent(text(take(name)))), path);
    const query = new URLSearchParams();
    // What this version does not know of goes along as well, as far as it has no body to go into.
    for (const name of body === null ? [...given.keys()] : inQuery) {
      const value = take(name);
      if (value !== undefined && value !== null) query.set(name, text(value));
    }
    const headers: Record<string, string> = {};
    if (key === 'project') headers['X-API-Key'] = this.#keys.project;
    if (key === 'admin') headers['X-Admin-Key'] = this.#keys.admin ?? '';
    const request = { method, path: query.size > 0 ? `${place}?${query}` : place, headers };
    if (body === null) return request;
    const rest = Object.fromEntries(given);
    headers['Content-Type'] = body === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
    return { ...request, body: body === 'json' ? JSON.stringify(rest) : String(new URLSearchParams(rest as never)) };
  }

  async #persistently<T>(operation: OperationInfo, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt();
      } catch (thrown) {
        const error = asOurs(thrown);
        const waitMs = failures < this.#retries ? retryWaitMs(operation, error, failures, this.#times) : null;
        if (waitMs === null) throw error;
        await sleep(waitMs);
      }
    }
  }
}

function text(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * @throws ApiError for every status but those of success
 * @throws InvalidAnswerError when a body is not what it should be
 */
function refuse({ answer }: OperationInfo, response: Response, body: Buffer): void {
  const { status, headers } = response;
  if (answer === 'redirect' ? status < 400 : response.ok) {
    if (answer === 'data' && status !== 204 && !holdsData(body)) {
      throw new InvalidAnswerError(`The answer with status ${status} is no whole envelope`);
    }
    if (answer === 'json' && parse(String(body)) === undefined) {
      throw new InvalidAnswerError(`The answer with status ${status} is no whole JSON`);
    }
    return;
  }
  const envelope = readEnvelope(String(body));
  const waitMs = retryAfterMs(headers.get('Retry-After'));
  const Refusal = errorClass(status);
  const { results = null } = (envelope?.data ?? {}) as { results?: unknown };
  throw new Refusal(
    status,
    refusalText(envelope, response.statusText),
    results,
    waitMs === null ? null : waitMs / 1000,
  );
}

function holdsData(body: Buffer): boolean {
  const envelope = readEnvelope(String(body));
  return envelope?.success === true && envelope.data !== undefined;
}

/** How long to wait before asking again; null when that may do harm or is of no use. */
function retryWaitMs(
  { method }: OperationInfo,
  error: MicrologsError,
  failures: number,
  times: RetryTimes,
): number | null {
  const status = error instanceof ApiError ? error.status : null;
  const asked = error instanceof ApiError ? error.retryAfter : null;
  const isSafe =
    method === 'GET' || method === 'HEAD'
      ? status === null || status === 429 || (status >= 502 && status <= 504)
      : status === 429 || (status === 503 && asked !== null);
  return isSafe ? Math.max(backoffMs(failures, times), (asked ?? 0) * 1000) : null;
}
