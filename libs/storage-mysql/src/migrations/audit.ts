import type { Migration } from '@micrologs/storage/sql';

export const audit: Migration = {
  name: 'audit log',
  statements: [
    `CREATE TABLE audit_entries (
      project_id BIGINT NOT NULL,
      sequence BIGINT NOT NULL,
      day INT NOT NULL,
      occurred_at BIGINT NOT NULL,
      received_at BIGINT NOT NULL,
      event_id VARCHAR(255) NOT NULL,
      action VARCHAR(255) NOT NULL,
      actor VARCHAR(255) NOT NULL,
      source VARCHAR(32) NOT NULL,
      key_type VARCHAR(32) NOT NULL,
      ip_hash VARBINARY(64) NOT NULL,
      previous_hash VARBINARY(64) NOT NULL,
      hash VARBINARY(64) NOT NULL,
      context MEDIUMTEXT,
      PRIMARY KEY (project_id, sequence),
      KEY audit_entries_time (project_id, occurred_at, sequence),
      KEY audit_entries_action (project_id, action, occurred_at, sequence),
      KEY audit_entries_actor (project_id, actor, occurred_at, sequence),
      KEY audit_entries_day (project_id, day, sequence, action)
    ) {table}`,
    `CREATE TABLE audit_heads (
      project_id BIGINT NOT NULL PRIMARY KEY,
      sequence BIGINT NOT NULL,
      hash VARBINARY(64) NOT NULL
    ) {table}`,
    // Where retention has cut the beginning off.
    `CREATE TABLE audit_anchors (
      project_id BIGINT NOT NULL PRIMARY KEY,
      sequence BIGINT NOT NULL,
      hash VARBINARY(64) NOT NULL
    ) {table}`,
  ],
};
