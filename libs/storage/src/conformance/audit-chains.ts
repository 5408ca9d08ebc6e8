import {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  auditHash,
  chainEntry,
  EMPTY_CHAIN,
  localDay,
  type ProjectId,
} from '@micrologs/domain';
import { expect } from 'vitest';
import type { Storage, WritableStorage } from '../storage.ts';
import { hashOf, NOON } from './builders.ts';

export function aRecord(given: Partial<AuditRecord> & Pick<AuditRecord, 'project'>): AuditRecord {
  const occurredAt = given.occurredAt ?? NOON;
  return {
    eventId: 'an-event',
    occurredAt,
    receivedAt: occurredAt,
    day: localDay(occurredAt, 'UTC'),
    action: 'invoice.paid',
    actor: 'kim@shop.test',
    source: 'client',
    keyType: 'secret',
    ipHash: hashOf('an address'),
    context: '{"invoice":"A-1"}',
    ...given,
  };
}

/** Entries of these records behind `head`. */
export function chained(head: AuditHead, records: readonly AuditRecord[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const record of records) entries.push(chainEntry(entries.at(-1) ?? head, record));
  return entries;
}

/** The whole log, and that it is one chain from its anchor to its head. */
export async function wholeChain(storage: Pick<Storage, 'audit'>, project: ProjectId): Promise<AuditEntry[]> {
  const chain = (await storage.audit.chains()).find((candidate) => candidate.project === project);
  const entries = await storage.audit.read(project, 0, 10_000);
  let before = chain?.anchor ?? EMPTY_CHAIN;
  for (const entry of entries) {
    expect(entry).toMatchObject({ sequence: before.sequence + 1, previousHash: before.hash, hash: auditHash(entry) });
    before = entry;
  }
  expect(chain?.head ?? EMPTY_CHAIN).toEqual({ sequence: before.sequence, hash: before.hash });
  return entries;
}

/** Appends entries as the pipeline does. */
export function storeRecords(
  writable: WritableStorage,
  project: ProjectId,
  records: readonly AuditRecord[],
): Promise<AuditEntry[]> {
  return writable.ingest.transact(async (t) => {
    const head = (await t.audit.heads([project])).get(project)!;
    const entries = chained(head, records);
    await t.audit.append(project, head, entries);
    return entries;
  });
}
