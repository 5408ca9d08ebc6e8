import { describe, expect, it } from 'vitest';
import { type AuditEntry, type AuditRecord, auditHash, chainEntry, EMPTY_CHAIN } from './audit.ts';

const RECORD: AuditRecord = {
  project: 3,
  eventId: 'e1',
  occurredAt: 1_772_452_800_000,
  receivedAt: 1_772_452_800_500,
  day: 20_514,
  action: 'invoice.paid',
  actor: 'kim@shop.test',
  source: 'client',
  keyType: 'secret',
  ipHash: 'ab'.repeat(32),
  context: '{"invoice":"A-1"}',
};

describe('a chain', () => {
  it('numbers its entries from 1, each with the hash of the one before', () => {
    const first = chainEntry(EMPTY_CHAIN, RECORD);
    const second = chainEntry(first, { ...RECORD, eventId: 'e2' });
    expect(first).toMatchObject({ ...RECORD, sequence: 1, previousHash: '0'.repeat(64) });
    expect(second).toMatchObject({ eventId: 'e2', sequence: 2, previousHash: first.hash });
    expect([first.hash, second.hash]).toEqual([auditHash(first), auditHash(second)]);
  });

  it('has hashes that will stay as they are, or old logs could not be verified any more', () => {
    expect(chainEntry(EMPTY_CHAIN, RECORD).hash).toBe(
      'ca8a4b4310d0582a17ed62f330066e050f09986add88ce139409f2cd4aa7b3c6',
    );
  });

  it('holds texts as a store gives them back', () => {
    const entry = chainEntry(EMPTY_CHAIN, { ...RECORD, action: 'a\ud800', actor: '\udfffb', context: '["\ud800"]' });
    expect(entry).toMatchObject({ action: 'a\ufffd', actor: '\ufffdb', context: '["\ufffd"]' });
    expect(entry.hash).toBe(auditHash(entry));
    expect(chainEntry(EMPTY_CHAIN, { ...RECORD, context: null }).context).toBeNull();
  });
});

describe('the hash of an entry', () => {
  const entry = chainEntry(EMPTY_CHAIN, RECORD);
  const changes: [keyof AuditEntry, Partial<AuditEntry>][] = [
    ['project', { project: 4 }],
    ['sequence', { sequence: 2 }],
    ['previousHash', { previousHash: `1${'0'.repeat(63)}` }],
    ['eventId', { eventId: 'e2' }],
    ['occurredAt', { occurredAt: RECORD.occurredAt + 1 }],
    ['receivedAt', { receivedAt: RECORD.receivedAt - 1 }],
    ['action', { action: 'invoice.Paid' }],
    ['actor', { actor: '' }],
    ['source', { source: 'server' }],
    ['keyType', { keyType: 'public' }],
    ['ipHash', { ipHash: '' }],
    ['context', { context: null }],
  ];
  it.each(changes)('changes with %s', (_, change) => {
    expect(auditHash({ ...entry, ...change })).not.toBe(entry.hash);
  });

  it('tells apart what only joins alike, and nothing from the text "null"', () => {
    expect(auditHash({ ...entry, action: 'ab', actor: 'c' })).not.toBe(
      auditHash({ ...entry, action: 'a', actor: 'bc' }),
    );
    expect(auditHash({ ...entry, context: 'null' })).not.toBe(auditHash({ ...entry, context: null }));
  });

  it('does not depend on the day, which moves with the zone', () => {
    expect(auditHash({ ...entry, day: 1 } as AuditEntry)).toBe(entry.hash);
  });
});
