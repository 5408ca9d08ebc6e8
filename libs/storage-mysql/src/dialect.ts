import type { SqlDialect } from '@micrologs/storage/sql';

/** More days than time has in JavaScript, so that whole division, which rounds towards zero, meets no negative number. */
const DAYS_AHEAD = 100_000_001;
const DAY_MS = 86_400_000;

/** What MySQL and MariaDB both understand. */
export const mysqlDialect: SqlDialect = {
  name: 'MySQL',
  onConflict(key, columns) {
    const changes = Object.entries(columns).map(([column, how]) => {
      if (how === 'replace') return `${column} = VALUES(${column})`;
      if (how === 'add') return `${column} = ${column} + VALUES(${column})`;
      const choice = how === 'max' ? 'GREATEST' : 'LEAST';
      // Both functions are null with a null among their arguments.
      return `${column} = COALESCE(${choice}(${column}, VALUES(${column})), ${column}, VALUES(${column}))`;
    });
    // A row that gets the value that it has is left alone, and not counted as changed.
    return `ON DUPLICATE KEY UPDATE ${changes.length > 0 ? changes.join(', ') : `${key[0]} = ${key[0]}`}`;
  },
  forUpdate: ' FOR UPDATE',
  forUpdateOfFree: ' FOR UPDATE SKIP LOCKED',
  now: "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000",
  // Each node of a cluster knows the locks of its own clients.
  locksAreLocal: true,
  dayAtOffset: (column) => `((${column} + ? + ${DAYS_AHEAD * DAY_MS}) DIV ${DAY_MS} - ${DAYS_AHEAD})`,
};
