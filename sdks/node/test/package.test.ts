import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ScriptedServer, scriptedServer } from './scripted-server.ts';
import { talkingServer, WELCOME } from './talking-server.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** What those have who use the package in TypeScript. */
const WITH_TYPES = ['@types/node', '@types/express', '@types/koa', 'express', 'fastify', 'koa', 'pino'];

let folder: string;
let files: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'micrologs-packed-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename, files: packed }] = JSON.parse(stdout);
  files = packed.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', join(folder, filename)], {
    cwd: folder,
  });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('holds what is needed to run and to read, and needs nothing else', () => {
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'CHANGELOG.md', 'LICENSE', 'dist/index.mjs', 'dist/index.cjs']),
  );
  expect(files.filter((file) => !/^(dist\/|README\.md|CHANGELOG\.md|LICENSE|package\.json)/.test(file))).toEqual([]);
  expect(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).not.toHaveProperty('dependencies');
  expect(readFileSync(join(root, 'dist/index.mjs'), 'utf8')).toContain('MIT License © Sindre Sorhus');
  for (const name of ['realtime.mjs', 'realtime.cjs']) {
    expect(readFileSync(join(root, 'dist', name), 'utf8')).toContain('Copyright (c) 2011 Einar Otto Stangvik');
  }
});

describe('in JavaScript', () => {
  const use = `
    const client = new Micrologs({ host: process.argv[2], key: 'k' });
    const told = await client.error('boom');
    const fake = fakeMicrologs();
    fake.audit('a');
    const types = [micrologsExpress, micrologsKoa, micrologsPlugin, micrologsStream].map((value) => typeof value);
    console.log([told.success, ...types, fake.events.length, fake instanceof Micrologs].join(' '));
  `;
  const said = 'true function function function function 1 true\n';

  it.each([
    [
      'index.mjs',
      `import Default, { Micrologs } from '@micrologs/node';
       import { micrologsExpress } from '@micrologs/node/express';
       import { micrologsKoa } from '@micrologs/node/koa';
       import { micrologsPlugin } from '@micrologs/node/fastify';
       import { micrologsStream } from '@micrologs/node/pino';
       import { fakeMicrologs } from '@micrologs/node/testing';
       if (Default !== Micrologs) throw new Error('two classes');
       ${use}`,
    ],
    [
      'index.cjs',
      `const Micrologs = require('@micrologs/node');
       const { micrologsExpress } = require('@micrologs/node/express');
       const { micrologsKoa } = require('@micrologs/node/koa');
       const { micrologsPlugin } = require('@micrologs/node/fastify');
       const { micrologsStream } = require('@micrologs/node/pino');
       const { fakeMicrologs } = require('@micrologs/node/testing');
       if (Micrologs !== Micrologs.Micrologs || Micrologs !== Micrologs.default) throw new Error('two classes');
       (async () => {${use}})();`,
    ],
  ])('%s', async (name, source) => {
    const server: ScriptedServer = await scriptedServer();
    const { stdout } = await run(process.execPath, [write(name, source), server.url]);
    await server.stop();
    expect(stdout).toBe(said);
    expect(server.events()).toMatchObject([{ message: 'boom' }]);
  });

  const listen = `
    const realtime = new Realtime({ host: process.argv[2], key: 'k' });
    for await (const { type } of realtime.subscribe('pageviews')) { console.log(type); break; }
    realtime.close();
    console.log(String(new RealtimeClosedError(4001, '') instanceof MicrologsError));
  `;

  it.each([
    [
      'listen.mjs',
      `import { MicrologsError } from '@micrologs/node';
       import { Realtime, RealtimeClosedError } from '@micrologs/node/realtime';
       ${listen}`,
    ],
    [
      'listen.cjs',
      `const { MicrologsError } = require('@micrologs/node');
       const { Realtime, RealtimeClosedError } = require('@micrologs/node/realtime');
       (async () => {${listen}})();`,
    ],
  ])('%s, over a socket', async (name, source) => {
    const server = await talkingServer((message, say) => {
      if (message.type === 'hello') say(WELCOME);
      if (message.type === 'subscribe') say({ type: 'snapshot', channel: 'pageviews', events: [] });
    });
    const { stdout } = await run(process.execPath, [write(name, source), server.url]);
    await server.stop();
    expect(stdout).toBe('snapshot\ntrue\n');
  });
});

describe('in TypeScript', () => {
  const tsc = require.resolve('typescript/bin/tsc');

  beforeAll(() => {
    for (const name of WITH_TYPES) {
      const target = join(folder, 'node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(dirname(require.resolve(`${name}/package.json`)), target);
    }
  });

  const use = `
    const micrologs = new Micrologs({ host: 'https://stats.test', key: 'k', onLoss: ({ reason }) => { reason satisfies string; } });
    async function use(): Promise<void> {
      const link = await micrologs.api.links.create({ destination_url: 'https://shop.test/' });
      link.code satisfies string;
      for await (const row of micrologs.api.analytics.iteratePages({ range: '7d', filters: ['is', 'path', '/'] })) row.url satisfies string;
      for await (const row of micrologs.api.exports.pageviews({})) row.engaged_ms satisfies number;
      const told = await micrologs.error('boom', { severity: 'critical' });
      told?.data?.event_id satisfies string | undefined;
      try { await micrologs.api.links.get({ code: 'x' }); }
      catch (error) { if (error instanceof NotFoundError) error.status satisfies number; }
      // @ts-expect-error an unknown field
      await micrologs.api.links.create({ destination: 'x' });
      // @ts-expect-error an unknown severity
      micrologs.error('boom', { severity: 'bad' });
    }
    const app = express();
    const { before, onError } = micrologsExpress(micrologs, { pageviews: (request) => ({ visitor_id: request.ip }) });
    app.use(before, onError);
    new Koa().use(micrologsKoa(micrologs));
    fastify().register(micrologsPlugin(micrologs));
    pino({}, pino.multistream([{ level: 'error', stream: micrologsStream(micrologs) }]));
    const options: MicrologsOptions = { host: '', key: '' };
    fakeMicrologs(options).events.length satisfies number;
    const realtime = new Realtime({ host: '', token: async () => '', onState: ({ state }) => { state satisfies string; } });
    async function listen(): Promise<void> {
      for await (const { type, events } of realtime.subscribe('pageviews', { filters: { country_code: ['NO'] } })) {
        if (type === 'snapshot') events.length satisfies number;
        for (const { url, scroll_pct } of events) { url satisfies string; scroll_pct satisfies number | null; }
      }
      for await (const { data, at } of realtime.subscribe('report:pages?range=7d')) {
        data.pages[0]?.pageviews satisfies number | undefined;
        at satisfies string;
      }
      realtime.on('errors', { onEvents: (events) => { for (const event of events) if (event.kind === 'status_change') event.to satisfies string; } });
      realtime.on('live', { onSnapshot: ({ visitors }, { at }) => { visitors satisfies number; at satisfies string; } });
      realtime.on('alerts', { onEvents: ([alert]) => { alert?.timestamp satisfies string | undefined; } });
      // @ts-expect-error an unknown channel
      realtime.subscribe('secrets');
      // @ts-expect-error an unknown report
      realtime.subscribe('report:secrets');
    }
    export { listen };
    export { use };
  `;
  const imports = `
    import { micrologsExpress } from '@micrologs/node/express';
    import { micrologsPlugin } from '@micrologs/node/fastify';
    import { micrologsKoa } from '@micrologs/node/koa';
    import { micrologsStream } from '@micrologs/node/pino';
    import { Realtime } from '@micrologs/node/realtime';
    import { fakeMicrologs } from '@micrologs/node/testing';
    import express from 'express';
    import { fastify } from 'fastify';
    import Koa from 'koa';
    import { pino } from 'pino';
  `;
  const named = `import { Micrologs, type MicrologsOptions, NotFoundError } from '@micrologs/node';`;
  const required = `import Micrologs = require('@micrologs/node');
    import NotFoundError = Micrologs.NotFoundError;
    type MicrologsOptions = Micrologs.MicrologsOptions;`;

  it.each([
    ['node16', 'ES modules and CommonJS', { 'use.mts': named + imports, 'use.cts': required + imports }],
    ['bundler', 'ES modules', { 'use.ts': named + imports }],
  ])('resolved by %s, %s', async (resolution, _formats, heads) => {
    const names = Object.keys(heads);
    for (const [name, head] of Object.entries(heads)) write(name, head + use);
    const module = resolution === 'node16' ? 'node16' : 'esnext';
    const flags = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2022', '--esModuleInterop'];
    const options = [...flags, '--module', module, '--moduleResolution', resolution, '--types', 'node', ...names];
    const { stdout } = await run(process.execPath, [tsc, ...options], { cwd: folder }).catch((error) => error);
    expect(stdout).toBe('');
  });
});
