import { type AuditEntry, type AuditRecord, chainEntry, EMPTY_CHAIN } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyChain } from './verify.ts';

const RECORD: AuditRecord = {
  project: 1,
  eventId: 'e',
  occurredAt: 0,
  receivedAt: 0,
  day: 0,
  action: 'act',
  actor: '',
  source: 'client',
  keyType: 'secret',
  ipHash: '',
  context: null,
};

function aLog(length: number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let i = 0; i < length; i++) {
    entries.push(chainEntry(entries.at(-1) ?? EMPTY_CHAIN, { ...RECORD, eventId: `e${i}` }));
  }
  return entries;
}

const verify = (original: readonly AuditEntry[], entries: Iterable<AuditEntry>) =>
  verifyChain({ project: 1, head: original.at(-1) ?? EMPTY_CHAIN, anchor: EMPTY_CHAIN }, entries, { zone: 'UTC' });

it('proves any log, the empty one too', async () => {
  for (const length of [0, 1, 7]) {
    const log = aLog(length);
    expect(await verify(log, log)).toMatchObject({ fault: null, entries: length });
  }
});

it('finds the first entry at which two logs part, whatever was done to one of them', async () => {
  const edits = fc.array(
    fc.record({
      what: fc.constantFrom('drop', 'double', 'swap', 'change', 'forge'),
      at: fc.nat({ max: 11 }),
      with: fc.nat({ max: 11 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const log = aLog(12);
  await fc.assert(
    fc.asyncProperty(edits, async (steps) => {
      const edited = [...log];
      for (const { what, at, with: other } of steps) {
        const entry = edited[at];
        if (!entry) continue;
        if (what === 'drop') edited.splice(at, 1);
        else if (what === 'double') edited.splice(other, 0, entry);
        else if (what === 'change') edited[at] = { ...entry, actor: 'nobody' };
        else if (what === 'forge')
          edited[at] = chainEntry(edited[at - 1] ?? EMPTY_CHAIN, { ...RECORD, actor: 'nobody' });
        else if (edited[other]) [edited[at], edited[other]] = [edited[other], entry];
      }
      const parting = log.findIndex((entry, i) => JSON.stringify(entry) !== JSON.stringify(edited[i]));
      const { fault, entries } = await verify(log, edited);
      if (parting < 0 && edited.length === log.length) {
        expect(fault).toBeNull();
        return;
      }
      expect(fault).not.toBeNull();
      const expected = parting < 0 ? log.length : parting;
      // An entry that was made to fit is told from the true one by what follows it only.
      const fits = edited[parting]?.actor === 'nobody' && edited[parting].hash !== log[parting]?.hash;
      expect(entries).toBeGreaterThanOrEqual(expected);
      if (!fits) expect(entries).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

it('reads no further than the first fault', async () => {
  const log = aLog(5);
  const read: number[] = [];
  function* entries() {
    for (const entry of log) {
      read.push(entry.sequence);
      yield entry.sequence === 2 ? { ...entry, action: 'other' } : entry;
    }
  }
  expect((await verify(log, entries())).fault).toMatchObject({ kind: 'changed', sequence: 2 });
  expect(read).toEqual([1, 2]);
});

it('takes an entry of another project for what it is', async () => {
  const log = aLog(2);
  const other = [chainEntry(EMPTY_CHAIN, { ...RECORD, project: 2 })];
  expect((await verify(log, other)).fault).toMatchObject({ kind: 'changed', sequence: 1 });
});
