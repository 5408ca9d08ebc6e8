import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type TestServer } from '@micrologs/testing';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPageview, BROWSER, send } from './requests.ts';

const CLI = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'micrologs-lifecycle-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Runs the command line to its end. */
function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { PATH: process.env.PATH, DATA_DIR: dataDir, ...env },
      cwd: dataDir,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('exit', (code) => resolve({ code, output }));
  });
}

async function using(options: Parameters<typeof startServer>[0], work: (server: TestServer) => Promise<void>) {
  const server = await startServer({ dataDir, ...options });
  try {
    await work(server);
  } finally {
    expect(await server.stop()).toBe(0);
  }
}

describe('the first start', () => {
  it('makes keys and a project, shows them once, and later starts use them again', async () => {
    let shown = '';
    let first: TestServer | undefined;
    await using({ domains: ['www.shop.test'] }, async (server) => {
      first = server;
      shown = server.output();
      const { publicKey, secretKey } = server.project;
      expect(publicKey).toMatch(/^[0-9a-f]{32}$/);
      expect(secretKey).toMatch(/^[0-9a-f]{64}$/);
      for (const text of [server.url, publicKey, secretKey, server.adminKey, 'shop.test', 'secrets.json']) {
        expect(shown).toContain(text);
      }
      expect(shown).toContain(
        `<script defer src="${server.url}/snippet/micrologs.js" data-public-key="${publicKey}"></script>`,
      );
      const { json } = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': server.adminKey } });
      expect(json.data.projects).toMatchObject([
        { id: 1, public_key: publicKey, allowed_domains: ['localhost', '127.0.0.1', 'shop.test'] },
      ]);
    });
    const file = path.join(dataDir, 'secrets.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const secrets = await readFile(file, 'utf8');
    await using({}, async (server) => {
      expect(server.adminKey).toBe(first!.adminKey);
      expect(server.output()).toContain(file);
      expect(server.output()).not.toContain(server.adminKey);
      expect(server.output()).not.toContain(server.project.secretKey);
      const { json } = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': server.adminKey } });
      expect(json.data.count).toBe(1);
    });
    expect(await readFile(file, 'utf8')).toBe(secrets);
  });

  it('keeps no secret in the database or the log', async () => {
    let server!: TestServer;
    await using({}, async (started) => {
      server = started;
    });
    const { ipHashSalt } = JSON.parse(await readFile(path.join(dataDir, 'secrets.json'), 'utf8'));
    const database = await readFile(path.join(dataDir, 'micrologs.db'), 'latin1');
    for (const secret of [server.adminKey, server.project.secretKey, ipHashSalt]) {
      expect(database).not.toContain(secret);
      expect(database).not.toContain(Buffer.from(secret, 'hex').toString('latin1'));
    }
    expect(database).toContain(server.project.publicKey);
    expect(server.output()).not.toContain(ipHashSalt);
  });

  it('does not make the first project again when it was deleted', async () => {
    await using({}, async (server) => {
      const headers = { 'X-Admin-Key': server.adminKey };
      const body = JSON.stringify({ id: 1, confirm: server.project.name });
      expect((await send(`${server.url}/api/projects/delete`, { headers, body })).status).toBe(200);
    });
    await using({}, async (server) => {
      const { json } = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': server.adminKey } });
      expect(json.data.count).toBe(0);
    });
  });

  it('takes keys from the environment and does not write them down', async () => {
    const env = { ADMIN_KEY: 'my-own-admin-key', IP_HASH_SALT: 'my-own-ip-salt' };
    await using({ env }, async (server) => {
      const { status } = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': env.ADMIN_KEY } });
      expect(status).toBe(200);
    });
    const secrets = await readFile(path.join(dataDir, 'secrets.json'), 'utf8');
    for (const value of Object.values(env)) expect(secrets).not.toContain(value);
    const { code, output } = await run(['serve', '--port', '0'], { ...env, IP_HASH_SALT: 'another-ip-salt' });
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('IP_HASH_SALT is not the salt') });
    expect(output).not.toContain('another-ip-salt');
  });

  it('refuses to invent a new salt for an old database', async () => {
    await using({}, async () => {});
    await rm(path.join(dataDir, 'secrets.json'));
    const { code, output } = await run(['serve', '--port', '0']);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('Restore that file') });
  });
});

describe('what keeps the server from starting', () => {
  it('is a wrong setting', async () => {
    const { code, output } = await run(['serve'], { PORT: 'eighty' });
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('PORT is "eighty". Allowed: ') });
  });

  it('is a port that is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { code, output } = await run(['serve', '--port', String(port)]);
    blocker.close();
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken`),
    });
  });

  it('is an address that is not its own', async () => {
    const { code, output } = await run(['serve', '--port', '0', '--host', '192.0.2.1']);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('HOST is 192.0.2.1') });
  });

  it('is a data folder that cannot be used', async () => {
    const file = path.join(dataDir, 'file');
    await writeFile(file, '');
    const { code, output } = await run(['serve', '--port', '0'], { DATA_DIR: path.join(file, 'data') });
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('data folder') });
    const log = await run(['serve', '--port', '0'], { LOG_FILE: path.join(file, 'x.log') });
    expect({ code: log.code, output: log.output }).toEqual({ code: 2, output: expect.stringContaining('LOG_FILE is') });
  });

  it('is a damaged secrets file', async () => {
    await writeFile(path.join(dataDir, 'secrets.json'), '{');
    const { code, output } = await run(['serve', '--port', '0']);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('secrets.json is damaged') });
  });

  it('is a damaged spool', async () => {
    await writeFile(path.join(dataDir, 'spool.db'), 'no database'.repeat(1000));
    const { code, output } = await run(['serve', '--port', '0']);
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringMatching(/^micrologs: The spool .* move it away/m),
    });
    const doctor = await run(['doctor', '--port', '0']);
    expect({ code: doctor.code, output: doctor.output }).toEqual({
      code: 1,
      output: expect.stringMatching(/^fail {2}spool .*file is not a database\n\s+→ Move it away/m),
    });
  });

  it('is another server on the same folder, but not one that was killed', async () => {
    const first = await startServer({ dataDir });
    const second = await run(['serve', '--port', '0']);
    expect(second.code).toBe(2);
    expect(second.output).toContain('Another Micrologs server uses the data folder');
    expect(second.output).toContain(`process ${first.pid}`);
    await first.kill();
    await using({}, async (server) => {
      await expect.poll(async () => (await send(`${server.url}/api/health`)).status).toBe(200);
    });
  });

  it('is a database of a newer version', async () => {
    await using({}, async () => {});
    const database = new Database(path.join(dataDir, 'micrologs.db'));
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name LIKE '%migration%'").all() as {
      name: string;
    }[];
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version > 0) database.pragma(`user_version = ${version + 1000}`);
    else {
      const [{ name }] = tables as [{ name: string }];
      const columns = database.pragma(`table_info(${name})`) as { name: string; type: string }[];
      const values = columns.map((column) => (/INT/i.test(column.type) ? 100_000 : "'newer'"));
      database.exec(`INSERT INTO ${name} VALUES (${values.join(',')})`);
    }
    database.close();
    const { code, output } = await run(['serve', '--port', '0']);
    expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining('Start the newer version') });
  });
});

describe('a database that is away', () => {
  it('does not keep a later start from taking events, and health says so until it is back', async () => {
    await using({}, async () => {});
    const file = path.join(dataDir, 'micrologs.db');
    await rename(file, `${file}.away`);
    await mkdir(file);
    await using({}, async (server) => {
      const health = await send(`${server.url}/api/health`);
      expect({ status: health.status, database: health.json.checks.database.status }).toEqual({
        status: 503,
        database: 'fail',
      });
      const headers = { ...BROWSER, 'X-API-Key': server.project.publicKey };
      const unknown = await send(`${server.url}/api/track/pageview`, { headers, body: aPageview() });
      expect(unknown).toMatchObject({ status: 503, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
      const list = await send(`${server.url}/api/projects/list`, { headers: { 'X-Admin-Key': server.adminKey } });
      expect({ status: list.status, success: list.json.success }).toEqual({ status: 503, success: false });
      await rm(file, { recursive: true });
      await rename(`${file}.away`, file);
      await expect.poll(async () => (await send(`${server.url}/api/health`)).status).toBe(200);
      await expect
        .poll(async () => (await send(`${server.url}/api/track/pageview`, { headers, body: aPageview() })).status)
        .toBe(202);
    });
  });
});

describe('stopping', () => {
  it('cuts no request and loses no event', async () => {
    const server = await startServer({ dataDir });
    const { publicKey, secretKey } = server.project;
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    let acknowledged = 0;
    const failures: string[] = [];
    let stopping = false;
    const one = (i: number) =>
      new Promise<boolean>((resolve) => {
        const outgoing = request(
          `${server.url}/api/track/pageview`,
          { method: 'POST', agent, headers: { ...BROWSER, 'X-API-Key': publicKey } },
          (incoming) => {
            incoming.resume().once('end', () => {
              if (incoming.statusCode === 202) acknowledged += 1;
              else failures.push(`status ${incoming.statusCode}`);
              resolve(true);
            });
          },
        );
        outgoing.once('error', (error: NodeJS.ErrnoException) => {
          // Once the port is closed nobody can connect any more; whoever was connected must have had an answer.
          if (!(stopping && error.code === 'ECONNREFUSED')) failures.push(`${error.code} ${outgoing.reusedSocket}`);
          resolve(false);
        });
        outgoing.end(aPageview({ url: `https://shop.test/${i}` }));
      });
    let sent = 0;
    const clients = Array.from({ length: 16 }, async () => {
      while (await one(sent++));
    });
    while (acknowledged < 500) await new Promise((resolve) => setTimeout(resolve, 5));
    stopping = true;
    const code = await server.stop();
    await Promise.all(clients);
    agent.destroy();
    // Had it taken longer than it may, it would have ended with 1.
    expect({ code, failures }).toEqual({ code: 0, failures: [] });
    expect(server.output()).toContain('"msg":"stopped"');

    await using({}, async (again) => {
      const ledger = async () =>
        (await send(`${again.url}/api/analytics/ledger`, { headers: { 'X-API-Key': secretKey } })).json.data;
      await expect.poll(async () => (await ledger()).pending).toBe(0);
      expect(await ledger()).toMatchObject({ received: acknowledged, stored: acknowledged, dropped: {} });
    });
  });

  it('finishes a request whose body is still on its way', async () => {
    const server = await startServer({ dataDir });
    const body = aPageview();
    const outgoing = request(`${server.url}/api/track/pageview`, {
      method: 'POST',
      headers: {
        ...BROWSER,
        'X-API-Key': server.project.publicKey,
        'Content-Length': Buffer.byteLength(body),
        Expect: '100-continue',
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      outgoing.once('response', (incoming) => resolve(incoming.resume().statusCode));
      outgoing.once('error', reject);
    });
    outgoing.write(body.slice(0, 10));
    // It is being answered by now.
    await once(outgoing, 'continue');
    const stopped = server.stop();
    // Long enough that connections are closed which are idle.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    outgoing.end(body.slice(10));
    expect(await answered).toBe(202);
    expect(await stopped).toBe(0);
  });

  it('also by SIGINT, and at once when nobody is connected', async () => {
    const server = await startServer({ dataDir });
    process.kill(server.pid, 'SIGINT');
    expect(await server.stop()).toBe(0);
  });
});

it('logs JSON lines with the request id, and neither addresses nor keys', async () => {
  await using({ env: { LOG_LEVEL: 'debug', TRUSTED_PROXIES: '127.0.0.1' } }, async (server) => {
    const id = 'a-request-of-this-test';
    const headers = { ...BROWSER, 'X-Request-Id': id, 'X-Forwarded-For': '203.0.113.77' };
    const { publicKey } = server.project;
    await send(`${server.url}/api/track/pageview?k=${publicKey}`, { headers, body: aPageview() });
    await send(`${server.url}/api/health?k=${publicKey}`, { headers });
    await expect.poll(() => server.output().split(id).length).toBe(3);
    const lines = server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.requestId === id)).toMatchObject([
      { level: 'debug', method: 'POST', path: '/api/track/pageview', status: 202 },
      { level: 'debug', method: 'GET', path: '/api/health', status: 200 },
    ]);
    const log = JSON.stringify(lines);
    expect(log).not.toContain('203.0.113.77');
    expect(log).not.toContain(publicKey);
  });
});
