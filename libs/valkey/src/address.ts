/** Where a Valkey or Redis server is, and how to get in. Plain data, so that it can be handed to threads. */
export interface ValkeyAddress {
  host: string;
  port: number;
  /** Name of the ACL user; null for the default one. */
  user: string | null;
  password: string | null;
  database: number;
  /** Certificate and host name must be right then, by the authorities that Node.js trusts. */
  tls: boolean;
}

const DEFAULT_PORT = 6379;
const SCHEMES = new Map([
  ['redis:', false],
  ['valkey:', false],
  ['rediss:', true],
  ['valkeys:', true],
]);

/**
 * Reads `redis://user:password@host:port/database` (`valkey://` alike; `rediss://` and `valkeys://` with TLS). User and
 * password are percent-encoded where they hold other characters than letters, digits and `-._~`.
 * @throws Error that says what is wrong, without showing the password
 */
export function parseValkeyUrl(text: string): ValkeyAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const tls = url ? SCHEMES.get(url.protocol) : undefined;
  if (!url || tls === undefined || url.hostname === '') {
    throw new Error('it must look like redis://user:password@host:port, or rediss:// with TLS');
  }
  if (url.search !== '' || url.hash !== '') throw new Error('nothing may stand behind the number of the database');
  const database = /^(?:\/(\d{1,5})?)?$/.exec(url.pathname);
  if (!database) throw new Error('its path must be the number of a database, such as /1');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user: decode(url.username, 'the user'),
    password: decode(url.password, 'the password'),
    database: Number(database[1] ?? 0),
    tls,
  };
}

function decode(text: string, what: string): string | null {
  try {
    return decodeURIComponent(text) || null;
  } catch {
    throw new Error(`${what} is not percent-encoded rightly: a % itself is written %25`);
  }
}
