import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cityDatabase, startServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

let folder: string;
let cli: string;

/** The packed tarball, installed as a stranger would, in a folder that knows nothing of this repository. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'micrologs-cli-'));
  await run('npm', ['pack', '--workspace=apps/server', `--pack-destination=${folder}`], { cwd: root });
  const { version } = JSON.parse(await readFile(path.join(root, 'apps/server/package.json'), 'utf8'));
  await writeFile(path.join(folder, 'package.json'), '{"private":true}');
  const tarball = path.join(folder, `micrologs-${version}.tgz`);
  // Without scripts, and with the binding that is here already: compiling it again would take a minute.
  await run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', tarball], { cwd: folder });
  const binding = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  await mkdir(path.dirname(path.join(folder, binding)), { recursive: true });
  await cp(path.join(root, binding), path.join(folder, binding));
  cli = path.join(folder, 'node_modules/micrologs/dist/cli.mjs');
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

function micrologs(args: string[], env: Record<string, string> = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env: { PATH: process.env.PATH, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('exit', (code) => resolve({ code, stdout, stderr }));
  });
}

const aDataDir = () => mkdtemp(path.join(folder, 'data-'));

describe('the packed command line', () => {
  it('can be called by its name', async () => {
    const { stdout } = await run('npx', ['--no-install', 'micrologs', '--version'], { cwd: folder });
    expect(stdout.trim()).toBe(JSON.parse(await readFile(path.join(root, 'apps/server/package.json'), 'utf8')).version);
  });

  it('comes with its licence and nothing of the sources', async () => {
    const files = path.join(folder, 'node_modules/micrologs');
    expect(await readFile(path.join(files, 'LICENSE'), 'utf8')).toBe(
      await readFile(path.join(root, 'LICENSE'), 'utf8'),
    );
    await expect(stat(path.join(files, 'src'))).rejects.toThrow('ENOENT');
  });

  const commands = [[], ['serve'], ['project'], ['project', 'create'], ['project', 'list'], ['project', 'rotate-keys']];
  const others = [
    ['audit'],
    ['audit', 'verify'],
    ['audit', 'prune'],
    ['geoip'],
    ['geoip', 'update'],
    ['doctor'],
    ['status'],
    ['retention'],
    ['erase-visitor'],
  ];
  it.each([...commands, ...others])('%s %s has help and version', async (...command) => {
    const words = command.filter((word) => typeof word === 'string');
    const help = await micrologs([...words, '--help']);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: micrologs/) });
    const version = await micrologs([...words, '--version']);
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('lists every setting in the help of serve', async () => {
    const { stdout } = await micrologs(['serve', '--help']);
    for (const name of ['HOST', 'PORT', 'DATA_DIR', 'ADMIN_KEY', 'TRUSTED_PROXIES', 'GEOIP_PATH', 'TEST_MODE']) {
      expect(stdout).toContain(`  ${name} `);
    }
  });

  it('ends with 2 on wrong use', async () => {
    for (const args of [
      ['nonsense'],
      ['serve', '--nonsense'],
      ['project', 'rotate-keys', 'x'],
      ['project', 'create', 'x'],
    ]) {
      const { code, stderr } = await micrologs(args);
      expect({ args, code, stderr }).toEqual({ args, code: 2, stderr: expect.stringContaining('error: ') });
    }
  });
});

describe('project commands', () => {
  it('make, list and re-key projects without a server', async () => {
    const env = { DATA_DIR: await aDataDir() };
    expect((await micrologs(['project', 'list'], env)).stdout).toContain('no projects yet');
    const created = await micrologs(
      [
        'project',
        'create',
        'Shop',
        '--domain',
        'https://www.Shop.test/',
        '--domain',
        'b.test',
        '--time-zone',
        'Europe/Oslo',
        '--cookieless',
        '--json',
      ],
      env,
    );
    expect(created.code).toBe(0);
    const project = JSON.parse(created.stdout);
    expect(project).toMatchObject({
      id: 1,
      allowed_domains: ['shop.test', 'b.test'],
      timezone: 'Europe/Oslo',
      cookieless: true,
    });
    const listed = await micrologs(['project', 'list'], env);
    expect(listed.stdout).toContain(`data-public-key="${project.public_key}" data-cookieless`);
    expect(listed.stdout).not.toContain(project.secret_key);
    const rotated = JSON.parse((await micrologs(['project', 'rotate-keys', '1', '--secret', '--json'], env)).stdout);
    expect(Object.keys(rotated)).toEqual(['id', 'name', 'secret_key']);
    expect(rotated.secret_key).not.toBe(project.secret_key);
  });

  it('change what is given of a project', async () => {
    const env = { DATA_DIR: await aDataDir() };
    const edit = (...args: string[]) => micrologs(['project', 'edit', '1', ...args], env);
    await micrologs(['project', 'create', 'Shop', '-d', 'shop.test', '--safe-key', 'token', '--cookieless'], env);
    const changes = ['--name', 'Store', '--scrub-key', 'Diagnosis', '--scrub-key', 'iban', '--audit-secret-only'];
    const { stdout, code } = await edit(...changes, '--no-cookieless', '--no-safe-key', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'Store',
      allowed_domains: ['shop.test'],
      cookieless: false,
      scrub_keys: ['diagnosis', 'iban'],
      safe_keys: [],
      audit_secret_only: true,
    });
    const kept = ['--keep-pageviews', '400', '--keep-errors', '90', '--no-keep-counts'];
    expect((await edit(...kept)).stdout).toContain('pageviews after 400 days, with their counts; errors after 90 days');
    const forever = (await edit('--keep-pageviews', 'forever', '--json')).stdout;
    expect(JSON.parse(forever).retention).toEqual({
      pageviews_days: null,
      errors_days: 90,
      clicks_days: null,
      audit_days: null,
      keep_counts: false,
    });
    expect(await edit('--keep-clicks', '0')).toMatchObject({ code: 1, stderr: expect.stringContaining('1 to 36500') });
    expect((await edit('--keep-clicks', 'soon')).code).toBe(2);
    expect((await edit('--time-zone', 'Europe/Oslo')).stdout).toContain('Europe/Oslo');
    const listed = (await micrologs(['project', 'list'], env)).stdout;
    for (const text of ['Store', 'Europe/Oslo', 'diagnosis, iban', 'secret key only']) expect(listed).toContain(text);
    expect(await edit()).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing to update') });
    expect((await edit('--time-zone', 'Mars/Base')).stderr).toContain('IANA');
  });

  it('say what is wrong, with 1', async () => {
    const env = { DATA_DIR: await aDataDir() };
    for (const [args, message] of [
      [['project', 'rotate-keys', '77'], 'Project not found'],
      [['project', 'create', 'x', '-d', '*.x.test'], "Domain '*.x.test' is not a host name"],
      [['project', 'create', 'x', '-d', 'x.test', '--time-zone', 'Mars/Base'], 'IANA'],
    ] as const) {
      const { code, stderr } = await micrologs([...args], env);
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
    }
  });

  it('work beside a running server, which takes changes over by itself', async () => {
    const server = await startServer({ cli });
    try {
      const env = { DATA_DIR: server.dataDir };
      const created = JSON.parse(
        (await micrologs(['project', 'create', 'New', '-d', 'new.test', '--json'], env)).stdout,
      );
      expect(created.snippet).toContain(`${server.url}/snippet/micrologs.js`);
      const track = (key: string) =>
        send(`${server.url}/api/track/pageview`, { headers: { ...BROWSER, 'X-API-Key': key }, body: aPageview() });
      await expect.poll(async () => (await track(created.public_key)).status).toBe(202);
      const rotated = JSON.parse(
        (await micrologs(['project', 'rotate-keys', String(created.id), '--json'], env)).stdout,
      );
      await expect.poll(async () => (await track(rotated.public_key)).status).toBe(202);
      expect((await track(created.public_key)).status).toBe(401);
      const doctor = await micrologs(['doctor'], env);
      expect(doctor).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`a server runs on this folder at ${server.url}`),
      });
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });
});

describe('reseal', () => {
  const reseal = (dataDir: string, project: string, from: string, to: string) =>
    micrologs(['reseal', '--project', project, '--from', from, '--to', to], { DATA_DIR: dataDir });

  it('makes the columns of days anew beside a running server, whose answers stay the same', async () => {
    const server = await startServer({ cli });
    try {
      const { publicKey, secretKey } = server.project;
      const headers = { ...BROWSER, 'X-API-Key': publicKey };
      await send(`${server.url}/api/track/pageview`, { headers, body: aPageview() });
      const visitors = async () =>
        (await send(`${server.url}/api/analytics/visitors?range=7d`, { headers: { 'X-API-Key': secretKey } })).json;
      await expect.poll(async () => (await visitors()).data.total_pageviews).toBe(1);
      const before = await visitors();
      const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
      expect(await reseal(server.dataDir, '1', day(-2), day(1))).toMatchObject({
        code: 0,
        stdout: `${day(-2)} to ${day(1)}: 4 of 4 days sealed, 1 pageviews.\n`,
      });
      expect(await visitors()).toEqual(before);
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });

  it('says what is wrong', async () => {
    const dataDir = await aDataDir();
    await micrologs(['project', 'create', 'Shop', '-d', 'shop.test'], { DATA_DIR: dataDir });
    expect(await reseal(dataDir, '2', '2026-01-01', '2026-01-02')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Project not found'),
    });
    expect(await reseal(dataDir, '1', '2026-01-02', '2026-01-01')).toMatchObject({ code: 2 });
    expect(await reseal(dataDir, '1', '2026-02-30', '2026-03-01')).toMatchObject({ code: 2 });
  });
});

describe('doctor', () => {
  it('finds nothing in the way on a fresh machine', async () => {
    const { code, stdout } = await micrologs(['doctor', '--port', '0'], { DATA_DIR: await aDataDir() });
    for (const name of [
      'data folder',
      'database',
      'secrets',
      'disk',
      'port',
      'GeoIP',
      'spool',
      'Valkey',
      'clock',
      'time zones',
      'tracker',
    ]) {
      expect(stdout).toMatch(new RegExp(`^(ok|warn)\\s+${name}\\s`, 'm'));
    }
    expect(stdout).toMatch(/run: (micrologs|node .*cli\.mjs) geoip update/);
    expect(code).toBe(0);
  });

  it('ends with 1 and says what to do when something fails', async () => {
    const dataDir = await aDataDir();
    await mkdir(path.join(dataDir, 'micrologs.db'));
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const port = String((blocker.address() as AddressInfo).port);
    const { code, stdout } = await micrologs(['doctor', '--port', port], { DATA_DIR: dataDir });
    blocker.close();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail\s+database\s/m);
    expect(stdout).toMatch(/^fail\s+port\s+127\.0\.0\.1:\d+ cannot be used \(EADDRINUSE\)\n\s+→ Stop the program/m);
    expect(stdout).toContain('2 of the checks failed.');
  });
});

describe('geoip update', () => {
  const credentials = { MAXMIND_ACCOUNT_ID: '123', MAXMIND_LICENSE_KEY: 'a_key' };

  it('wants the MaxMind key', async () => {
    const { code, stderr } = await micrologs(['geoip', 'update'], { DATA_DIR: await aDataDir() });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('MAXMIND_ACCOUNT_ID and MAXMIND_LICENSE_KEY'),
    });
  });

  it('fetches the file, and a running server takes it over', async () => {
    const release = await mkdtemp(path.join(folder, 'geoip-'));
    await mkdir(path.join(release, 'GeoLite2-City_20260102'));
    await writeFile(
      path.join(release, 'GeoLite2-City_20260102/GeoLite2-City.mmdb'),
      cityDatabase([{ network: '203.0.113.0/24', country: { iso: 'NO', name: 'Norway' }, city: 'Oslo' }]),
    );
    await run('tar', ['-czf', 'city.tar.gz', 'GeoLite2-City_20260102'], { cwd: release });
    const archive = await readFile(path.join(release, 'city.tar.gz'));
    const checksum = createHash('sha256').update(archive).digest('hex');
    const mirror = createServer((request, response) => {
      const expected = `Basic ${Buffer.from('123:a_key').toString('base64')}`;
      if (request.headers.authorization !== expected) response.writeHead(401).end();
      else response.end(request.url?.endsWith('.sha256') ? `${checksum}  city.tar.gz\n` : archive);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => mirror.once('listening', resolve));
    const address = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
    const server = await startServer({ cli, env: { TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      const env = { ...credentials, DATA_DIR: server.dataDir };
      const refused = await micrologs(['geoip', 'update', '--base-url', address], {
        ...env,
        MAXMIND_LICENSE_KEY: 'wrong',
      });
      expect({ code: refused.code, shown: refused.stderr.includes('wrong') }).toEqual({ code: 1, shown: false });
      const updated = await micrologs(['geoip', 'update', '--base-url', address], env);
      expect(updated).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('GeoLite2-City.mmdb: GeoLite2-City of '),
      });
      const geoip = async () => (await send(`${server.url}/api/health`)).json.checks.geoip.status;
      await expect.poll(geoip).toBe('ok');
      await send(`${server.url}/api/track/pageview`, {
        headers: { ...BROWSER, 'X-API-Key': server.project.publicKey, 'X-Forwarded-For': '203.0.113.9' },
        body: aPageview(),
      });
      const countries = async () => {
        const { json } = await send(`${server.url}/api/analytics/locations`, {
          headers: { 'X-API-Key': server.project.secretKey },
        });
        return JSON.stringify(json.data);
      };
      await expect.poll(countries).toContain('Norway');
    } finally {
      mirror.close();
      await server.stop();
    }
  });
});
