import { type EpochMs, type IanaZone, type LocalDay, localDay } from './time.ts';

/** What a project lets go of by itself, once it is old enough. */
export type RetentionKind = 'pageviews' | 'errors' | 'clicks' | 'audit';

/** Days count from the one on which something happened, of the project's zone; null: it stays for ever. */
export interface RetentionSettings {
  pageviewsDays: number | null;
  /** Of occurrences. */
  errorsDays: number | null;
  clicksDays: number | null;
  auditDays: number | null;
  /** Of pageviews that went, counts and sets of visitors stay. */
  keepCounts: boolean;
}

export const KEEP_FOR_EVER: RetentionSettings = {
  pageviewsDays: null,
  errorsDays: null,
  clicksDays: null,
  auditDays: null,
  keepCounts: true,
};

/** The first day whose facts of this kind stay: as many days before today as the project says; null: all of them do. */
export function keptFrom(
  retention: RetentionSettings,
  kind: RetentionKind,
  now: EpochMs,
  zone: IanaZone,
): LocalDay | null {
  const days = retention[`${kind}Days`];
  return days === null ? null : localDay(now, zone) - days;
}
