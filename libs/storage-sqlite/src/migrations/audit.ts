import type { Migration } from '@micrologs/storage/sql';

export const audit: Migration = {
  name: 'audit log',
  statements: [
    `CREATE TABLE audit_entries (
      project_id INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      day INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      action TEXT NOT NULL,
      actor TEXT NOT NULL,
      source TEXT NOT NULL,
      key_type TEXT NOT NULL,
      ip_hash BLOB NOT NULL,
      previous_hash BLOB NOT NULL,
      hash BLOB NOT NULL,
      context TEXT,
      PRIMARY KEY (project_id, sequence)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX audit_entries_time ON audit_entries (project_id, occurred_at, sequence)',
    'CREATE INDEX audit_entries_action ON audit_entries (project_id, action, occurred_at, sequence)',
    'CREATE INDEX audit_entries_actor ON audit_entries (project_id, actor, occurred_at, sequence)',
    'CREATE INDEX audit_entries_day ON audit_entries (project_id, day, sequence, action)',
    // Without statistics SQLite takes the narrowest of these for every question, and a rare action is looked for everywhere.
    'ANALYZE sqlite_schema',
    `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
      ('audit_entries', 'audit_entries', '1000000 10000 1'),
      ('audit_entries', 'audit_entries_time', '1000000 10000 2 1'),
      ('audit_entries', 'audit_entries_action', '1000000 10000 200 2 1'),
      ('audit_entries', 'audit_entries_actor', '1000000 10000 200 2 1'),
      ('audit_entries', 'audit_entries_day', '1000000 10000 100 1 1')`,
    'ANALYZE sqlite_schema',
    `CREATE TABLE audit_heads (
      project_id INTEGER NOT NULL PRIMARY KEY,
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT`,
    // Where retention has cut the beginning off.
    `CREATE TABLE audit_anchors (
      project_id INTEGER NOT NULL PRIMARY KEY,
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT`,
  ],
};
