import { type AuditEntry, type AuditHead, EMPTY_CHAIN, type EventId, type ProjectId } from '@micrologs/domain';
import { ConflictError } from '../audit-store.ts';
import { hexToBytes } from './codec.ts';
import { insertInto, locked, type SqlConnection, type SqlValue, selectByKey } from './connection.ts';

const COLUMNS = [
  'project_id',
  'sequence',
  'day',
  'occurred_at',
  'received_at',
  'event_id',
  'action',
  'actor',
  'source',
  'key_type',
  'ip_hash',
  'previous_hash',
  'hash',
  'context',
] as const;

/** Selects whole entries; `readEntry` reads them. */
export const SELECT_ENTRIES = `SELECT ${COLUMNS.join(', ')} FROM audit_entries`;

export type EntryRecord = {
  project_id: ProjectId;
  sequence: number;
  day: number;
  occurred_at: number;
  received_at: number;
  event_id: EventId;
  action: string;
  actor: string;
  source: AuditEntry['source'];
  key_type: AuditEntry['keyType'];
  ip_hash: Uint8Array;
  previous_hash: Uint8Array;
  hash: Uint8Array;
  context: string | null;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function readEntry(record: EntryRecord): AuditEntry {
  return {
    project: record.project_id,
    sequence: record.sequence,
    day: record.day,
    occurredAt: record.occurred_at,
    receivedAt: record.received_at,
    eventId: record.event_id,
    action: record.action,
    actor: record.actor,
    source: record.source,
    keyType: record.key_type,
    ipHash: hex(record.ip_hash),
    previousHash: hex(record.previous_hash),
    hash: hex(record.hash),
    context: record.context,
  };
}

const INSERT_ENTRIES = insertInto('audit_entries', COLUMNS);

export async function insertEntries(connection: SqlConnection, entries: readonly AuditEntry[]): Promise<void> {
  await connection.insertMany(
    INSERT_ENTRIES,
    entries.map((entry): SqlValue[] => [
      entry.project,
      entry.sequence,
      entry.day,
      entry.occurredAt,
      entry.receivedAt,
      entry.eventId,
      entry.action,
      entry.actor,
      entry.source,
      entry.keyType,
      hexToBytes(entry.ipHash),
      hexToBytes(entry.previousHash),
      hexToBytes(entry.hash),
      entry.context,
    ]),
  );
}

/** Where chains end (`audit_heads`), or where retention has cut them off (`audit_anchors`). */
export type PlaceTable = 'audit_heads' | 'audit_anchors';

type PlaceRecord = [sequence: number, hash: Uint8Array];

const BY_PROJECT = {
  audit_heads: selectByKey('SELECT sequence, hash FROM audit_heads', ['project_id']),
  audit_anchors: selectByKey('SELECT sequence, hash FROM audit_anchors', ['project_id']),
};

/**
 * A place for every one of `projects`; `EMPTY_CHAIN` where none is stored.
 * @param forUpdate that of the dialect, where the places are to stay as read until the end of the transaction
 */
export async function readPlaces(
  connection: SqlConnection,
  table: PlaceTable,
  projects: Iterable<ProjectId>,
  forUpdate = '',
): Promise<Map<ProjectId, AuditHead>> {
  // In one order for all, so that nobody waits for somebody who waits for him.
  const ids = [...new Set(projects)].sort((a, b) => a - b);
  const places = new Map<ProjectId, AuditHead>(ids.map((id) => [id, EMPTY_CHAIN]));
  await connection.selectByKeys<PlaceRecord>(
    locked(BY_PROJECT[table], forUpdate),
    ids.map((id) => [id]),
    ([sequence, hash], index) => places.set(ids[index]!, { sequence, hash: hex(hash) }),
  );
  return places;
}

/**
 * Moves the chain's end and stores the entries, inside an open transaction.
 * @throws ConflictError when the chain does not end at `after`
 */
export async function appendEntries(
  connection: SqlConnection,
  project: ProjectId,
  after: AuditHead,
  entries: readonly AuditEntry[],
): Promise<void> {
  const head = entries.at(-1);
  if (!head) return;
  if (after.sequence === EMPTY_CHAIN.sequence) {
    const keep = connection.dialect.onConflict(['project_id'], {});
    await connection.run(`INSERT INTO audit_heads (project_id, sequence, hash) VALUES (?, ?, ?) ${keep}`, [
      project,
      EMPTY_CHAIN.sequence,
      hexToBytes(EMPTY_CHAIN.hash),
    ]);
  }
  const { changes } = await connection.run(
    'UPDATE audit_heads SET sequence = ?, hash = ? WHERE project_id = ? AND sequence = ? AND hash = ?',
    [head.sequence, hexToBytes(head.hash), project, after.sequence, hexToBytes(after.hash)],
  );
  if (changes !== 1) throw new ConflictError(`The audit chain of project ${project} has gone on meanwhile`);
  await insertEntries(connection, entries);
}
