import type { LocalDay, Project } from '@micrologs/domain';
import { sessionTokenHash } from '@micrologs/identity';
import type { IngestTransaction } from '@micrologs/storage';
import type { Clocks } from './clocks.ts';
import { mapAudit } from './map-audits.ts';
import { mapErrorEvent, mapGroup } from './map-errors.ts';
import { mapClick, mapLink } from './map-links.ts';
import { type ImportedView, mapPageview } from './map-views.ts';
import type { Adjustment, Mapped, Refusal, Tally } from './outcome.ts';
import type { Part, PartRows } from './rows.ts';
import { storeAudits } from './store-audits.ts';
import { storeGroups, storeOccurrences } from './store-errors.ts';
import { storeClicks } from './store-links.ts';
import { findSessionsOf, sessionKey, storeViews } from './store-views.ts';
import { hashOrNull } from './values.ts';

/** One page of rows on its way into the store. */
export interface Step {
  transaction: IngestTransaction;
  project: Project;
  clocks: Clocks;
  /** Takes what becomes of each row. */
  tally: Tally;
}

type StorePart<P extends Part> = (step: Step, rows: readonly PartRows[P][]) => Promise<void>;

/** In this order, since clicks need links, occurrences their groups, and views tell which visitors and sessions there are. */
export const PARTS: { readonly [P in Part]: StorePart<P> } = {
  tracked_links: async (step, rows) => {
    const { transaction, project, clocks, tally } = step;
    const links = mapped(step, rows, (row) => mapLink(row, project, clocks));
    const ids = await transaction.imports.addLinks(links.map(({ fact }) => fact));
    links.forEach(({ fact, adjusted }, index) => {
      const id = ids[index]!;
      if (id === null) tally.refuse('code in use');
      else tally.store(id === fact.id ? adjusted : [...adjusted, 'new number']);
    });
  },
  link_clicks: async (step, rows) => {
    const clicks = mapped(step, rows, (row) => mapClick(row, step.project, step.clocks));
    const found = await storeClicks(step.transaction, step.project, factsOf(clicks));
    tallyFound(step.tally, clicks, found, 'no link');
  },
  error_groups: async (step, rows) => {
    const groups = mapped(step, rows, (row) => mapGroup(row, step.clocks));
    const results = await storeGroups(step.transaction, step.project, factsOf(groups));
    groups.forEach(({ adjusted }, index) => {
      const result = results[index]!;
      if (typeof result === 'string') step.tally.refuse(result);
      else step.tally.store([...adjusted, ...result]);
    });
  },
  error_events: async (step, rows) => {
    const events = mapped(step, rows, (row) => mapErrorEvent(row, step.project, step.clocks));
    const found = await storeOccurrences(step.transaction, step.project, factsOf(events));
    tallyFound(step.tally, events, found, 'no group');
  },
  audit_logs: async (step, rows) => {
    const audits = mapped(step, rows, (row) => mapAudit(row, step.project, step.clocks));
    await storeAudits(step.transaction, step.project, factsOf(audits));
    for (const { adjusted } of audits) step.tally.store(adjusted);
  },
  pageviews: async (step, rows) => {
    const border = (await step.transaction.frozenBefore([step.project.id])).get(step.project.id) ?? null;
    const views = mapped(step, rows, (row) => ifKept(mapPageview(row, step.project, step.clocks), border));
    await storeViews(step.transaction, step.project, factsOf(views));
    for (const { adjusted } of views) step.tally.store(adjusted);
  },
  // Visitors and sessions came with their views: what is left is to tell which of them had any.
  visitors: async ({ transaction, project, tally }, rows) => {
    const numbers = await visitorNumbers(transaction, project, rows);
    for (const { visitor_hash } of rows) {
      const hash = hashOrNull(visitor_hash);
      if (hash === null) tally.refuse('no visitor');
      else if (numbers.has(hash)) tally.store();
      else tally.refuse('no pageviews');
    }
  },
  sessions: async ({ transaction, project, tally }, rows) => {
    const numbers = await visitorNumbers(transaction, project, rows);
    const sessions = await findSessionsOf(transaction, project, [...new Set(numbers.values())]);
    for (const { visitor_hash, session_token } of rows) {
      const number = numbers.get(hashOrNull(visitor_hash) ?? '');
      if (visitor_hash === null) tally.refuse('no visitor');
      else if (!session_token) tally.refuse('no session');
      else if (number !== undefined && sessions.has(sessionKey(number, sessionTokenHash(session_token)))) tally.store();
      else tally.refuse('no pageviews');
    }
  },
};

export const PART_NAMES = Object.keys(PARTS) as Part[];

type Taken<T> = { fact: T; adjusted: Adjustment[] };

/** What the rows become; those that become nothing are counted as refused. */
function mapped<R, T>({ tally }: Step, rows: readonly R[], map: (row: R) => Mapped<T>): Taken<T>[] {
  return rows.flatMap((row) => {
    const result = map(row);
    if (!('refused' in result)) return [result];
    tally.refuse(result.refused);
    return [];
  });
}

/** Views of days that have gone by retention do not come back. */
function ifKept(view: Mapped<ImportedView>, border: LocalDay | null): Mapped<ImportedView> {
  if (border === null || 'refused' in view || view.fact.view.day >= border) return view;
  return { refused: 'too old' };
}

function factsOf<T>(taken: readonly Taken<T>[]): T[] {
  return taken.map(({ fact }) => fact);
}

function tallyFound(tally: Tally, taken: readonly Taken<unknown>[], found: readonly boolean[], otherwise: Refusal) {
  taken.forEach(({ adjusted }, index) => {
    if (found[index]) tally.store(adjusted);
    else tally.refuse(otherwise);
  });
}

async function visitorNumbers(
  transaction: IngestTransaction,
  project: Project,
  rows: readonly { visitor_hash: string | null }[],
): Promise<Map<string, number>> {
  const hashes = new Set(rows.flatMap(({ visitor_hash }) => hashOrNull(visitor_hash) ?? []));
  const found = await transaction.findVisitors([...hashes].map((hash) => ({ project: project.id, hash })));
  return new Map(found.map(({ hash, number }) => [hash, number]));
}
