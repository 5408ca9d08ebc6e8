import type { Migration } from '@micrologs/storage/sql';

export const pageviews: Migration = {
  name: 'projects, ingest and pageviews',
  statements: [
    `CREATE TABLE projects (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      public_key TEXT NOT NULL UNIQUE,
      secret_hash TEXT NOT NULL UNIQUE,
      allowed_domains TEXT NOT NULL,
      is_active INTEGER NOT NULL,
      time_zone TEXT NOT NULL,
      settings TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT`,
    'CREATE TABLE change_number (value INTEGER NOT NULL) STRICT',
    'INSERT INTO change_number (value) VALUES (0)',
    'CREATE TABLE installation (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID',

    `CREATE TABLE partitions (
      id INTEGER PRIMARY KEY,
      epoch INTEGER NOT NULL,
      owner TEXT NOT NULL,
      leased_until INTEGER NOT NULL
    ) STRICT`,
    `WITH RECURSIVE ids (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM ids WHERE id < 63)
     INSERT INTO partitions (id, epoch, owner, leased_until) SELECT id, 0, '', 0 FROM ids`,
    `CREATE TABLE consumed_positions (
      source TEXT NOT NULL,
      partition_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (source, partition_id)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE event_ids (
      project_id INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      id BLOB NOT NULL,
      pageview INTEGER,
      received_at INTEGER NOT NULL,
      PRIMARY KEY (project_id, kind, id)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX event_ids_received ON event_ids (received_at)',

    `CREATE TABLE counters (
      project_id INTEGER PRIMARY KEY,
      visitor INTEGER NOT NULL,
      session INTEGER NOT NULL,
      pageview INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE visitors (
      project_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      hash BLOB NOT NULL,
      fingerprint_hash BLOB,
      first_seen INTEGER NOT NULL,
      first_day INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      PRIMARY KEY (project_id, number)
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX visitors_hash ON visitors (project_id, hash)',
    `CREATE INDEX visitors_fingerprint ON visitors (project_id, fingerprint_hash)
     WHERE fingerprint_hash IS NOT NULL`,
    `CREATE TABLE visitor_aliases (
      project_id INTEGER NOT NULL,
      hash BLOB NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (project_id, hash)
    ) STRICT, WITHOUT ROWID`,

    `CREATE TABLE sessions (
      project_id INTEGER NOT NULL,
      number INTEGER NOT NULL,
      visitor INTEGER NOT NULL,
      token_hash BLOB NOT NULL,
      started_at INTEGER NOT NULL,
      start_day INTEGER NOT NULL,
      last_activity INTEGER NOT NULL,
      views INTEGER NOT NULL,
      engaged_ms INTEGER NOT NULL,
      entry_url TEXT NOT NULL,
      exit_url TEXT NOT NULL,
      entry_at INTEGER NOT NULL,
      exit_at INTEGER NOT NULL,
      PRIMARY KEY (project_id, number)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX sessions_visitor ON sessions (project_id, visitor, last_activity)',
    'CREATE INDEX sessions_start_day ON sessions (project_id, start_day)',

    `CREATE TABLE pageviews (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      number INTEGER NOT NULL,
      visitor INTEGER NOT NULL,
      session INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      engaged_ms INTEGER NOT NULL,
      scroll_pct INTEGER,
      url_hash INTEGER NOT NULL,
      url TEXT NOT NULL,
      title TEXT NOT NULL,
      referrer TEXT NOT NULL,
      referrer_category TEXT NOT NULL,
      utm_source TEXT NOT NULL,
      utm_medium TEXT NOT NULL,
      utm_campaign TEXT NOT NULL,
      utm_content TEXT NOT NULL,
      utm_term TEXT NOT NULL,
      device_type TEXT NOT NULL,
      os TEXT NOT NULL,
      browser TEXT NOT NULL,
      browser_version TEXT NOT NULL,
      country TEXT NOT NULL,
      country_code TEXT NOT NULL,
      region TEXT NOT NULL,
      city TEXT NOT NULL,
      screen TEXT NOT NULL,
      browser_zone TEXT NOT NULL,
      PRIMARY KEY (project_id, day, number)
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX pageviews_number ON pageviews (project_id, number)',
    'CREATE INDEX pageviews_visitor ON pageviews (project_id, visitor, url_hash, occurred_at)',

    `CREATE TABLE waiting_engagements (
      project_id INTEGER NOT NULL,
      pageview_id BLOB NOT NULL,
      engaged_ms INTEGER NOT NULL,
      scroll_pct INTEGER,
      occurred_at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      PRIMARY KEY (project_id, pageview_id)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX waiting_engagements_received ON waiting_engagements (received_at)',

    `CREATE TABLE day_state (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      version INTEGER NOT NULL,
      PRIMARY KEY (project_id, day)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE ledger (
      project_id INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (project_id, outcome)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE dead_letters (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL,
      kind TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      event TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX dead_letters_project ON dead_letters (project_id)',
    `CREATE TABLE daily_salts (
      project_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      salt BLOB NOT NULL,
      created_at INTEGER NOT NULL,
      PRIMARY KEY (project_id, day)
    ) STRICT, WITHOUT ROWID`,
  ],
};
