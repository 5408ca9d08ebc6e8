import { DAY_MS, type EpochMs, MINUTE_MS } from '@micrologs/domain';

/** A client's own time counts when it is at most so old … */
const OLDEST_EVENT_MS = 7 * DAY_MS;
/** … and at most so far ahead of this server's clock. */
const NEWEST_EVENT_MS = 5 * MINUTE_MS;

export interface AcceptedTime {
  /** Undefined: the receive time stands. */
  occurredAt: EpochMs | undefined;
  /** The client gave a time that was out of bounds. */
  adjusted: boolean;
}

const UNTOLD: AcceptedTime = { occurredAt: undefined, adjusted: false };

/** Judges the time that a client gave for an event, as epoch ms; undefined when it gave none. */
export function acceptTime(claimed: EpochMs | undefined, receivedAt: EpochMs): AcceptedTime {
  if (claimed === undefined) return UNTOLD;
  const plausible = claimed >= receivedAt - OLDEST_EVENT_MS && claimed <= receivedAt + NEWEST_EVENT_MS;
  return plausible ? { occurredAt: claimed, adjusted: false } : { occurredAt: undefined, adjusted: true };
}
