import type { ProjectId } from '@micrologs/domain';
import type { NewVisitor, VisitorRow } from '../ingest.ts';
import { hexToBytes } from './codec.ts';
import type { SqlValue } from './connection.ts';

export const VISITOR_COLUMNS = [
  'project_id',
  'number',
  'hash',
  'fingerprint_hash',
  'first_seen',
  'first_day',
  'last_seen',
] as const;

/** The values of a visitor in the order of `VISITOR_COLUMNS`. */
export function visitorValues(visitor: NewVisitor): SqlValue[] {
  return [
    visitor.project,
    visitor.number,
    hexToBytes(visitor.hash),
    visitor.fingerprintHash === '' ? null : hexToBytes(visitor.fingerprintHash),
    visitor.firstSeen,
    visitor.firstDay,
    visitor.lastSeen,
  ];
}

/** The columns of a visitor in a SELECT from `visitors v`, as `readVisitor` reads them. */
export const VISITOR_FIELDS = 'v.number, v.first_seen, v.first_day, v.last_seen';

/** A row of `VISITOR_FIELDS`. */
export type VisitorRecord = [number: number, firstSeen: number, firstDay: number, lastSeen: number];

export function readVisitor(project: ProjectId, record: VisitorRecord): VisitorRow {
  const [number, firstSeen, firstDay, lastSeen] = record;
  return { project, number, firstSeen, firstDay, lastSeen };
}
