import { stringifyJson } from '@micrologs/contract';
import type { DayRange, ProjectId } from '@micrologs/domain';
import type { ExportKind, ExportPosition, ExportStore } from '@micrologs/storage';
import { exportRows } from './export-rows.ts';

/** Facts read at a time: what a slow client makes the server hold. */
const PAGE_ROWS = 500;

/**
 * The facts of these days as lines of JSON, a page a chunk. The next page is read when the one before was taken, so a slow
 * client neither fills the memory nor holds a snapshot; what is stored meanwhile may be in it or not, but nothing twice.
 */
export async function* exportLines<K extends ExportKind>(
  store: ExportStore,
  kind: K,
  project: ProjectId,
  days: DayRange,
): AsyncGenerator<string> {
  let after: ExportPosition | null = null;
  for (;;) {
    const facts: Awaited<ReturnType<typeof store.page<K>>> = await store.page(kind, project, days, after, PAGE_ROWS);
    if (facts.length > 0) yield facts.map((fact) => `${stringifyJson(exportRows[kind](fact))}\n`).join('');
    if (facts.length < PAGE_ROWS) return;
    after = positionOf(facts.at(-1)!);
  }
}

function positionOf(fact: { day: number } & ({ number: number } | { sequence: number })): ExportPosition {
  return { day: fact.day, number: 'number' in fact ? fact.number : fact.sequence };
}
