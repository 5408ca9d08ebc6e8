import type { Migration } from '@micrologs/storage/sql';

export const webhooks: Migration = {
  name: 'webhooks',
  statements: [
    `CREATE TABLE webhook_endpoints (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL,
      url TEXT NOT NULL,
      description TEXT NOT NULL,
      format TEXT NOT NULL,
      template TEXT NOT NULL,
      triggers TEXT NOT NULL,
      is_enabled INTEGER NOT NULL,
      disabled_reason TEXT,
      secrets TEXT NOT NULL,
      failing_since INTEGER,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT`,
    'CREATE INDEX webhook_endpoints_project ON webhook_endpoints (project_id, id)',

    // The outbox: written along with what it tells of, and dispatched once it is settled who is told.
    `CREATE TABLE webhook_events (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL,
      project_id INTEGER NOT NULL,
      endpoint_id INTEGER,
      type TEXT NOT NULL,
      data TEXT NOT NULL,
      dedupe_key TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      is_dispatched INTEGER NOT NULL
    ) STRICT`,
    'CREATE UNIQUE INDEX webhook_events_dedupe ON webhook_events (project_id, dedupe_key)',
    'CREATE INDEX webhook_events_undispatched ON webhook_events (is_dispatched, number)',
    'CREATE INDEX webhook_events_created ON webhook_events (created_at)',

    `CREATE TABLE webhook_deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      project_id INTEGER NOT NULL,
      endpoint_id INTEGER NOT NULL,
      event_number INTEGER NOT NULL,
      status TEXT NOT NULL,
      is_once INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      next_attempt_at INTEGER,
      created_at INTEGER NOT NULL,
      last_attempt_at INTEGER,
      duration_ms INTEGER,
      response_status INTEGER,
      response_body TEXT NOT NULL,
      error TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX webhook_deliveries_project ON webhook_deliveries (project_id, id)',
    'CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint_id, event_number)',
    'CREATE INDEX webhook_deliveries_event ON webhook_deliveries (event_number)',
    'CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at)',
    'CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at)',
  ],
};
