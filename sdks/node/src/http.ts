import ky, { type KyInstance } from 'ky';
import { ConnectionError, MicrologsError, TimeoutError } from './errors.ts';

export interface HttpOptions {
  /** Without a trailing slash. */
  host: string;
  userAgent: string;
  timeoutMs: number;
  fetch?: typeof fetch | undefined;
}

export interface HttpRequest {
  method: string;
  /** Begins with a slash; with its query. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  /** Gives the request up. */
  signal?: AbortSignal;
}

/** One attempt at one request; who asks decides what to make of its answer, and whether to try again. */
export class Http {
  readonly #ky: KyInstance;
  readonly #timeoutMs: number;

  constructor({ host, userAgent, timeoutMs, fetch }: HttpOptions) {
    this.#timeoutMs = timeoutMs;
    this.#ky = ky.create({
      prefixUrl: host,
      headers: { 'User-Agent': userAgent },
      retry: 0,
      // It would end with the headers; ours covers the body, too.
      timeout: false,
      throwHttpErrors: false,
      redirect: 'manual',
      ...(fetch && { fetch }),
    });
  }

  /**
   * @param read takes what is wanted from the response, within the same time limit
   * @throws ConnectionError, TimeoutError
   */
  async send<T>({ path, signal, ...request }: HttpRequest, read: (response: Response) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const cancel = () => controller.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new TimeoutError(`No answer within ${this.#timeoutMs} ms`));
        controller.abort();
      }, this.#timeoutMs);
    });
    try {
      const answer = this.#ky(path.slice(1), { ...request, signal: controller.signal }).then(read);
      return await Promise.race([answer, late]);
    } catch (error) {
      throw asOurs(error);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /**
   * The answer's headers within the time limit; its body is read by the caller, in its own time.
   * @throws ConnectionError, TimeoutError
   */
  open(request: HttpRequest): Promise<Response> {
    return this.send(request, (response) => Promise.resolve(response));
  }
}

/** What fetch throws says little; its cause says what happened. */
export function asOurs(error: unknown): MicrologsError {
  if (error instanceof MicrologsError) return error;
  const { cause } = error instanceof Error ? error : {};
  const told = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : undefined;
  return new ConnectionError(told || (error instanceof Error ? error.message : String(error)), { cause: error });
}
