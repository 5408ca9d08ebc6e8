/**
 * An answer that is not a success: thrown anywhere below the error middleware, which writes the envelope.
 * `message` is shown to the client.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Members of the envelope besides `success` and `message`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    { headers = {}, extra = {} }: { headers?: Record<string, string>; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.headers = headers;
    this.extra = extra;
  }
}

/** The client went away before its request was complete: nobody is there to read an answer. */
export class ClientGoneError extends Error {
  constructor() {
    super('The client closed the connection before the request was complete');
    this.name = 'ClientGoneError';
  }
}
