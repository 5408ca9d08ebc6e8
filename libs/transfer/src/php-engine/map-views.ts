import { localDay, type Pageview, type Project, UNKNOWN_DEVICE } from '@micrologs/domain';
import { sessionTokenHash } from '@micrologs/identity';
import type { Clocks } from './clocks.ts';
import type { Mapped } from './outcome.ts';
import type { PageviewRow } from './rows.ts';
import { hashOrNull, RowReader } from './values.ts';

/** A view that has not got its numbers yet, with what tells its visitor and session. */
export interface ImportedView {
  visitorHash: string;
  /** Empty when none is known. */
  fingerprintHash: string;
  tokenHash: string;
  /** How long its session lasted in the old engine, which saw repeated views as well; 0 when that is not told. */
  sessionMs: number;
  view: Omit<Pageview, 'number' | 'visitor' | 'session'>;
}

export function mapPageview(
  row: PageviewRow,
  { id: project, timeZone }: Pick<Project, 'id' | 'timeZone'>,
  clocks: Clocks,
): Mapped<ImportedView> {
  const read = new RowReader();
  const occurredAt = clocks.php(row.created_at);
  if (occurredAt === null) return { refused: 'no time' };
  const url = read.text(row.url, 2048);
  if (url === '') return { refused: 'no url' };
  const visitorHash = hashOrNull(row.visitor_hash);
  if (visitorHash === null) return { refused: 'no visitor' };
  if (row.session_token === null || row.session_token === '') return { refused: 'no session' };
  const referrer = read.text(row.referrer_url, 2048);
  const view = {
    project,
    occurredAt,
    day: localDay(occurredAt, timeZone),
    url,
    title: read.text(row.page_title, 512),
    referrer,
    referrerCategory: read.category(row.referrer_category, referrer),
    utm: {
      source: read.text(row.utm_source, 255),
      medium: read.text(row.utm_medium, 255),
      campaign: read.text(row.utm_campaign, 255),
      content: read.text(row.utm_content, 255),
      term: read.text(row.utm_term, 255),
    },
    device: read.device(row) ?? UNKNOWN_DEVICE,
    place: read.place(row),
    screen: read.text(row.screen_resolution, 20),
    browserZone: read.text(row.timezone, 100),
    engagedMs: 0,
    scrollPct: null,
  };
  return {
    fact: {
      visitorHash,
      fingerprintHash: hashOrNull(row.fingerprint_hash) ?? '',
      tokenHash: sessionTokenHash(row.session_token),
      sessionMs: sessionMs(row, clocks),
      view,
    },
    adjusted: read.adjusted,
  };
}

/**
 * Both ends come from the clock of the database, which wrote them when the view was stored. Only their distance is taken, so
 * it need not agree with PHP's clock, nor does it matter how long the view waited.
 */
function sessionMs({ session_started_at, session_last_activity }: PageviewRow, { database }: Clocks): number {
  const start = database(session_started_at);
  const end = database(session_last_activity);
  return start === null || end === null ? 0 : Math.max(0, end - start);
}
