import type { Migration } from '@micrologs/storage/sql';

export const errors: Migration = {
  name: 'errors',
  statements: [
    `CREATE TABLE sequences (
      project_id BIGINT NOT NULL,
      name VARCHAR(64) NOT NULL,
      value BIGINT NOT NULL,
      PRIMARY KEY (project_id, name)
    ) {table}`,

    `CREATE TABLE error_groups (
      project_id BIGINT NOT NULL,
      number BIGINT NOT NULL,
      status VARCHAR(32) NOT NULL,
      severity VARCHAR(32) NOT NULL,
      environment VARCHAR(32) NOT NULL,
      occurrences BIGINT NOT NULL,
      reopened BIGINT NOT NULL,
      first_seen BIGINT NOT NULL,
      last_seen BIGINT NOT NULL,
      resolved_at BIGINT,
      first_release_at BIGINT,
      last_release_at BIGINT,
      first_release VARCHAR(255) NOT NULL,
      last_release VARCHAR(255) NOT NULL,
      line BIGINT,
      error_type VARCHAR(255) NOT NULL,
      file VARCHAR(512) NOT NULL,
      message VARCHAR(1024) NOT NULL,
      found_by MEDIUMTEXT NOT NULL,
      PRIMARY KEY (project_id, number),
      KEY error_groups_last_seen (project_id, last_seen, number, status, severity)
    ) {table}`,
    `CREATE TABLE error_fingerprints (
      project_id BIGINT NOT NULL,
      fingerprint VARBINARY(64) NOT NULL,
      version INT NOT NULL,
      group_number BIGINT NOT NULL,
      PRIMARY KEY (project_id, fingerprint)
    ) {table}`,
    `CREATE TABLE error_group_environments (
      project_id BIGINT NOT NULL,
      group_number BIGINT NOT NULL,
      environment VARCHAR(32) NOT NULL,
      occurrences BIGINT NOT NULL,
      first_seen BIGINT NOT NULL,
      last_seen BIGINT NOT NULL,
      PRIMARY KEY (project_id, group_number, environment)
    ) {table}`,

    // Both indexes hold whatever is counted, so that no count reads the events themselves, which are large.
    `CREATE TABLE error_events (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      number BIGINT NOT NULL,
      group_number BIGINT NOT NULL,
      occurred_at BIGINT NOT NULL,
      received_at BIGINT NOT NULL,
      visitor_hash VARBINARY(64),
      session_hash VARBINARY(64),
      event_id VARCHAR(255) NOT NULL,
      severity VARCHAR(32) NOT NULL,
      environment VARCHAR(32) NOT NULL,
      key_type VARCHAR(32) NOT NULL,
      app_release VARCHAR(255) NOT NULL,
      device_type VARCHAR(32) NOT NULL,
      os VARCHAR(100) NOT NULL,
      browser VARCHAR(100) NOT NULL,
      browser_version VARCHAR(32) NOT NULL,
      country VARCHAR(255) NOT NULL,
      country_code VARCHAR(16) NOT NULL,
      region VARCHAR(255) NOT NULL,
      city VARCHAR(255) NOT NULL,
      message VARCHAR(1024) NOT NULL,
      url VARCHAR(2048) NOT NULL,
      context MEDIUMTEXT,
      stack MEDIUMTEXT,
      PRIMARY KEY (project_id, day, number),
      KEY error_events_group
        (project_id, group_number, occurred_at, number, day, visitor_hash, session_hash),
      KEY error_events_day (project_id, day, group_number, visitor_hash, session_hash)
    ) {table}`,

    `CREATE TABLE error_transitions (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      project_id BIGINT NOT NULL,
      group_number BIGINT NOT NULL,
      changed_at BIGINT NOT NULL,
      actor VARCHAR(255) NOT NULL,
      from_status VARCHAR(32) NOT NULL,
      to_status VARCHAR(32) NOT NULL,
      reason VARCHAR(32) NOT NULL,
      note VARCHAR(512) NOT NULL,
      KEY error_transitions_group (project_id, group_number, changed_at, id)
    ) {table}`,
  ],
};
