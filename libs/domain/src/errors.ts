import { formatDay, type LocalDay } from './time.ts';

/** The caller asked for something that breaks a rule; the message says what to change and may be shown to them. */
export class ValidationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ValidationError';
  }
}

/** A question about pageviews that have gone by retention, which what is kept of them does not answer. */
export class FrozenDaysError extends ValidationError {
  /** @param firstDay from which on there are pageviews */
  constructor(firstDay: LocalDay) {
    super(
      `Pageviews before ${formatDay(firstDay)} are not kept any more: this can be answered from ${formatDay(firstDay)} on`,
    );
    this.name = 'FrozenDaysError';
  }
}

/** What the caller asked for does not go with what is there; the message may be shown to them. */
export class StateConflictError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StateConflictError';
  }
}

/** What the caller named does not exist, or is not theirs; the message may be shown to them. */
export class NotFoundError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotFoundError';
  }
}
