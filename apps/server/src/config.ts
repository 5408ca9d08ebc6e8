import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parseIpNetworks } from '@micrologs/ingest';
import { parseMysqlUrl } from '@micrologs/storage-mysql/url';
import { parseValkeyUrl, type ValkeyAddress } from '@micrologs/valkey/address';
import type { DatabaseConfig } from './database.ts';
import { parseRateLimits, type RateLimitSettings } from './rate-limits.ts';
import { DEFAULT_CONFIG_FILE, LOG_LEVELS, type LogLevel, SETTINGS } from './settings.ts';

/** Everything an operator can set, read and checked. Paths are absolute. */
export interface Config {
  host: string;
  /** 0 picks a free port. */
  port: number;
  dataDir: string;
  database: DatabaseConfig;
  /** Where a collector takes traces, without a trailing slash; undefined: none are made. */
  otlpEndpoint: string | undefined;
  /** Undefined: the queue is the spool in the data folder. */
  valkey: ValkeyAddress | undefined;
  /** Undefined: made at the first start and kept in the data folder. */
  adminKey: string | undefined;
  /** Undefined: made at the first start and kept in the data folder. */
  ipHashSalt: string | undefined;
  /** Without a trailing slash; undefined: taken from the request, or from host and port. */
  appUrl: string | undefined;
  linkUrl: string | undefined;
  /** Empty, or `/sub/path` without a trailing slash. */
  basePath: string;
  allowedOrigins: ReadonlySet<string>;
  /** IP addresses and CIDR ranges. */
  trustedProxies: readonly string[];
  /** The same, of networks that webhooks may go to though they are not public. */
  webhookAllowedNetworks: readonly string[];
  /** The most sockets that may listen, of one project and of one address. */
  realtimeSockets: { perProject: number; perAddress: number };
  geoipPath: string;
  /** MaxMind's credentials for `geoip update`. */
  maxmind: { accountId: string | undefined; licenseKey: string | undefined };
  logLevel: LogLevel;
  logFile: string | undefined;
  rateLimits: RateLimitSettings;
  /** Events stay in the queue until the server is started without this. */
  pausePipeline: boolean;
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
}

/** A value that cannot be used: names the setting, the value and what is allowed. The process ends with exit code 2. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration: command line over environment over the optional file (`NAME=value` lines, the same names).
 * @throws ConfigError
 */
export function readConfig(environment: Values = process.env, overrides: Values = {}, cwd = process.cwd()): Config {
  const values = {
    ...readConfigFile(environment.MICROLOGS_CONFIG, cwd),
    ...definedOnly(environment),
    ...definedOnly(overrides),
  };
  const get = (name: string): string | undefined => values[name]?.trim() || undefined;
  const check = <T>(name: string, parse: (value: string) => T | null, secret = false): T | undefined => {
    const value = get(name);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === null) throw wrongValue(name, secret ? '(not shown)' : value);
    return parsed;
  };

  const dataDir = path.resolve(cwd, get('DATA_DIR') ?? 'data');
  const testMode = check('TEST_MODE', (value) => (value === 'phpunit' ? true : null)) ?? false;
  if (testMode && environment.NODE_ENV === 'production') {
    throw new ConfigError(
      'TEST_MODE is "phpunit", which lets any client switch off rate limits and the bot filter. It is refused with NODE_ENV=production: remove one of the two.',
    );
  }
  const logFile = get('LOG_FILE');
  const appUrl = check('APP_URL', parseBaseUrl);
  return {
    host: check('HOST', parseHost) ?? '127.0.0.1',
    port: check('PORT', parsePort) ?? 8080,
    dataDir,
    database: check('DATABASE_URL', (value) => parseDatabaseUrl(value, dataDir, cwd)) ?? {
      engine: 'sqlite',
      file: path.join(dataDir, 'micrologs.db'),
    },
    otlpEndpoint: check('OTEL_EXPORTER_OTLP_ENDPOINT', parseBaseUrl),
    valkey: check('VALKEY_URL', parseValkey),
    adminKey: check('ADMIN_KEY', (value) => (/^[\x21-\x7e]{8,}$/.test(value) ? value : null), true),
    ipHashSalt: check('IP_HASH_SALT', (value) => (value.length >= 8 ? value : null), true),
    appUrl,
    linkUrl: check('LINK_URL', parseBaseUrl) ?? appUrl,
    basePath: check('BASE_PATH', parseBasePath) ?? '',
    allowedOrigins: new Set(check('ALLOWED_ORIGINS', parseOrigins) ?? []),
    trustedProxies: check('TRUSTED_PROXIES', parseNetworks) ?? [],
    webhookAllowedNetworks: check('WEBHOOK_ALLOWED_NETWORKS', parseNetworks) ?? [],
    realtimeSockets: {
      perProject: check('REALTIME_SOCKETS_PER_PROJECT', parseCount) ?? 10_000,
      perAddress: check('REALTIME_SOCKETS_PER_ADDRESS', parseCount) ?? 200,
    },
    geoipPath: path.resolve(
      cwd,
      check('GEOIP_PATH', (value) => (value.endsWith('.mmdb') ? value : null)) ??
        path.join(dataDir, 'GeoLite2-City.mmdb'),
    ),
    maxmind: {
      accountId: check('MAXMIND_ACCOUNT_ID', (value) => (/^\d+$/.test(value) ? value : null)),
      licenseKey: check('MAXMIND_LICENSE_KEY', (value) => (/^\w+$/.test(value) ? value : null), true),
    },
    logLevel: check('LOG_LEVEL', (value) => LOG_LEVELS.find((level) => level === value) ?? null) ?? 'info',
    logFile: logFile === undefined ? undefined : path.resolve(cwd, logFile),
    rateLimits: check('RATE_LIMITS', parseRateLimits) ?? parseRateLimits('on')!,
    pausePipeline: check('PAUSE_PIPELINE', parseFlag) ?? false,
    testMode,
  };
}

function readConfigFile(named: string | undefined, cwd: string): Values {
  const file = path.resolve(cwd, named || DEFAULT_CONFIG_FILE);
  if (!named && !existsSync(file)) return {};
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`The configuration file ${file} cannot be read: ${(error as Error).message}`);
  }
  const values = parseEnv(text) as Record<string, string>;
  const known = new Set(SETTINGS.map(({ name }) => name));
  for (const name of Object.keys(values)) {
    if (!known.has(name)) {
      throw new ConfigError(`${file} sets ${name}, which is not a setting. Known are: ${[...known].join(', ')}.`);
    }
  }
  return values;
}

function definedOnly(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

function wrongValue(name: string, shown: string): ConfigError {
  const setting = SETTINGS.find((each) => each.name === name)!;
  return new ConfigError(`${name} is ${JSON.stringify(shown)}. Allowed: ${setting.allowed}.`);
}

function parseHost(value: string): string | null {
  return isIP(value) || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(value) ? value : null;
}

function parsePort(value: string): number | null {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65535 ? Number(value) : null;
}

function parseCount(value: string): number | null {
  return /^[1-9]\d{0,6}$/.test(value) ? Number(value) : null;
}

function parseFlag(value: string): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

function parseDatabaseUrl(value: string, dataDir: string, cwd: string): DatabaseConfig {
  if (/^(mysql|mariadb):/i.test(value)) {
    try {
      return { engine: 'mysql', address: parseMysqlUrl(value) };
    } catch (error) {
      // Not shown: it may hold a password.
      throw new ConfigError(`DATABASE_URL cannot be used: ${(error as Error).message}.`);
    }
  }
  const match = /^sqlite:(?:\/\/)?(.*)$/.exec(value);
  if (!match) throw wrongValue('DATABASE_URL', value.includes('@') ? '(not shown)' : value);
  return { engine: 'sqlite', file: match[1] ? path.resolve(cwd, match[1]) : path.join(dataDir, 'micrologs.db') };
}

function parseValkey(value: string): ValkeyAddress {
  try {
    return parseValkeyUrl(value);
  } catch (error) {
    // Not shown: it may hold a password.
    throw new ConfigError(`VALKEY_URL cannot be used: ${(error as Error).message}.`);
  }
}

function parseBaseUrl(value: string): string | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (url.search || url.hash || url.username || url.password) return null;
  return url.href.replace(/\/+$/, '');
}

function parseBasePath(value: string): string | null {
  if (!/^(\/[A-Za-z0-9._~-]+)*\/*$/.test(value) || !value.startsWith('/')) return null;
  return value.replace(/\/+$/, '');
}

function parseOrigins(value: string): string[] | null {
  const origins = splitList(value);
  return origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin) ? origins : null;
}

function parseNetworks(value: string): string[] | null {
  const networks = splitList(value);
  try {
    parseIpNetworks(networks.join(','));
    return networks;
  } catch {
    return null;
  }
}

function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
