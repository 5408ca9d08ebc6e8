import { createHash } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';

/**
 * The tables of the PHP engine 2.2, rebuilt from what is known of them. Foreign keys are left out: versions before 2.2.0 lacked
 * some, so that rows whose owner is gone do occur.
 */
const TABLES = [
  `projects (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL, secret_key CHAR(64) NOT NULL UNIQUE,
    public_key CHAR(32) NOT NULL UNIQUE, allowed_domains TEXT NOT NULL, is_active TINYINT(1) NOT NULL DEFAULT 1,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP)`,
  `visitors (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, visitor_hash CHAR(64) NOT NULL,
    fingerprint_hash CHAR(64), first_seen DATETIME DEFAULT CURRENT_TIMESTAMP, last_seen DATETIME DEFAULT CURRENT_TIMESTAMP,
    UNIQUE KEY (project_id, visitor_hash))`,
  `sessions (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, visitor_id BIGINT UNSIGNED NOT NULL,
    session_token VARCHAR(64) NOT NULL UNIQUE, started_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    last_activity DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, is_bounced TINYINT(1) NOT NULL DEFAULT 1,
    KEY (project_id))`,
  `locations (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, country VARCHAR(100),
    country_code CHAR(2), region VARCHAR(100), city VARCHAR(100), is_vpn TINYINT(1) NOT NULL DEFAULT 0)`,
  `devices (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL,
    device_type ENUM('desktop','mobile','tablet','unknown') NOT NULL DEFAULT 'unknown', os VARCHAR(50), browser VARCHAR(50),
    browser_version VARCHAR(20))`,
  `pageviews (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, session_id BIGINT UNSIGNED NOT NULL,
    visitor_id BIGINT UNSIGNED NOT NULL, location_id INT UNSIGNED, device_id INT UNSIGNED, url VARCHAR(2048) NOT NULL,
    page_title VARCHAR(512), referrer_url VARCHAR(2048),
    referrer_category ENUM('direct','organic_search','social','email','referral','unknown') NOT NULL DEFAULT 'unknown',
    utm_source VARCHAR(255), utm_medium VARCHAR(255), utm_campaign VARCHAR(255), utm_content VARCHAR(255), utm_term VARCHAR(255),
    screen_resolution VARCHAR(20), timezone VARCHAR(100), created_at DATETIME DEFAULT CURRENT_TIMESTAMP, KEY (project_id))`,
  `error_groups (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, fingerprint CHAR(64) NOT NULL,
    error_type VARCHAR(100) NOT NULL, message TEXT NOT NULL, file VARCHAR(512), line INT UNSIGNED,
    severity ENUM('info','warning','error','critical') NOT NULL DEFAULT 'error',
    environment ENUM('production','staging','development','unknown') NOT NULL DEFAULT 'unknown',
    status ENUM('open','investigating','resolved','ignored') NOT NULL DEFAULT 'open', occurrence_count INT UNSIGNED NOT NULL DEFAULT 1,
    first_seen DATETIME DEFAULT CURRENT_TIMESTAMP, last_seen DATETIME DEFAULT CURRENT_TIMESTAMP,
    UNIQUE KEY (project_id, fingerprint))`,
  `error_events (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, group_id INT UNSIGNED NOT NULL, project_id INT UNSIGNED NOT NULL,
    location_id INT UNSIGNED, device_id INT UNSIGNED, stack_trace MEDIUMTEXT, url VARCHAR(2048),
    environment ENUM('production','staging','development','unknown') NOT NULL DEFAULT 'unknown',
    severity ENUM('info','warning','error','critical') NOT NULL DEFAULT 'error', context JSON,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP, KEY (project_id))`,
  `audit_logs (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, action VARCHAR(100) NOT NULL,
    actor VARCHAR(255), ip_hash CHAR(64), context JSON, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, KEY (project_id))`,
  `tracked_links (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, project_id INT UNSIGNED NOT NULL, code VARCHAR(12) NOT NULL UNIQUE,
    destination_url VARCHAR(2048) NOT NULL, label VARCHAR(255), is_active TINYINT(1) NOT NULL DEFAULT 1,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP)`,
  `link_clicks (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, link_id INT UNSIGNED NOT NULL, project_id INT UNSIGNED NOT NULL,
    location_id INT UNSIGNED, device_id INT UNSIGNED, referrer_url VARCHAR(2048),
    referrer_category ENUM('direct','organic_search','social','email','referral','unknown') NOT NULL DEFAULT 'unknown',
    ip_hash CHAR(64), created_at DATETIME DEFAULT CURRENT_TIMESTAMP, KEY (project_id))`,
];

export type Row = Record<string, string | number | null>;

/** A database of the PHP engine, and what was put into it. */
export class PhpEngine {
  readonly #connection: Connection;
  /** Rows by table, as they were put in. */
  readonly rows = new Map<string, Row[]>();

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @param url of an empty database */
  static async create(url: string): Promise<PhpEngine> {
    const connection = await createConnection({ uri: url, charset: 'utf8mb4' });
    // As odd as old installations are: zero dates, values that no enumeration holds.
    await connection.query("SET sql_mode = ''");
    for (const table of TABLES)
      await connection.query(`CREATE TABLE ${table} CHARSET utf8mb4 COLLATE utf8mb4_general_ci`);
    return new PhpEngine(connection);
  }

  /** @param rows all with the same columns */
  async insert(table: string, rows: readonly Row[]): Promise<void> {
    this.rows.set(table, [...(this.rows.get(table) ?? []), ...rows]);
    for (let first = 0; first < rows.length; first += 500) {
      const some = rows.slice(first, first + 500);
      const columns = Object.keys(some[0]!);
      await this.#connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [
        some.map((row) => columns.map((column) => row[column])),
      ]);
    }
  }

  async run(sql: string): Promise<void> {
    await this.#connection.query(sql);
  }

  async close(): Promise<void> {
    await this.#connection.end();
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
