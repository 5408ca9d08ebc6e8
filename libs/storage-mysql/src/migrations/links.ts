import type { Migration } from '@micrologs/storage/sql';

export const links: Migration = {
  name: 'links and clicks',
  statements: [
    `CREATE TABLE links (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      project_id BIGINT NOT NULL,
      code VARCHAR(255) NOT NULL,
      destination_url TEXT NOT NULL,
      label VARCHAR(512) NOT NULL,
      is_active TINYINT NOT NULL,
      redirect_status INT NOT NULL,
      forward_query TINYINT NOT NULL,
      expires_at BIGINT,
      max_clicks BIGINT,
      reserved_clicks BIGINT NOT NULL,
      total_clicks BIGINT NOT NULL,
      password_hash VARCHAR(255),
      tags TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      UNIQUE KEY links_code (code),
      KEY links_project (project_id, id)
    ) {table}`,
    // Every code ever issued, as SHA-256: a deleted link's code must not lead elsewhere one day.
    'CREATE TABLE link_codes (code_hash VARBINARY(32) NOT NULL PRIMARY KEY) {table}',
    `CREATE TABLE link_tags (
      project_id BIGINT NOT NULL,
      tag VARCHAR(255) NOT NULL,
      link_id BIGINT NOT NULL,
      PRIMARY KEY (project_id, tag, link_id)
    ) {table}`,
    'CREATE TABLE link_changes (id TINYINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL) {table}',
    'INSERT INTO link_changes (id, value) VALUES (1, 0)',

    `CREATE TABLE clicks (
      project_id BIGINT NOT NULL,
      link_id BIGINT NOT NULL,
      day INT NOT NULL,
      number BIGINT NOT NULL,
      uncounted VARCHAR(64) NOT NULL,
      ip_hash VARBINARY(64) NOT NULL,
      occurred_at BIGINT NOT NULL,
      referrer_category VARCHAR(32) NOT NULL,
      device_type VARCHAR(32) NOT NULL,
      country VARCHAR(255) NOT NULL,
      country_code VARCHAR(16) NOT NULL,
      region VARCHAR(255) NOT NULL,
      city VARCHAR(255) NOT NULL,
      os VARCHAR(100) NOT NULL,
      browser VARCHAR(100) NOT NULL,
      browser_version VARCHAR(32) NOT NULL,
      referrer VARCHAR(2048) NOT NULL,
      PRIMARY KEY (project_id, link_id, day, number),
      UNIQUE KEY clicks_day (project_id, day, number)
    ) {table}`,
  ],
};
