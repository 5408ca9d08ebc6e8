import type { Migration } from '@micrologs/storage/sql';

export const links: Migration = {
  name: 'links and clicks',
  statements: [
    `CREATE TABLE links (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL,
      code TEXT NOT NULL UNIQUE,
      destination_url TEXT NOT NULL,
      label TEXT NOT NULL,
      is_active INTEGER NOT NULL,
      redirect_status INTEGER NOT NULL,
      forward_query INTEGER NOT NULL,
      expires_at INTEGER,
      max_clicks INTEGER,
      reserved_clicks INTEGER NOT NULL,
      total_clicks INTEGER NOT NULL,
      password_hash TEXT,
      tags TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX links_project ON links (project_id, id)',
    // Every code ever issued, as SHA-256: a deleted link's code must not lead elsewhere one day.
    'CREATE TABLE link_codes (code_hash BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID',
    `CREATE TABLE link_tags (
      project_id INTEGER NOT NULL,
      tag TEXT NOT NULL,
      link_id INTEGER NOT NULL,
      PRIMARY KEY (project_id, tag, link_id)
    ) STRICT, WITHOUT ROWID`,
    'CREATE TABLE link_changes (value INTEGER NOT NULL) STRICT',
    'INSERT INTO link_changes (value) VALUES (0)',

    // What is counted stands in front of the referrer, which may be so long that the rest of a row lies on other pages.
    `CREATE TABLE clicks (
      project_id INTEGER NOT NULL,
      link_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      number INTEGER NOT NULL,
      uncounted TEXT NOT NULL,
      ip_hash BLOB NOT NULL,
      occurred_at INTEGER NOT NULL,
      referrer_category TEXT NOT NULL,
      device_type TEXT NOT NULL,
      country TEXT NOT NULL,
      country_code TEXT NOT NULL,
      region TEXT NOT NULL,
      city TEXT NOT NULL,
      os TEXT NOT NULL,
      browser TEXT NOT NULL,
      browser_version TEXT NOT NULL,
      referrer TEXT NOT NULL,
      PRIMARY KEY (project_id, link_id, day, number)
    ) STRICT, WITHOUT ROWID`,
    'CREATE UNIQUE INDEX clicks_day ON clicks (project_id, day, number)',
  ],
};
