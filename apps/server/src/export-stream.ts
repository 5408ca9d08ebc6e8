import { stringifyJson } from '@micrologs/contract';
import type { DayRange, ProjectId } from '@micrologs/domain';
import type { ExportKind, ExportPosition, ExportStore } from '@micrologs/storage';
import { exportRows } from './export-rows.ts';

/** What a slow client makes the server hold of each export, more or less: facts differ in length by the thousand. */
const PAGE_CHARS = 1024 * 1024;
const MAX_PAGE_ROWS = 500;
const FIRST_PAGE_ROWS = 16;

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
  let rows = FIRST_PAGE_ROWS;
  for (;;) {
    const facts: Awaited<ReturnType<typeof store.page<K>>> = await store.page(kind, project, days, after, rows);
    const lines = facts.map((fact) => `${stringifyJson(exportRows[kind](fact))}\n`);
    if (lines.length > 0) yield lines.join('');
    if (facts.length < rows) return;
    after = positionOf(facts.at(-1)!);
    rows = nextRows(rows, Math.max(...lines.map((line) => line.length)));
  }
}

/** As many as fill a page when all are as long as the longest was, but no leap: long facts may follow short ones. */
function nextRows(rows: number, longest: number): number {
  return Math.max(1, Math.min(Math.floor(PAGE_CHARS / longest), 2 * rows, MAX_PAGE_ROWS));
}

function positionOf(fact: { day: number } & ({ number: number } | { sequence: number })): ExportPosition {
  return { day: fact.day, number: 'number' in fact ? fact.number : fact.sequence };
}
