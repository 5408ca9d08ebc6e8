import type { EpochMs, Link, LinkId, ProjectId, RedirectStatus } from '@micrologs/domain';
import type { SqlValue } from './connection.ts';
import type { Row } from './question.ts';

/** What an edit may change. */
export const EDITABLE_COLUMNS = [
  'destination_url',
  'label',
  'is_active',
  'redirect_status',
  'forward_query',
  'expires_at',
  'max_clicks',
  'password_hash',
  'tags',
  'updated_at',
] as const;

const COLUMNS = [
  'id',
  'project_id',
  'code',
  ...EDITABLE_COLUMNS,
  'reserved_clicks',
  'total_clicks',
  'created_at',
] as const;

/** The columns of a link in a SELECT from `links l`, as `readLink` reads them. */
export const LINK_FIELDS = COLUMNS.map((column) => `l.${column} AS ${column}`).join(', ');

export interface LinkRecord extends Row {
  id: LinkId;
  project_id: ProjectId;
  code: string;
  destination_url: string;
  label: string;
  is_active: number;
  redirect_status: number;
  forward_query: number;
  expires_at: EpochMs | null;
  max_clicks: number | null;
  reserved_clicks: number;
  total_clicks: number;
  password_hash: string | null;
  tags: string;
  created_at: EpochMs;
  updated_at: EpochMs;
}

export function readLink(record: LinkRecord): Link {
  return {
    id: record.id,
    project: record.project_id,
    code: record.code,
    destinationUrl: record.destination_url,
    label: record.label,
    isActive: record.is_active === 1,
    redirectStatus: record.redirect_status as RedirectStatus,
    forwardQuery: record.forward_query === 1,
    expiresAt: record.expires_at,
    maxClicks: record.max_clicks,
    reservedClicks: record.reserved_clicks,
    totalClicks: record.total_clicks,
    passwordHash: record.password_hash,
    tags: JSON.parse(record.tags) as string[],
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

/** The values of a link in the order of `EDITABLE_COLUMNS`. */
export function editableValues(link: Omit<Link, 'id' | 'reservedClicks' | 'totalClicks'>): SqlValue[] {
  return [
    link.destinationUrl,
    link.label,
    link.isActive ? 1 : 0,
    link.redirectStatus,
    link.forwardQuery ? 1 : 0,
    link.expiresAt,
    link.maxClicks,
    link.passwordHash,
    JSON.stringify(link.tags),
    link.updatedAt,
  ];
}
