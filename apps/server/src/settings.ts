export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

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
    allowed:
      '`sqlite:` (a file in DATA_DIR), `sqlite:<path>` or `mysql://user:password@host:port/database`, for MySQL from 8.0.19 ' +
      'and MariaDB from 10.11; several hosts with commas; options behind a `?`: ssl=on, unverified or off, ssl-ca=<file>, ' +
      'socket=<path>, pool=<connections that read, 8 by default>',
  },
  {
    name: 'VALKEY_URL',
    fallback: 'none: everything in process',
    meaning: 'Valkey or Redis from 6.2: the queue of an installation of several processes',
    allowed: '`redis://user:password@host:port/database`, `valkey://` alike, `rediss://` or `valkeys://` with TLS',
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
    meaning: 'public address of short links: they stand under /l/ below it',
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
    name: 'WEBHOOK_ALLOWED_NETWORKS',
    fallback: 'empty: public addresses only',
    meaning: 'internal networks that webhooks may be delivered to',
    allowed: 'IP addresses and CIDR ranges, separated by commas',
  },
  {
    name: 'REALTIME_SOCKETS_PER_PROJECT',
    fallback: '10000',
    meaning: 'the most connections that listen to one project',
    allowed: 'a whole number from 1 to 9999999',
  },
  {
    name: 'REALTIME_SOCKETS_PER_ADDRESS',
    fallback: '200',
    meaning: 'the most connections that listen from one address',
    allowed: 'a whole number from 1 to 9999999',
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
    meaning: 'log into files instead: server.log becomes server.1.log, at 10 MB server.2.log and so on; five are kept',
    allowed: 'a path',
  },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    fallback: 'none: no traces are made',
    meaning: 'OpenTelemetry collector that takes traces over HTTP, such as http://127.0.0.1:4318',
    allowed: 'an http:// or https:// address without query or fragment',
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
