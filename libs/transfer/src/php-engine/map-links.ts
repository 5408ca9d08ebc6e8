import { type Click, localDay, type Project, UNKNOWN_DEVICE, ValidationError } from '@micrologs/domain';
import { checkDestination } from '@micrologs/links';
import type { ImportedLink } from '@micrologs/storage';
import type { Clocks } from './clocks.ts';
import type { Mapped } from './outcome.ts';
import type { ClickRow, LinkRow } from './rows.ts';
import { RowReader } from './values.ts';

/** A click that has not got its number and its link's id yet. */
export interface ImportedClick {
  code: string;
  click: Omit<Click, 'number' | 'link'>;
}

/** @param project whose creation stands in for a link's own where that is not told */
export function mapLink(
  row: LinkRow,
  project: Pick<Project, 'id' | 'createdAt'>,
  { database }: Clocks,
): Mapped<ImportedLink> {
  const read = new RowReader();
  if (row.code === null || row.code === '') return { refused: 'no code' };
  const destinationUrl = destinationOf(row.destination_url ?? '');
  if (destinationUrl === null) return { refused: 'destination not allowed' };
  let createdAt = database(row.created_at);
  if (createdAt === null) {
    read.adjusted.push('time made up');
    createdAt = project.createdAt;
  }
  return {
    fact: {
      id: row.id,
      project: project.id,
      code: row.code,
      destinationUrl,
      label: read.text(row.label, 255),
      isActive: row.is_active !== 0,
      redirectStatus: 302,
      forwardQuery: false,
      expiresAt: null,
      maxClicks: null,
      passwordHash: null,
      tags: [],
      createdAt,
      updatedAt: createdAt,
    },
    adjusted: read.adjusted,
  };
}

/** Null for targets to which no redirect leads: every click on such a link failed. */
function destinationOf(url: string): string | null {
  try {
    return checkDestination(url, []);
  } catch (error) {
    if (error instanceof ValidationError) return null;
    throw error;
  }
}

export function mapClick(
  row: ClickRow,
  { id: project, timeZone }: Pick<Project, 'id' | 'timeZone'>,
  { database }: Clocks,
): Mapped<ImportedClick> {
  const read = new RowReader();
  const occurredAt = database(row.created_at);
  if (occurredAt === null) return { refused: 'no time' };
  if (row.code === null) return { refused: 'no link' };
  const referrer = read.text(row.referrer_url, 2048);
  return {
    fact: {
      code: row.code,
      click: {
        project,
        occurredAt,
        day: localDay(occurredAt, timeZone),
        uncounted: null,
        referrer,
        referrerCategory: read.category(row.referrer_category, referrer),
        device: read.device(row) ?? UNKNOWN_DEVICE,
        place: read.place(row),
        ipHash: read.addressHash(row.ip_hash),
      },
    },
    adjusted: read.adjusted,
  };
}
