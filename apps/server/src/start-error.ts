/** The server cannot start, for a reason that the operator can remove: the message says which and how. Exit code 2. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}
