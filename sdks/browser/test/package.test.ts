import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../build.mjs';
import type { MicrologsApi, TrackerOptions } from '../src/types.ts';
import { allViews, KEY, UUID_V4, useBed } from './support/bed.ts';

const bed = useBed();
const run = promisify(execFile);
/** A project that has installed the package. */
let project: string;
let installed: string;
let sizes: Awaited<ReturnType<typeof build>>;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'tracker-package-'));
  installed = join(project, 'node_modules/@micrologs/browser');
  await mkdir(installed, { recursive: true });
  await cp(new URL('../package.json', import.meta.url), join(installed, 'package.json'));
  sizes = await build(join(installed, 'dist'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

test('the build gives the script files within their budgets, the module and its types', async () => {
  expect((await readdir(join(installed, 'dist'))).sort()).toEqual([
    'index.d.ts',
    'index.mjs',
    'micrologs.core.js',
    'micrologs.js',
    'types.d.ts',
  ]);
  expect(sizes.find(({ name }) => name === 'micrologs.js')).toMatchObject({ max: 2_000 });
  for (const { brotli, max } of sizes) expect(brotli).toBeLessThanOrEqual(max ?? Number.POSITIVE_INFINITY);
});

test.each([
  { module: 'ESNext', moduleResolution: 'Bundler' },
  { module: 'NodeNext', moduleResolution: 'NodeNext' },
])('TypeScript projects with %o can use it', async (options) => {
  const code = `
    import { init, type MicrologsApi } from '@micrologs/browser';
    const tracker: MicrologsApi = init({ publicKey: '${KEY}', apiUrl: 'https://stats.example', cookieless: true });
    tracker.error(new Error('x'), { a: 1 }, 'critical');
    tracker.audit('user.login');
    // @ts-expect-error the address is required
    init({ publicKey: '${KEY}' });
    // @ts-expect-error no such severity
    tracker.error('x', null, 'fatal');`;
  await writeFile(join(project, 'use.mts'), code);
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...options, target: 'ES2022', strict: true, noEmit: true, types: [] },
      files: ['use.mts'],
    }),
  );
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  await expect(run(process.execPath, [tsc, '-p', project])).resolves.toMatchObject({ stdout: '' });
});

test('without a browser, as in server-side rendering, it does nothing', async () => {
  const { init } = (await import(pathToFileURL(join(installed, 'dist/index.mjs')).href)) as {
    init(options: TrackerOptions): MicrologsApi;
  };
  const tracker = init({ publicKey: KEY, apiUrl: 'https://stats.example' });
  for (const call of [() => tracker.error('x'), () => tracker.audit('x'), tracker.optOut, tracker.optIn]) {
    expect(call()).toBeUndefined();
  }
});

/** Opens a page that starts the tracker from the module. */
async function openWithModule(options: Partial<TrackerOptions>, more = '') {
  bed.site.pages.set('/app', {
    body: `<script type="module">
      import { init } from '${bed.collector.url}/index.mjs';
      window.tracker = init(${JSON.stringify({ apiUrl: `${bed.collector.url}/`, ...options })});
      ${more}
    </script>`,
  });
  await bed.page.goto(bed.site.url('/app'));
}

test('init tracks the page; a second init for the same project is the same tracker', async () => {
  await openWithModule(
    { publicKey: KEY, environment: 'staging' },
    `window.same = window.tracker === init({ publicKey: '${KEY}', apiUrl: 'http://elsewhere.test' });
     window.tracker.error('by hand'); Promise.reject(new Error('unhandled'))`,
  );
  const [view] = await bed.collector.views(1);
  expect(view).toMatchObject({ url: bed.site.url('/app'), visitor_id: expect.stringMatching(UUID_V4) });
  const errors = (await bed.collector.wait('error', 2)).map(({ body }) => body);
  expect(errors.map(({ message }) => message).sort()).toEqual(['by hand', 'unhandled']);
  expect(errors[0].environment).toBe('staging');
  expect(await allViews(bed)).toHaveLength(1);
  expect(await bed.page.evaluate('window.same')).toBe(true);
  expect(await bed.page.evaluate('window.Micrologs')).toBeUndefined();
});

test('its options do what the attributes do', async () => {
  await openWithModule({ publicKey: KEY, cookieless: true, errors: false, fingerprint: false, respectDnt: false });
  const [view] = await bed.collector.views(1);
  expect(view).not.toHaveProperty('visitor_id');
  expect(view).not.toHaveProperty('fingerprint');
  await bed.page.evaluate(() => void setTimeout('throw new Error()'));
  await allViews(bed);
  expect(bed.collector.posts('error')).toEqual([]);
  expect(await bed.context.cookies()).toEqual([]);
});

test('init without a key warns and does nothing', async () => {
  await openWithModule({}, `window.tracker.error('x'); window.tracker.optIn()`);
  await allViews(bed);
  expect(bed.complaints).toEqual(['[Micrologs] publicKey is missing']);
  expect(bed.collector.received).toEqual([]);
});

test('the README names every attribute and option that the source reads', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const types = await readFile(new URL('../src/types.ts', import.meta.url), 'utf8');
  const options = [...types.matchAll(/^ {2}(\w+)\??: [^(\n]*;$/gm)].map(([, name]) => name!);
  expect(options).toEqual(['publicKey', 'apiUrl', 'environment', 'cookieless', 'respectDnt', 'fingerprint', 'errors']);
  for (const option of options) {
    expect(readme).toContain(`\`${option}\``);
    expect(readme).toContain(`\`data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\``);
  }
});
