import { type AuditEntry, localDay } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AuditEntriesQuery } from '../log-queries.ts';
import { aRecord, storeRecords, wholeChain } from './audit-chains.ts';
import { anAct, aProject, NOON } from './builders.ts';
import type { Bench } from './target.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = localDay(NOON, 'UTC');

export function auditQueryPromises(bench: Bench): void {
  it('[ST158] A10: entries are found by exact action and actor, newest first, page by page', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct({ at: NOON - 1000 * DAY }));
    const { id: other } = await storage.projects.create(aProject(), anAct({ at: NOON - 1000 * DAY }));
    const texts = ['Login', 'login', 'LOGIN', 'login ', 'lögin', 'logın', '%', ''];
    const record = fc.record({
      action: fc.constantFrom(...texts),
      actor: fc.constantFrom(...texts),
      occurredAt: fc.integer({ min: -6, max: 6 }).map((n) => NOON + n * 6 * HOUR),
    });
    const records = fc.sample(record, { numRuns: 120, seed: 7 });
    const entries = await storeRecords(
      writable,
      id,
      records.map((given) => aRecord({ project: id, ...given })),
    );
    await storeRecords(
      writable,
      other,
      records.map((given) => aRecord({ project: other, ...given })),
    );
    const filters = fc.record({
      from: fc.integer({ min: -2, max: 2 }),
      length: fc.integer({ min: 0, max: 3 }),
      action: fc.option(fc.constantFrom(...texts), { nil: undefined }),
      actor: fc.option(fc.constantFrom(...texts), { nil: undefined }),
      limit: fc.integer({ min: 1, max: 40 }),
    });
    const property = fc.asyncProperty(filters, async ({ from, length, action, actor, limit }) => {
      const days = { from: TODAY + from, to: TODAY + from + length };
      const expected = entries
        .filter((entry) => entry.day >= days.from && entry.day <= days.to)
        .filter((entry) => action === undefined || entry.action === action)
        .filter((entry) => actor === undefined || entry.actor === actor)
        .sort((a, b) => b.occurredAt - a.occurredAt || b.sequence - a.sequence);
      const query: AuditEntriesQuery = { from: 'auditEntries', project: id, days, action, actor, limit };
      const found: AuditEntry[] = [];
      for (;;) {
        const after = found.at(-1);
        const { page } = await storage.facts.read({ page: { ...query, ...(after ? { after } : {}) } });
        found.push(...page);
        if (page.length < limit) break;
      }
      expect(found).toEqual(expected);
    });
    await fc.assert(property, { numRuns: 60, endOnFailure: true });
  });

  it('[ST159] A10: actions are counted by their bytes, most frequent first', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct({ at: NOON - 1000 * DAY }));
    const actions = ['b', 'a', 'B', 'b', 'a ', 'b', 'B', 'ä'];
    await storeRecords(
      writable,
      id,
      actions.map((action) => aRecord({ project: id, action })),
    );
    await storeRecords(writable, id, [aRecord({ project: id, action: 'ä', occurredAt: NOON + DAY })]);
    const days = { from: TODAY, to: TODAY };
    const ask = async (limit: number) =>
      (await storage.facts.read({ actions: { from: 'auditActions', project: id, days, limit } })).actions;
    expect(await ask(20)).toEqual([
      { action: 'b', count: 3 },
      { action: 'B', count: 2 },
      { action: 'a', count: 1 },
      { action: 'a ', count: 1 },
      { action: 'ä', count: 1 },
    ]);
    expect(await ask(2)).toHaveLength(2);
  });

  it('[ST160] a change of zone moves the days of entries and leaves the chain as it is', async () => {
    const { storage, writable } = await bench.openPair();
    const { id } = await storage.projects.create(aProject(), anAct());
    const times = Array.from({ length: 100 }, (_, i) => Date.UTC(2026, 2, 27) + i * HOUR);
    await storeRecords(
      writable,
      id,
      times.map((occurredAt) => aRecord({ project: id, occurredAt })),
    );
    const before = await wholeChain(storage, id);
    const act = anAct({ action: 'project.edited', at: NOON });
    await storage.projects.update(id, { timeZone: 'America/New_York' }, NOON, act);
    const after = await wholeChain(storage, id);
    expect(after.slice(0, -1)).toEqual(
      before.map((entry) => ({ ...entry, day: localDay(entry.occurredAt, 'America/New_York') })),
    );
    expect(after.at(-1)).toMatchObject({ action: 'project.edited', day: localDay(NOON, 'America/New_York') });
    const day = localDay(times[30]!, 'America/New_York');
    const { found } = await storage.facts.read({
      found: { from: 'auditEntries', project: id, days: { from: day, to: day }, limit: 1000 },
    });
    expect(found).toEqual(after.filter((entry) => entry.day === day).reverse());
    expect(found.length).toBeGreaterThan(20);
    const none = { from: TODAY - 4000, to: TODAY - 2 };
    expect(
      (await storage.facts.read({ none: { from: 'auditEntries', project: id, days: none, limit: 5 } })).none,
    ).toEqual([]);
  });
}
