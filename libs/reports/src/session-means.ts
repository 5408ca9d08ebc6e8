import type { SessionSums } from '@micrologs/storage';
import { meanSeconds, percent } from './round.ts';

/** What lists of sessions tell about each group. */
export function sessionMeans({ sessions, bounces, durationMs, engagedMs }: SessionSums) {
  return {
    bounce_rate: percent(bounces, sessions),
    avg_duration_seconds: meanSeconds(durationMs, sessions),
    avg_engaged_seconds: meanSeconds(engagedMs, sessions, 1),
  };
}
