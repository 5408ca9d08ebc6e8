import type { ProjectId, Session } from '@micrologs/domain';
import { hexToBytes } from './codec.ts';
import type { SqlValue } from './connection.ts';

export const SESSION_COLUMNS = [
  'project_id',
  'number',
  'visitor',
  'token_hash',
  'started_at',
  'start_day',
  'last_activity',
  'views',
  'engaged_ms',
  'entry_url',
  'exit_url',
  'entry_at',
  'exit_at',
] as const;

/** The values of a session in the order of `SESSION_COLUMNS`. */
export function sessionValues(session: Session): SqlValue[] {
  return [
    session.project,
    session.number,
    session.visitor,
    hexToBytes(session.tokenHash),
    session.startedAt,
    session.startDay,
    session.lastActivity,
    session.views,
    session.engagedMs,
    session.entryUrl,
    session.exitUrl,
    session.entryAt,
    session.exitAt,
  ];
}

/**
 * The columns of a session in a SELECT, as `readSession` reads them; bytes as hex, since a short text is cheaper to hand
 * over than a buffer.
 */
export const SESSION_FIELDS = SESSION_COLUMNS.filter((column) => column !== 'project_id')
  .map((column) => (column === 'token_hash' ? 'hex(token_hash)' : column))
  .join(', ');

/** A row of `SESSION_FIELDS`. */
export type SessionRecord = [
  number: number,
  visitor: number,
  tokenHash: string,
  startedAt: number,
  startDay: number,
  lastActivity: number,
  views: number,
  engagedMs: number,
  entryUrl: string,
  exitUrl: string,
  entryAt: number,
  exitAt: number,
];

export function readSession(project: ProjectId, record: SessionRecord): Session {
  const [number, visitor, tokenHash, startedAt, startDay, lastActivity, views] = record;
  return {
    project,
    number,
    visitor,
    tokenHash: tokenHash.toLowerCase(),
    startedAt,
    startDay,
    lastActivity,
    views,
    engagedMs: record[7],
    entryUrl: record[8],
    exitUrl: record[9],
    entryAt: record[10],
    exitAt: record[11],
  };
}
