import type { EpochMs, WebhookEndpoint, WebhookTriggerType } from '@micrologs/domain';

/** What a trigger found out, before anybody is told. */
export interface Alert {
  endpoint: WebhookEndpoint;
  type: WebhookTriggerType;
  /** What it is about: the same as long as it is the same trouble, other than that of any other trigger. */
  subject: string;
  /** Told of once in so long. */
  every: Interval;
  data: { summary: string; [name: string]: unknown };
}

/** An interval of the clock. */
export interface Interval {
  from: EpochMs;
  to: EpochMs;
  /** Whether the trouble may be told of again this long after it was told of, and not just at the end of the interval. */
  slides: boolean;
}

/** The interval of this length in which `now` lies. */
export function intervalAt(now: EpochMs, lengthMs: number): Interval {
  const from = now - (now % lengthMs);
  return { from, to: from + lengthMs, slides: true };
}
