import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, type MariaDb } from '@micrologs/testing';

const run = promisify(execFile);

/** Debian's package, the floor of what the plugin supports. */
const CORE = '/usr/share/wordpress';
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export const VERSION: string = JSON.parse(readFileSync(here('../../package.json'), 'utf8')).version;

/** The plugin as it is built, and packed for those who upload it. */
export const PLUGIN = here('../../dist/micrologs');
export const ARCHIVE = here(`../../dist/micrologs-${VERSION}.zip`);

export interface WordPress {
  /** Without a trailing slash. */
  url: string;
  /** Where its files are. */
  folder: string;
  /** Of its database. */
  database: string;
  /** Starts PHP's web server, which is not needed for what runs on the command line. */
  serve(): Promise<void>;
  /** Makes it the main site of a network, in which every site has a path. */
  becomeNetwork(): Promise<void>;
  /** Puts the built plugin into it and activates it, connected with a server. */
  connect(server: { url: string; publicKey: string; secretKey: string }): Promise<void>;
  /** Runs PHP code in this site. @returns what it printed */
  php(code: string): Promise<string>;
  /** Lines of wp-content/debug.log that name the plugin. */
  complaints(): Promise<string[]>;
  stop(): Promise<void>;
}

const START_WAIT_MS = 60_000;

/** A new WordPress in a temporary folder, with an empty database of the given server. Log in as `admin`, `adminpass`. */
export async function installWordPress(mariadb: MariaDb): Promise<WordPress> {
  const root = await mkdtemp(path.join(tmpdir(), 'wp-bed-'));
  const folder = path.join(root, 'www');
  const database = await mariadb.createDatabase();
  const host = `127.0.0.1:${await freePort()}`;
  const url = `http://${host}`;
  let server: ChildProcess | undefined;

  // Debian's tree is full of links, and its configuration looks in /etc.
  await cp(CORE, folder, { recursive: true, dereference: true });
  await cp(here('mu-plugins'), path.join(folder, 'wp-content/mu-plugins'), { recursive: true });
  await writeFile(path.join(folder, 'wp-config.php'), configuration(database, url));
  await run('php', [here('install.php'), folder, host]);

  async function php(code: string): Promise<string> {
    const script = `$_SERVER += ['HTTP_HOST' => '${host}', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
      require '${folder}/wp-load.php'; require_once ABSPATH . 'wp-admin/includes/plugin.php'; ${code}`;
    return (await run('php', ['-r', script])).stdout;
  }

  return {
    url,
    folder,
    database,
    async serve() {
      server = spawn('php', ['-d', 'opcache.enable_cli=1', '-S', host, '-t', folder, here('router.php')], {
        stdio: 'ignore',
        // A group of its own: the workers would outlive their master.
        detached: true,
        env: { ...process.env, PHP_CLI_SERVER_WORKERS: '4' },
      });
      const deadline = Date.now() + START_WAIT_MS;
      while (!(await fetch(`${url}/wp-login.php`).catch(() => null))?.ok) {
        if (server.exitCode !== null || Date.now() > deadline) throw new Error('WordPress did not start');
        await sleep(50);
      }
    },
    async becomeNetwork() {
      await run('php', [here('make-network.php'), folder, host]);
      await writeFile(path.join(folder, 'wp-config.php'), configuration(database, url, networkConstants(host)));
    },
    async connect({ url: address, publicKey, secretKey }) {
      await cp(PLUGIN, path.join(folder, 'wp-content/plugins/micrologs'), { recursive: true });
      await php(`activate_plugin('micrologs/micrologs.php');
        (new Micrologs\\WordPress\\Settings())->save(['host' => '${address}', 'public_key' => '${publicKey}', 'secret_key' => '${secretKey}']);`);
    },
    php,
    async complaints() {
      const log = path.join(folder, 'wp-content/debug.log');
      if (!existsSync(log)) return [];
      return (await readFile(log, 'utf8')).split('\n').filter((line) => /micrologs/i.test(line));
    },
    async stop() {
      if (server?.pid !== undefined && server.exitCode === null) {
        const exit = once(server, 'exit');
        process.kill(-server.pid, 'SIGTERM');
        await exit;
      }
      await mariadb.dropDatabase(database);
      await rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

const networkConstants = (host: string) => ({
  MULTISITE: true,
  SUBDOMAIN_INSTALL: false,
  DOMAIN_CURRENT_SITE: host,
  PATH_CURRENT_SITE: '/',
  SITE_ID_CURRENT_SITE: 1,
  BLOG_ID_CURRENT_SITE: 1,
});

type Constants = Record<string, string | number | boolean>;

function configuration(database: string, url: string, constants: Constants = {}): string {
  const { hostname, port, username, password, pathname } = new URL(database);
  const defined = {
    DB_NAME: pathname.slice(1),
    DB_USER: username,
    DB_PASSWORD: decodeURIComponent(password),
    DB_HOST: `${hostname}:${port}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    ...Object.fromEntries(
      ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
        [`${name}_KEY`, `key of ${name}`],
        [`${name}_SALT`, `salt of ${name}`],
      ]),
    ),
    WP_HOME: url,
    WP_SITEURL: url,
    WP_DEBUG: true,
    WP_DEBUG_LOG: true,
    WP_DEBUG_DISPLAY: false,
    DISABLE_WP_CRON: true,
    WP_HTTP_BLOCK_EXTERNAL: true,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
    AUTOMATIC_UPDATER_DISABLED: true,
    FS_METHOD: 'direct',
    ...constants,
  };
  // JSON's texts and truth values are PHP's as well, but for the dollar sign.
  const lines = Object.entries(defined).map(
    ([name, value]) => `define(${JSON.stringify(name)}, ${JSON.stringify(value).replaceAll('$', '\\$')});`,
  );
  return `<?php
${lines.join('\n')}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`;
}
