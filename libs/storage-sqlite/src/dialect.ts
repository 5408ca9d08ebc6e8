import type { SqlDialect } from '@micrologs/storage/sql';

export const sqliteDialect: SqlDialect = {
  name: 'SQLite',
  onConflict(key, columns) {
    const changes = Object.entries(columns).map(([column, how]) => {
      if (how === 'replace') return `${column} = excluded.${column}`;
      if (how === 'add') return `${column} = ${column} + excluded.${column}`;
      // Both functions are null with a null among their arguments.
      return `${column} = coalesce(${how}(${column}, excluded.${column}), ${column}, excluded.${column})`;
    });
    const action = changes.length > 0 ? `UPDATE SET ${changes.join(', ')}` : 'NOTHING';
    return `ON CONFLICT (${key.join(', ')}) DO ${action}`;
  },
  // A write transaction keeps every other writer out.
  forUpdate: '',
  forUpdateOfFree: '',
  now: "CAST(unixepoch('subsec') * 1000 AS INTEGER)",
  locksAreLocal: false,
  dayAtOffset: (column) => `CAST(floor((${column} + ?) / 86400000.0) AS INTEGER)`,
};
