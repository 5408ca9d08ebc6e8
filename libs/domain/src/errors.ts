/** The caller asked for something that breaks a rule; the message says what to change and may be shown to them. */
export class ValidationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ValidationError';
  }
}

/** What the caller named does not exist, or is not theirs; the message may be shown to them. */
export class NotFoundError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotFoundError';
  }
}
