import type { Migration } from '@micrologs/storage/sql';

const PARTITIONS = Array.from({ length: 64 }, (_, id) => `(${id}, 0, '', 0)`).join(', ');

export const pageviews: Migration = {
  name: 'projects, ingest and pageviews',
  statements: [
    `CREATE TABLE projects (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      name VARCHAR(255) NOT NULL,
      public_key VARCHAR(255) NOT NULL,
      secret_hash VARCHAR(255) NOT NULL,
      allowed_domains MEDIUMTEXT NOT NULL,
      is_active TINYINT NOT NULL,
      time_zone VARCHAR(100) NOT NULL,
      settings MEDIUMTEXT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      UNIQUE KEY projects_public_key (public_key),
      UNIQUE KEY projects_secret_hash (secret_hash)
    ) {table}`,
    'CREATE TABLE change_number (id TINYINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL) {table}',
    'INSERT INTO change_number (id, value) VALUES (1, 0)',
    'CREATE TABLE installation (name VARCHAR(255) NOT NULL PRIMARY KEY, value MEDIUMTEXT NOT NULL) {table}',

    `CREATE TABLE partitions (
      id INT NOT NULL PRIMARY KEY,
      epoch BIGINT NOT NULL,
      owner VARCHAR(255) NOT NULL,
      leased_until BIGINT NOT NULL
    ) {table}`,
    `INSERT INTO partitions (id, epoch, owner, leased_until) VALUES ${PARTITIONS}`,
    `CREATE TABLE consumed_positions (
      source VARCHAR(255) NOT NULL,
      partition_id INT NOT NULL,
      position BIGINT NOT NULL,
      PRIMARY KEY (source, partition_id)
    ) {table}`,

    `CREATE TABLE event_ids (
      project_id BIGINT NOT NULL,
      kind TINYINT NOT NULL,
      id VARBINARY(255) NOT NULL,
      pageview BIGINT,
      received_at BIGINT NOT NULL,
      PRIMARY KEY (project_id, kind, id),
      KEY event_ids_received (received_at)
    ) {table}`,

    `CREATE TABLE counters (
      project_id BIGINT NOT NULL PRIMARY KEY,
      visitor BIGINT NOT NULL,
      session BIGINT NOT NULL,
      pageview BIGINT NOT NULL
    ) {table}`,
    `CREATE TABLE visitors (
      project_id BIGINT NOT NULL,
      number BIGINT NOT NULL,
      hash VARBINARY(64) NOT NULL,
      fingerprint_hash VARBINARY(64),
      first_seen BIGINT NOT NULL,
      first_day INT NOT NULL,
      last_seen BIGINT NOT NULL,
      PRIMARY KEY (project_id, number),
      UNIQUE KEY visitors_hash (project_id, hash),
      KEY visitors_fingerprint (project_id, fingerprint_hash)
    ) {table}`,
    `CREATE TABLE visitor_aliases (
      project_id BIGINT NOT NULL,
      hash VARBINARY(64) NOT NULL,
      number BIGINT NOT NULL,
      PRIMARY KEY (project_id, hash)
    ) {table}`,

    `CREATE TABLE sessions (
      project_id BIGINT NOT NULL,
      number BIGINT NOT NULL,
      visitor BIGINT NOT NULL,
      token_hash VARBINARY(64) NOT NULL,
      started_at BIGINT NOT NULL,
      start_day INT NOT NULL,
      last_activity BIGINT NOT NULL,
      views BIGINT NOT NULL,
      engaged_ms BIGINT NOT NULL,
      entry_url VARCHAR(2048) NOT NULL,
      exit_url VARCHAR(2048) NOT NULL,
      entry_at BIGINT NOT NULL,
      exit_at BIGINT NOT NULL,
      PRIMARY KEY (project_id, number),
      KEY sessions_visitor (project_id, visitor, last_activity),
      KEY sessions_start_day (project_id, start_day)
    ) {table}`,

    `CREATE TABLE pageviews (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      number BIGINT NOT NULL,
      visitor BIGINT NOT NULL,
      session BIGINT NOT NULL,
      occurred_at BIGINT NOT NULL,
      engaged_ms BIGINT NOT NULL,
      scroll_pct INT,
      url_hash INT UNSIGNED NOT NULL,
      url VARCHAR(2048) NOT NULL,
      title VARCHAR(512) NOT NULL,
      referrer VARCHAR(2048) NOT NULL,
      referrer_category VARCHAR(32) NOT NULL,
      utm_source VARCHAR(255) NOT NULL,
      utm_medium VARCHAR(255) NOT NULL,
      utm_campaign VARCHAR(255) NOT NULL,
      utm_content VARCHAR(255) NOT NULL,
      utm_term VARCHAR(255) NOT NULL,
      device_type VARCHAR(32) NOT NULL,
      os VARCHAR(100) NOT NULL,
      browser VARCHAR(100) NOT NULL,
      browser_version VARCHAR(32) NOT NULL,
      country VARCHAR(255) NOT NULL,
      country_code VARCHAR(16) NOT NULL,
      region VARCHAR(255) NOT NULL,
      city VARCHAR(255) NOT NULL,
      screen VARCHAR(32) NOT NULL,
      browser_zone VARCHAR(100) NOT NULL,
      PRIMARY KEY (project_id, day, number),
      UNIQUE KEY pageviews_number (project_id, number),
      KEY pageviews_visitor (project_id, visitor, url_hash, occurred_at)
    ) {table}`,

    `CREATE TABLE waiting_engagements (
      project_id BIGINT NOT NULL,
      pageview_id VARBINARY(255) NOT NULL,
      engaged_ms BIGINT NOT NULL,
      scroll_pct INT,
      occurred_at BIGINT NOT NULL,
      received_at BIGINT NOT NULL,
      PRIMARY KEY (project_id, pageview_id),
      KEY waiting_engagements_received (received_at)
    ) {table}`,

    `CREATE TABLE day_state (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      version BIGINT NOT NULL,
      PRIMARY KEY (project_id, day)
    ) {table}`,
    `CREATE TABLE ledger (
      project_id BIGINT NOT NULL,
      outcome VARCHAR(64) NOT NULL,
      count BIGINT NOT NULL,
      PRIMARY KEY (project_id, outcome)
    ) {table}`,
    `CREATE TABLE dead_letters (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      project_id BIGINT NOT NULL,
      kind VARCHAR(255) NOT NULL,
      received_at BIGINT NOT NULL,
      reason MEDIUMTEXT NOT NULL,
      event MEDIUMTEXT NOT NULL,
      KEY dead_letters_project (project_id)
    ) {table}`,
    `CREATE TABLE daily_salts (
      project_id BIGINT NOT NULL,
      day INT NOT NULL,
      salt VARBINARY(64) NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (project_id, day)
    ) {table}`,
  ],
};
