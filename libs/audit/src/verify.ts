import { type AuditEntry, type AuditHead, auditHash, type IanaZone, localDay } from '@micrologs/domain';
import type { AuditChain } from '@micrologs/storage';
import type { AuditFault } from './fault.ts';
import { PrunedThrough } from './pruned-through.ts';

/** What became of verifying one chain. */
export interface AuditVerdict {
  /** Null when everything is as it was recorded. */
  fault: AuditFault | null;
  /** How many entries are proven. */
  entries: number;
  /** The last of them, or the anchor. Kept elsewhere, it shows later whether anything before it was changed since. */
  proven: AuditHead;
}

export interface VerifyOptions {
  /** The zone of the project, whose days the entries carry; null leaves the days unproven. */
  zone: IanaZone | null;
  /** A place of the chain as it was seen before. */
  expected?: AuditHead | undefined;
}

/**
 * Verifies a chain up to its first fault, one entry at a time; that an expected entry was pruned is said of chains that have
 * no other. Whoever can write to the database may make a new chain of other entries; that shows only against a place of the
 * old one that was kept elsewhere.
 * @param entries all that are stored, ascending
 */
export async function verifyChain(
  { head, anchor, project }: AuditChain,
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  { zone, expected }: VerifyOptions,
): Promise<AuditVerdict> {
  let proven = anchor;
  let count = 0;
  const pruned = new PrunedThrough();
  const verdict = (fault: AuditFault | null): AuditVerdict => ({ fault, entries: count, proven });

  const unexpected = expected && anchorExpectation(anchor, expected);
  if (unexpected) return verdict(unexpected);
  for await (const entry of entries) {
    const fault =
      placeFault(proven, { head, anchor }, entry) ??
      contentFault(project, entry, zone) ??
      linkFault(proven, anchor, entry) ??
      (expected && expectationFault(entry, expected));
    if (fault) return verdict(fault);
    pruned.see(entry);
    proven = { sequence: entry.sequence, hash: entry.hash };
    count += 1;
  }
  return verdict(
    endFault(proven, head) ??
      pruned.fault(anchor) ??
      (expected ? (prunedExpectation(anchor, expected) ?? lateExpectation(proven, expected)) : null),
  );
}

function placeFault(
  before: AuditHead,
  { head, anchor }: Pick<AuditChain, 'head' | 'anchor'>,
  { sequence }: AuditEntry,
): AuditFault | null {
  const next = before.sequence + 1;
  if (sequence <= anchor.sequence) {
    const message = `Entry ${sequence} stands before the beginning of the log, entry ${anchor.sequence + 1}.`;
    return { kind: 'anchor', sequence, message };
  }
  if (sequence < next) {
    return { kind: 'out_of_order', sequence, message: `Entry ${sequence} comes after entry ${before.sequence}.` };
  }
  if (sequence > head.sequence) {
    const message = `Entry ${sequence} stands behind the recorded end of the log, entry ${head.sequence}.`;
    return { kind: 'end', sequence, message };
  }
  if (sequence > next) {
    return { kind: 'missing', sequence: next, message: `${entriesText(next, sequence - 1)} missing.` };
  }
  return null;
}

function contentFault(project: number, entry: AuditEntry, zone: IanaZone | null): AuditFault | null {
  const { sequence } = entry;
  if (entry.project !== project || auditHash(entry) !== entry.hash) {
    const message = `Entry ${sequence} is not what was recorded: it was changed, replaced or moved.`;
    return { kind: 'changed', sequence, message };
  }
  if (zone !== null && localDay(entry.occurredAt, zone) !== entry.day) {
    return { kind: 'changed', sequence, message: `Entry ${sequence} is filed under another day than its own.` };
  }
  return null;
}

function linkFault(before: AuditHead, anchor: AuditHead, { sequence, previousHash }: AuditEntry): AuditFault | null {
  if (previousHash === before.hash) return null;
  if (before === anchor && anchor.sequence > 0) {
    const message = `Entry ${sequence} does not follow the recorded anchor: one of the two was changed.`;
    return { kind: 'anchor', sequence, message };
  }
  const message = `Entry ${sequence} does not follow entry ${before.sequence}: an entry was replaced or put in here.`;
  return { kind: 'unlinked', sequence, message };
}

function endFault(last: AuditHead, head: AuditHead): AuditFault | null {
  if (last.sequence < head.sequence) {
    const sequence = last.sequence + 1;
    return { kind: 'missing', sequence, message: `${entriesText(sequence, head.sequence)} missing at the end.` };
  }
  if (last.hash !== head.hash || last.sequence !== head.sequence) {
    const message = `The recorded end of the log is not entry ${last.sequence}, its last.`;
    return { kind: 'end', sequence: last.sequence, message };
  }
  return null;
}

function anchorExpectation(anchor: AuditHead, { sequence, hash }: AuditHead): AuditFault | null {
  if (sequence !== anchor.sequence || hash === anchor.hash) return null;
  return { kind: 'expectation', sequence, message: `Entry ${sequence}, the last removed, is not the one expected.` };
}

function prunedExpectation(anchor: AuditHead, { sequence }: AuditHead): AuditFault | null {
  if (sequence >= anchor.sequence) return null;
  const message = `Entry ${sequence} was pruned, with all up to ${anchor.sequence}, and cannot be compared any more.`;
  return { kind: 'pruned', sequence, message };
}

function expectationFault({ sequence, hash }: AuditEntry, expected: AuditHead): AuditFault | null {
  if (sequence !== expected.sequence || hash === expected.hash) return null;
  return {
    kind: 'expectation',
    sequence,
    message: `Entry ${sequence} is not the one expected: the log was made anew.`,
  };
}

function lateExpectation(last: AuditHead, { sequence }: AuditHead): AuditFault | null {
  if (sequence <= last.sequence) return null;
  return {
    kind: 'expectation',
    sequence,
    message: `Entry ${sequence} is expected, but the log ends at ${last.sequence}.`,
  };
}

function entriesText(first: number, last: number): string {
  return first === last ? `Entry ${first} is` : `Entries ${first} to ${last} are`;
}
