/** A request with one thing wrong, and the message that must tell so. */
export interface FieldError {
  message: string;
  body?: unknown;
  raw?: Buffer;
  headers?: Record<string, string>;
}
