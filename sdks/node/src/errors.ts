/** Whatever this package throws. */
export class MicrologsError extends Error {
  override name = 'MicrologsError';
}

/** The server could not be reached, or the connection broke. */
export class ConnectionError extends MicrologsError {
  override name = 'ConnectionError';
}

/** No whole answer within `timeoutMs`. */
export class TimeoutError extends MicrologsError {
  override name = 'TimeoutError';
}

/** A success that is not what the contract says: cut, no JSON, or no envelope. */
export class InvalidAnswerError extends MicrologsError {
  override name = 'InvalidAnswerError';
}

/** The server refused. Its subclasses stand for one status each. */
export class ApiError extends MicrologsError {
  override name = 'ApiError';
  /** HTTP status. */
  readonly status: number;
  /** What the refusal tells of single items, such as the `results` of a batch; null for most. */
  readonly errors: unknown;
  /** Seconds after which the server wants to be asked again; null when it did not say. */
  readonly retryAfter: number | null;

  constructor(status: number, message: string, errors: unknown = null, retryAfter: number | null = null) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

/** 400: a field is missing or wrong. */
export class InvalidRequestError extends ApiError {
  override name = 'InvalidRequestError';
}

/** 401: the key is missing, unknown or of the wrong kind. */
export class AuthenticationError extends ApiError {
  override name = 'AuthenticationError';
}

/** 403: the key is not for this. */
export class PermissionDeniedError extends ApiError {
  override name = 'PermissionDeniedError';
}

/** 404: there is no such thing in this project. */
export class NotFoundError extends ApiError {
  override name = 'NotFoundError';
}

/** 409: it is taken, or changed meanwhile. */
export class ConflictError extends ApiError {
  override name = 'ConflictError';
}

/** 413: more than the server takes at once. */
export class TooLargeError extends ApiError {
  override name = 'TooLargeError';
}

/** 429: more than the limit allows; after the client's own retries. */
export class RateLimitedError extends ApiError {
  override name = 'RateLimitedError';
}

/** 5xx: the fault is the server's. */
export class ServerError extends ApiError {
  override name = 'ServerError';
}

const classes: Record<number, typeof ApiError> = {
  400: InvalidRequestError,
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  413: TooLargeError,
  429: RateLimitedError,
};

/** The class that stands for a refusal's status. */
export function errorClass(status: number): typeof ApiError {
  return classes[status] ?? (status >= 500 ? ServerError : ApiError);
}
