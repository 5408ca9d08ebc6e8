/** How TLS is spoken with the server. */
export interface MysqlTls {
  /** Path of a PEM file with the authorities to trust; null: those that Node.js trusts. */
  caFile: string | null;
  /** Whether certificate and host name must be right. */
  verify: boolean;
}

/** Where a database is, and how to get in. Plain data, so that it can be handed to threads. */
export interface MysqlAddress {
  /** Tried in this order: the first that answers and takes writes is used. */
  hosts: { host: string; port: number }[];
  /** Path of a Unix socket, which then takes the place of the hosts. */
  socketPath: string | null;
  user: string;
  password: string;
  database: string;
  tls: MysqlTls | null;
  /** Connections that answer questions, beside the two that write. */
  pool: number;
}

const DEFAULT_PORT = 3306;
const DEFAULT_POOL = 8;
const MOST_CONNECTIONS = 200;
const OPTIONS = ['ssl', 'ssl-ca', 'socket', 'pool'] as const;
type OptionName = (typeof OPTIONS)[number];

const SHAPE = /^(?:mysql|mariadb):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^@/?]*)\/([^/?]+)(?:\?(.*))?$/i;

/**
 * Reads `mysql://user:password@host:port,host:port/database?option=value&…` (`mariadb://` alike). User, password and database
 * are percent-encoded where they hold other characters than letters, digits and `-._~`.
 * @throws Error that says what is wrong, without showing the password
 */
export function parseMysqlUrl(url: string): MysqlAddress {
  const match = SHAPE.exec(url);
  if (!match) throw new Error('it must look like mysql://user:password@host:port/database');
  const [, user = '', password = '', hosts = '', database = '', query = ''] = match;
  const options = readOptions(query);
  return {
    hosts: (hosts === '' ? ['localhost'] : hosts.split(',')).map(parseHost),
    socketPath: options.get('socket') ?? null,
    user: decode(user, 'the user'),
    password: decode(password, 'the password'),
    database: decode(database, 'the database'),
    tls: parseTls(options.get('ssl'), options.get('ssl-ca')),
    pool: parsePool(options.get('pool')),
  };
}

function readOptions(query: string): Map<OptionName, string> {
  const options = new Map<OptionName, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const known = OPTIONS.find((option) => option === name);
    if (!known) throw new Error(`its option ${name} is not known; there are ${OPTIONS.join(', ')}`);
    options.set(known, value);
  }
  return options;
}

function parseHost(text: string): { host: string; port: number } {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i.exec(text.trim());
  const port = Number(match?.[2] ?? DEFAULT_PORT);
  if (!match || port === 0 || port > 65_535) throw new Error(`${JSON.stringify(text)} is no host, or host:port`);
  return { host: match[1]!.replace(/^\[|\]$/g, ''), port };
}

function decode(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(`${what} is not percent-encoded rightly: a % itself is written %25`);
  }
}

function parseTls(ssl: string | undefined, caFile: string | undefined): MysqlTls | null {
  if (ssl === undefined && caFile === undefined) return null;
  switch (ssl ?? 'on') {
    case 'on':
      return { caFile: caFile ?? null, verify: true };
    case 'unverified':
      return { caFile: caFile ?? null, verify: false };
    case 'off':
      return null;
    default:
      throw new Error('its option ssl must be on, unverified or off');
  }
}

function parsePool(text: string | undefined): number {
  if (text === undefined) return DEFAULT_POOL;
  const pool = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (pool < 1 || pool > MOST_CONNECTIONS) {
    throw new Error(`its option pool must be a number from 1 to ${MOST_CONNECTIONS}`);
  }
  return pool;
}
