import { addsUp, type TableReport } from '@micrologs/transfer';

const COLUMNS = ['table', 'read', 'stored', 'refused'] as const;

/** For people: a table, what was refused and why, and whether it adds up. */
export function reconciliationText(reports: readonly TableReport[]): string {
  const rows = [
    COLUMNS,
    ...reports.map(({ table, tally }) => [table, tally.read, tally.stored, tally.refusedRows].map(String)),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  const notes = reports.flatMap(({ table: name, tally }) => [
    ...listed(`${name}: refused`, tally.refused),
    ...listed(`${name}: stored otherwise than it stood`, tally.adjusted),
  ]);
  const faults = reports.filter((report) => !addsUp(report)).map(faultText);
  const verdict = faults.length > 0 ? faults : ['Rows read = rows stored + rows refused, in every table.'];
  return [...table, ...(notes.length > 0 ? ['', ...notes] : []), '', ...verdict].join('\n');
}

function listed(title: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return [];
  return [`${title}: ${[...counts].map(([what, rows]) => `${rows} ${what}`).join(', ')}`];
}

function faultText({ table, tally, inSource }: TableReport): string {
  if (inSource > tally.read) {
    return (
      `NOT COMPLETE: ${table} holds ${inSource} rows up to the last one read, of which ${tally.read} were read. The old engine ` +
      'stored some late: import into an empty database, with the old engine stopped.'
    );
  }
  return `NOT COMPLETE: of ${tally.read} rows of ${table}, ${tally.stored} were stored and ${tally.refusedRows} refused.`;
}

/** For programs. */
export function reconciliationJson(reports: readonly TableReport[]): object {
  return {
    complete: reports.every(addsUp),
    tables: reports.map(({ table, tally, inSource }) => ({
      table,
      in_source: inSource,
      read: tally.read,
      stored: tally.stored,
      refused: Object.fromEntries(tally.refused),
      adjusted: Object.fromEntries(tally.adjusted),
    })),
  };
}
