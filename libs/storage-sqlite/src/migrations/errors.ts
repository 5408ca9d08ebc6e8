import type { Migration } from '@micrologs/storage/sql';

export const errors: Migration = {
  name: 'errors',
  statements: [
    `CREATE TABLE sequences (
      project_id INTEGER NOT NULL,
      name TEXT NOT NULL,
      value INTEGER NOT NULL,
      PRIMARY KEY (project_id, name)
    ) STRICT, WITHOUT ROWID`,

    // What changes with an occurrence stands in front of the texts, which may fill pages of their own.
    `CREATE TABLE error_groups (
      project_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      status TEXT NOT NULL,
      severity TEXT NOT NULL,
      environment TEXT NOT NULL,
      occurrences INTEGER NOT NULL,
      reopened INTEGER NOT NULL,
      first_seen INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      resolved_at INTEGER,
      first_release_at INTEGER,
      last_release_at INTEGER,
      first_release TEXT NOT NULL,
      last_release TEXT NOT NULL,
      line INTEGER,
      error_type TEXT NOT NULL,
      file TEXT NOT NULL,
      message TEXT NOT NULL,
      found_by TEXT NOT NULL,
      PRIMARY KEY (project_id, number)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX error_groups_last_seen ON error_groups (project_id, last_seen, number, status, severity)',
    `CREATE TABLE error_fingerprints (
      project_id INTEGER NOT NULL,
      fingerprint BLOB NOT NULL,
      version INTEGER NOT NULL,
      group_number INTEGER NOT NULL,
      PRIMARY KEY (project_id, fingerprint)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE error_group_environments (
      project_id INTEGER NOT NULL,
      group_number INTEGER NOT NULL,
      environment TEXT NOT NULL,
      occurrences INTEGER NOT NULL,
      first_seen INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      PRIMARY KEY (project_id, group_number, environment)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE error_events (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      number INTEGER NOT NULL,
      group_number INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      visitor_hash BLOB,
      session_hash BLOB,
      event_id TEXT NOT NULL,
      severity TEXT NOT NULL,
      environment TEXT NOT NULL,
      key_type TEXT NOT NULL,
      app_release TEXT NOT NULL,
      device_type TEXT NOT NULL,
      os TEXT NOT NULL,
      browser TEXT NOT NULL,
      browser_version TEXT NOT NULL,
      country TEXT NOT NULL,
      country_code TEXT NOT NULL,
      region TEXT NOT NULL,
      city TEXT NOT NULL,
      message TEXT NOT NULL,
      url TEXT NOT NULL,
      context TEXT,
      stack TEXT,
      PRIMARY KEY (project_id, day, number)
    ) STRICT, WITHOUT ROWID`,
    // Both hold whatever is counted, so that no count reads the events themselves, which are large.
    `CREATE INDEX error_events_group ON error_events
     (project_id, group_number, occurred_at, number, day, visitor_hash, session_hash)`,
    'CREATE INDEX error_events_day ON error_events (project_id, day, group_number, visitor_hash, session_hash)',

    `CREATE TABLE error_transitions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL,
      group_number INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      from_status TEXT NOT NULL,
      to_status TEXT NOT NULL,
      reason TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX error_transitions_group ON error_transitions (project_id, group_number, changed_at, id)',
  ],
};
