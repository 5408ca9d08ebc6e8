/** A link with this code exists, or once existed; the message may be shown to clients. */
export class CodeTakenError extends Error {
  constructor() {
    super('code is already taken');
    this.name = 'CodeTakenError';
  }
}
