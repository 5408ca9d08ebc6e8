import type { Migration } from '@micrologs/storage/sql';

export const webhooks: Migration = {
  name: 'webhooks',
  statements: [
    `CREATE TABLE webhook_endpoints (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      project_id BIGINT NOT NULL,
      url VARCHAR(2048) NOT NULL,
      description VARCHAR(512) NOT NULL,
      format VARCHAR(32) NOT NULL,
      template MEDIUMTEXT NOT NULL,
      triggers MEDIUMTEXT NOT NULL,
      is_enabled TINYINT NOT NULL,
      disabled_reason VARCHAR(32),
      secrets TEXT NOT NULL,
      failing_since BIGINT,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      KEY webhook_endpoints_project (project_id, id)
    ) {table}`,

    // The outbox: written along with what it tells of, and dispatched once it is settled who is told.
    `CREATE TABLE webhook_events (
      number BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      id VARCHAR(36) NOT NULL,
      project_id BIGINT NOT NULL,
      endpoint_id BIGINT,
      type VARCHAR(64) NOT NULL,
      data MEDIUMTEXT NOT NULL,
      dedupe_key VARCHAR(255) NOT NULL,
      created_at BIGINT NOT NULL,
      is_dispatched TINYINT NOT NULL,
      UNIQUE KEY webhook_events_dedupe (project_id, dedupe_key),
      KEY webhook_events_undispatched (is_dispatched, number),
      KEY webhook_events_created (created_at)
    ) {table}`,

    `CREATE TABLE webhook_deliveries (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      project_id BIGINT NOT NULL,
      endpoint_id BIGINT NOT NULL,
      event_number BIGINT NOT NULL,
      status VARCHAR(32) NOT NULL,
      is_once TINYINT NOT NULL,
      attempts INT NOT NULL,
      next_attempt_at BIGINT,
      created_at BIGINT NOT NULL,
      last_attempt_at BIGINT,
      duration_ms BIGINT,
      response_status INT,
      response_body TEXT NOT NULL,
      error VARCHAR(1024) NOT NULL,
      KEY webhook_deliveries_project (project_id, id),
      KEY webhook_deliveries_endpoint (endpoint_id, event_number),
      KEY webhook_deliveries_event (event_number),
      KEY webhook_deliveries_due (next_attempt_at),
      KEY webhook_deliveries_created (created_at)
    ) {table}`,
  ],
};
