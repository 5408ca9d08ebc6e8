/**
 * The columns of a block, by number as they are stored: a number never gets another meaning.
 *
 * A *fragment* is a run of views of one session on one day that share visitor, device and place. A column of texts has
 * one code per row, and one id of the project's dictionary per code. `via`: one code per code of another column, since
 * the one follows from the other.
 */
export type Level = 'fragment' | 'view' | 'session';

export interface ColumnInfo {
  id: number;
  level: Level;
  kind: 'number' | 'text';
  via?: string;
}

export const COLUMNS = {
  visitor: { id: 1, level: 'fragment', kind: 'number' },
  session: { id: 2, level: 'fragment', kind: 'number' },
  /** Days since the day on which the session started: 0, but for what goes on over midnight. */
  startLag: { id: 3, level: 'fragment', kind: 'number' },
  viewCount: { id: 4, level: 'fragment', kind: 'number' },
  /** 1 when this day is the first on which the visitor has a view. */
  isNew: { id: 5, level: 'fragment', kind: 'number' },
  deviceType: { id: 6, level: 'fragment', kind: 'text' },
  os: { id: 7, level: 'fragment', kind: 'text' },
  browser: { id: 8, level: 'fragment', kind: 'text' },
  browserVersion: { id: 9, level: 'fragment', kind: 'text' },
  country: { id: 10, level: 'fragment', kind: 'text' },
  countryCode: { id: 11, level: 'fragment', kind: 'text' },
  region: { id: 12, level: 'fragment', kind: 'text' },
  city: { id: 13, level: 'fragment', kind: 'text' },
  screen: { id: 14, level: 'fragment', kind: 'text' },
  browserZone: { id: 15, level: 'fragment', kind: 'text' },

  /** In ms since the block's `base`. */
  time: { id: 32, level: 'view', kind: 'number' },
  number: { id: 33, level: 'view', kind: 'number' },
  engagedMs: { id: 34, level: 'view', kind: 'number' },
  /** The percentage and 1; 0 for a view that told none. */
  scroll: { id: 35, level: 'view', kind: 'number' },
  url: { id: 36, level: 'view', kind: 'text' },
  path: { id: 37, level: 'view', kind: 'text', via: 'url' },
  hostname: { id: 38, level: 'view', kind: 'text', via: 'url' },
  title: { id: 39, level: 'view', kind: 'text' },
  referrer: { id: 40, level: 'view', kind: 'text' },
  referrerCategory: { id: 41, level: 'view', kind: 'text' },
  utmSource: { id: 42, level: 'view', kind: 'text' },
  utmMedium: { id: 43, level: 'view', kind: 'text' },
  utmCampaign: { id: 44, level: 'view', kind: 'text' },
  utmTerm: { id: 45, level: 'view', kind: 'text' },
  utmContent: { id: 46, level: 'view', kind: 'text' },

  sessionNumber: { id: 64, level: 'session', kind: 'number' },
  sessionVisitor: { id: 65, level: 'session', kind: 'number' },
  /** In ms since the block's `base`. */
  startedAt: { id: 66, level: 'session', kind: 'number' },
  /** From the start to the last activity. */
  durationMs: { id: 67, level: 'session', kind: 'number' },
  sessionViews: { id: 68, level: 'session', kind: 'number' },
  sessionEngagedMs: { id: 69, level: 'session', kind: 'number' },
  /** From the start to the view of the entry page. */
  entryLagMs: { id: 70, level: 'session', kind: 'number' },
  /** From the start to the view of the exit page. */
  exitLagMs: { id: 71, level: 'session', kind: 'number' },
  entryUrl: { id: 72, level: 'session', kind: 'text' },
  entryPage: { id: 73, level: 'session', kind: 'text', via: 'entryUrl' },
  exitUrl: { id: 74, level: 'session', kind: 'text' },
  exitPage: { id: 75, level: 'session', kind: 'text', via: 'exitUrl' },
  entryReferrer: { id: 76, level: 'session', kind: 'text' },
  entryUtmSource: { id: 77, level: 'session', kind: 'text' },
  entryUtmMedium: { id: 78, level: 'session', kind: 'text' },
  entryUtmCampaign: { id: 79, level: 'session', kind: 'text' },
  entryUtmTerm: { id: 80, level: 'session', kind: 'text' },
  entryUtmContent: { id: 81, level: 'session', kind: 'text' },
  channel: { id: 82, level: 'session', kind: 'text' },
} as const satisfies Record<string, ColumnInfo>;

export type ColumnName = keyof typeof COLUMNS;

type NamesOf<Kind extends ColumnInfo['kind']> = {
  [Name in ColumnName]: (typeof COLUMNS)[Name]['kind'] extends Kind ? Name : never;
}[ColumnName];

export type NumberColumnName = NamesOf<'number'>;
export type TextColumnName = NamesOf<'text'>;
