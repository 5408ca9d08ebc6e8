import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { describeSettings, SETTINGS } from './settings.ts';

const cwd = () => mkdtempSync(path.join(tmpdir(), 'micrologs-config-'));

describe('readConfig', () => {
  it('needs nothing', () => {
    const folder = cwd();
    expect(readConfig({}, {}, folder)).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: path.join(folder, 'data'),
      database: { engine: 'sqlite', file: path.join(folder, 'data', 'micrologs.db') },
      geoipPath: path.join(folder, 'data', 'GeoLite2-City.mmdb'),
      adminKey: undefined,
      basePath: '',
      logLevel: 'info',
      testMode: false,
    });
  });

  it('takes options over the environment and the environment over the file', () => {
    const folder = cwd();
    writeFileSync(path.join(folder, 'micrologs.env'), '# settings\nHOST=0.0.0.0\nPORT=1000\nLOG_LEVEL="warn"\n');
    const config = readConfig({ PORT: '2000', LOG_LEVEL: '' }, { PORT: '3000' }, folder);
    expect(config).toMatchObject({ host: '0.0.0.0', port: 3000, logLevel: 'warn' });
    expect(readConfig({ PORT: '2000' }, { PORT: undefined }, folder).port).toBe(2000);
  });

  it('reads the file that MICROLOGS_CONFIG names, and wants it to be there', () => {
    const folder = cwd();
    writeFileSync(path.join(folder, 'other.env'), 'PORT=1234\n');
    expect(readConfig({ MICROLOGS_CONFIG: 'other.env' }, {}, folder).port).toBe(1234);
    expect(() => readConfig({ MICROLOGS_CONFIG: 'none.env' }, {}, folder)).toThrow(/none\.env cannot be read/);
  });

  it('refuses a file with a name that is no setting', () => {
    const folder = cwd();
    writeFileSync(path.join(folder, 'micrologs.env'), 'PROT=1\n');
    expect(() => readConfig({}, {}, folder)).toThrow(/sets PROT, which is not a setting\. Known are: HOST, PORT/);
  });

  it.each([
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number'],
    ['PORT', '80.5', 'a whole number'],
    ['HOST', 'http://x', 'an IP address or a host name'],
    ['DATABASE_URL', 'postgres://x', 'sqlite:'],
    ['APP_URL', 'example.org', 'an http:// or https:// address'],
    ['APP_URL', 'https://example.org/?a=1', 'an http:// or https:// address'],
    ['LINK_URL', 'ftp://example.org', 'an http:// or https:// address'],
    ['BASE_PATH', 'micrologs', 'starts with a slash'],
    ['BASE_PATH', '/a b', 'starts with a slash'],
    ['ALLOWED_ORIGINS', 'https://a.test/path', 'origins such as https://app.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'IP addresses and CIDR ranges'],
    ['WEBHOOK_ALLOWED_NETWORKS', 'intranet', 'IP addresses and CIDR ranges'],
    ['REALTIME_SOCKETS_PER_PROJECT', '0', 'a whole number'],
    ['REALTIME_SOCKETS_PER_ADDRESS', 'many', 'a whole number'],
    ['GEOIP_PATH', '/x/City.dat', 'ends in .mmdb'],
    ['LOG_LEVEL', 'loud', 'trace, debug, info'],
    ['RATE_LIMITS', 'no/such=5', '<limit>=<number'],
    ['RATE_LIMITS', 'projects/create=0', '<limit>=<number'],
    ['TEST_MODE', 'yes', 'phpunit'],
    ['MAXMIND_ACCOUNT_ID', 'abc', 'digits'],
  ])('refuses %s=%s by name, value and what is allowed', (name, value, allowed) => {
    const attempt = () => readConfig({ [name]: value }, {}, cwd());
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(`${name} is ${JSON.stringify(value)}. Allowed: `);
    expect(attempt).toThrow(allowed);
  });

  it('never shows a secret that it refuses', () => {
    for (const name of ['ADMIN_KEY', 'IP_HASH_SALT', 'MAXMIND_LICENSE_KEY']) {
      const attempt = () => readConfig({ [name]: 'a b c' }, {}, cwd());
      expect(attempt).toThrow(name);
      expect(attempt).not.toThrow('a b c');
    }
  });

  it('reads where Valkey is, and never shows its password', () => {
    expect(readConfig({ VALKEY_URL: 'rediss://ml:p%40ss@cache:6380/1' }, {}, cwd()).valkey).toEqual({
      host: 'cache',
      port: 6380,
      user: 'ml',
      password: 'p@ss',
      database: 1,
      tls: true,
    });
    expect(readConfig({}, {}, cwd()).valkey).toBeUndefined();
    const wrong = () => readConfig({ VALKEY_URL: 'redis://ml:secret@cache/one' }, {}, cwd());
    expect(wrong).toThrow(/^VALKEY_URL cannot be used: its path must be the number of a database/);
    expect(wrong).not.toThrow('secret');
  });

  it('reads where a database server is, and never shows its password', () => {
    const DATABASE_URL = 'mysql://stats:p%40ss@db1,db2:3307/micrologs?ssl-ca=/etc/ca.pem&pool=4';
    expect(readConfig({ DATABASE_URL }, {}, cwd()).database).toEqual({
      engine: 'mysql',
      address: {
        hosts: [
          { host: 'db1', port: 3306 },
          { host: 'db2', port: 3307 },
        ],
        socketPath: null,
        user: 'stats',
        password: 'p@ss',
        database: 'micrologs',
        tls: { caFile: '/etc/ca.pem', verify: true },
        pool: 4,
      },
    });
    for (const wrong of ['', '/db?sll=on', ':0/db', '/db?pool=0', '/db?ssl=maybe', '/%zz']) {
      const read = () => readConfig({ DATABASE_URL: `mariadb://stats:secret@host${wrong}` }, {}, cwd());
      expect(read).toThrow(/^DATABASE_URL cannot be used: /);
      expect(read).not.toThrow(/secret/);
    }
  });

  it('refuses the test mode in production', () => {
    expect(readConfig({ TEST_MODE: 'phpunit' }, {}, cwd()).testMode).toBe(true);
    expect(() => readConfig({ TEST_MODE: 'phpunit', NODE_ENV: 'production' }, {}, cwd())).toThrow(
      /NODE_ENV=production/,
    );
  });

  it('reads lists, addresses and paths into their normal form', () => {
    const folder = cwd();
    const config = readConfig(
      {
        ALLOWED_ORIGINS: 'https://a.test, http://b.test:8080',
        TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16,192.168.0.9',
        REALTIME_SOCKETS_PER_ADDRESS: '7',
        APP_URL: 'https://stats.example.org/ml/',
        BASE_PATH: '/ml/',
        DATABASE_URL: 'sqlite:stats.db',
        RATE_LIMITS: 'projects/create=20, ingest-public=off',
      },
      {},
      folder,
    );
    expect([...config.allowedOrigins]).toEqual(['https://a.test', 'http://b.test:8080']);
    expect(config).toMatchObject({
      appUrl: 'https://stats.example.org/ml',
      linkUrl: 'https://stats.example.org/ml',
      basePath: '/ml',
      trustedProxies: ['10.0.0.0/8', '::1'],
      webhookAllowedNetworks: ['10.1.0.0/16', '192.168.0.9'],
      realtimeSockets: { perProject: 10_000, perAddress: 7 },
      database: { engine: 'sqlite', file: path.join(folder, 'stats.db') },
    });
    expect(config.rateLimits.get('projects/create')).toBe(20);
    expect(config.rateLimits.get('ingest-public')).toBeNull();
    expect(config.rateLimits.get('projects/edit')).toBe(10);
  });
});

it('lists every setting in the help', () => {
  const help = describeSettings();
  for (const { name } of SETTINGS) expect(help).toContain(name);
});
