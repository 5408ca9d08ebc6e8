import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { parseTrustedProxies } from '@micrologs/ingest';
import { parseRateLimits, type RateLimitSettings } from './rate-limits.ts';

/** Everything an operator can set, read and checked. Paths are absolute. */
export interface Config {
  host: string;
  /** 0 picks a free port. */
  port: number;
  dataDir: string;
  databaseFile: string;
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

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A value that cannot be used: names the setting, the value and what is allowed. The process ends with exit code 2. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

interface Setting {
  name: string;
  /** As shown in the help. */
  fallback: string;
  meaning: string;
  allowed: string;
}

/** In the order of the help text. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'address to listen on; 0.0.0.0 for every interface',
    allowed: 'an IP address or a host name',
  },
  {
    name: 'PORT',
    fallback: '8080',
    meaning: 'port to listen on; 0 picks a free one',
    allowed: 'a whole number from 0 to 65535',
  },
  {
    name: 'DATA_DIR',
    fallback: './data',
    meaning: 'folder of the database, the spool and the generated secrets',
    allowed: 'a path',
  },
  {
    name: 'DATABASE_URL',
    fallback: 'sqlite: in DATA_DIR',
    meaning: 'the database',
    allowed: '`sqlite:` (a file in DATA_DIR) or `sqlite:<path>`',
  },
  {
    name: 'VALKEY_URL',
    fallback: 'none: everything in process',
    meaning: 'reserved for installations of several nodes',
    allowed: 'nothing yet: this version keeps its queue and caches in process',
  },
  {
    name: 'ADMIN_KEY',
    fallback: 'made at the first start',
    meaning: 'key of /api/projects/*; kept in secrets.json in DATA_DIR when not given',
    allowed: 'at least 8 visible ASCII characters, no spaces',
  },
  {
    name: 'IP_HASH_SALT',
    fallback: 'made at the first start',
    meaning: 'salt of stored address hashes; give the old one when taking over an installation',
    allowed: 'at least 8 characters',
  },
  {
    name: 'APP_URL',
    fallback: 'from the request',
    meaning: 'public address of the API, as the snippet names it',
    allowed: 'an http:// or https:// address without query or fragment',
  },
  {
    name: 'LINK_URL',
    fallback: 'APP_URL',
    meaning: 'public address of short links',
    allowed: 'an http:// or https:// address without query or fragment',
  },
  {
    name: 'BASE_PATH',
    fallback: '/',
    meaning: 'path under which the server is reached behind a proxy, such as /micrologs',
    allowed: 'a path of letters, digits and - . _ ~ that starts with a slash',
  },
  {
    name: 'ALLOWED_ORIGINS',
    fallback: 'empty',
    meaning: 'further origins that may read answers in a browser (CORS)',
    allowed: 'origins such as https://app.example, separated by commas',
  },
  {
    name: 'TRUSTED_PROXIES',
    fallback: 'empty',
    meaning: 'proxies whose X-Forwarded-For is believed',
    allowed: 'IP addresses and CIDR ranges, separated by commas',
  },
  {
    name: 'GEOIP_PATH',
    fallback: 'GeoLite2-City.mmdb in DATA_DIR',
    meaning: 'GeoIP city database; without the file, places stay empty',
    allowed: 'a path that ends in .mmdb',
  },
  {
    name: 'MAXMIND_ACCOUNT_ID',
    fallback: 'none',
    meaning: 'your MaxMind account, for `micrologs geoip update`',
    allowed: 'digits',
  },
  {
    name: 'MAXMIND_LICENSE_KEY',
    fallback: 'none',
    meaning: 'your MaxMind licence key, for `micrologs geoip update`',
    allowed: 'letters, digits and underscores',
  },
  { name: 'LOG_LEVEL', fallback: 'info', meaning: 'least important level to log', allowed: LOG_LEVELS.join(', ') },
  {
    name: 'LOG_FILE',
    fallback: 'standard output',
    meaning: 'log into this file instead; rotated at 10 MB, five kept',
    allowed: 'a path',
  },
  {
    name: 'RATE_LIMITS',
    fallback: 'on',
    meaning: 'requests a minute, such as `projects/create=20,ingest-public=1200`',
    allowed: '`on`, `off`, or a comma list of <limit>=<number from 1 to 10000000, or off>',
  },
  {
    name: 'PAUSE_PIPELINE',
    fallback: 'false',
    meaning: 'true: events are accepted and wait in the queue, for maintenance of the database',
    allowed: '`true` or `false`',
  },
  {
    name: 'TEST_MODE',
    fallback: 'empty',
    meaning: 'phpunit: the header X-Test-Mode switches off rate limits and the bot filter',
    allowed: '`phpunit` or nothing; refused with NODE_ENV=production',
  },
];

/** Where the optional file is looked for when `MICROLOGS_CONFIG` names none. */
export const DEFAULT_CONFIG_FILE = 'micrologs.env';

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
  if (get('VALKEY_URL')) {
    throw new ConfigError(
      'VALKEY_URL is set, but this version does not support Valkey yet: it keeps its queue and caches in process. Remove VALKEY_URL.',
    );
  }
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
    databaseFile:
      check('DATABASE_URL', (value) => parseDatabaseUrl(value, dataDir, cwd)) ?? path.join(dataDir, 'micrologs.db'),
    adminKey: check('ADMIN_KEY', (value) => (/^[\x21-\x7e]{8,}$/.test(value) ? value : null), true),
    ipHashSalt: check('IP_HASH_SALT', (value) => (value.length >= 8 ? value : null), true),
    appUrl,
    linkUrl: check('LINK_URL', parseBaseUrl) ?? appUrl,
    basePath: check('BASE_PATH', parseBasePath) ?? '',
    allowedOrigins: new Set(check('ALLOWED_ORIGINS', parseOrigins) ?? []),
    trustedProxies: check('TRUSTED_PROXIES', parseProxies) ?? [],
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

/** The settings as lines of help text. */
export function describeSettings(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length));
  const lines = SETTINGS.flatMap(({ name, fallback, meaning, allowed }) => [
    `  ${name.padEnd(width)}  ${meaning}`,
    `  ${''.padEnd(width)}  default: ${fallback}; allowed: ${allowed}`,
  ]);
  return [
    'Settings (environment variables):',
    ...lines,
    '',
    `The same names can stand as NAME=value lines in ${DEFAULT_CONFIG_FILE} in the working directory, or in the file that`,
    'MICROLOGS_CONFIG names. The environment wins over the file, options of the command line over both.',
  ].join('\n');
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

function parseFlag(value: string): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

function parseDatabaseUrl(value: string, dataDir: string, cwd: string): string | null {
  if (/^(mysql|mariadb):\/\//i.test(value)) {
    throw new ConfigError(
      'DATABASE_URL names a MySQL server, but this version supports only SQLite. Remove DATABASE_URL, or use `sqlite:`.',
    );
  }
  const match = /^sqlite:(?:\/\/)?(.*)$/.exec(value);
  if (!match) return null;
  return match[1] ? path.resolve(cwd, match[1]) : path.join(dataDir, 'micrologs.db');
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

function parseProxies(value: string): string[] | null {
  const proxies = splitList(value);
  try {
    parseTrustedProxies(proxies.join(','));
    return proxies;
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
