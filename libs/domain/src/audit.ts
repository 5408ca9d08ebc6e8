import { createHash } from 'node:crypto';
import type { EventId, ProjectId } from './ids.ts';
import type { EpochMs, LocalDay } from './time.ts';

/** The chain of acts that belong to no project, such as the deletion of one. */
export const INSTALLATION_CHAIN: ProjectId = 0;

/** The actor of what the operator did with the admin key or on the command line. */
export const ADMIN_ACTOR = 'micrologs:admin';
/** The actor of what was done with a project's secret key. */
export const SECRET_KEY_ACTOR = 'micrologs:secret';

/** Where an entry stands in its chain. */
export interface AuditHead {
  /** 0 before the first entry. */
  sequence: number;
  /** Hex; 64 zeros before the first entry. */
  hash: string;
}

export const EMPTY_CHAIN: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** What happened, before it has its place in the chain. */
export interface AuditRecord {
  project: ProjectId;
  /** The client's id of the event, or one made by the server. */
  eventId: EventId;
  occurredAt: EpochMs;
  receivedAt: EpochMs;
  /** The day of the project's zone in which `occurredAt` lies; not hashed, since a change of the zone moves it. */
  day: LocalDay;
  action: string;
  actor: string;
  /** `server`: an act on this installation, told by the server itself. */
  source: 'client' | 'server';
  keyType: 'public' | 'secret' | 'admin';
  /** Hex; empty where there was no address. */
  ipHash: string;
  /** JSON text of an object or an array. */
  context: string | null;
}

/** One entry of a project's audit log. Entries are never changed; the oldest may go by retention. */
export interface AuditEntry extends AuditRecord {
  /** 1 for the first entry of the chain, without gaps. */
  sequence: number;
  /** Hex; the hash of the entry before this one. */
  previousHash: string;
  /** Hex. */
  hash: string;
}

/** An act of the server that is recorded in the same transaction as what it did. */
export interface AuditAct {
  action: string;
  actor: string;
  keyType: AuditRecord['keyType'];
  /** Hex; empty where there was no address. */
  ipHash: string;
  context: object | null;
  at: EpochMs;
}

const CHAIN_VERSION = 1;

/** Hex SHA-256 over everything that an entry says and the hash before it: no two entries have one text. */
export function auditHash(entry: Omit<AuditEntry, 'hash' | 'day'>): string {
  const text = JSON.stringify([
    CHAIN_VERSION,
    entry.project,
    entry.sequence,
    entry.previousHash,
    entry.eventId,
    entry.occurredAt,
    entry.receivedAt,
    entry.action,
    entry.actor,
    entry.source,
    entry.keyType,
    entry.ipHash,
    entry.context,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** The entry that `record` becomes behind `head`; a lone surrogate reads U+FFFD, as a store will give it back. */
export function chainEntry(head: AuditHead, record: AuditRecord): AuditEntry {
  const linked = {
    ...record,
    action: record.action.toWellFormed(),
    actor: record.actor.toWellFormed(),
    context: record.context?.toWellFormed() ?? null,
    sequence: head.sequence + 1,
    previousHash: head.hash,
  };
  return { ...linked, hash: auditHash(linked) };
}
