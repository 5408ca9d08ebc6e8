import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build as esbuild } from 'esbuild';
import { build as viteBuild } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../build.mjs';
import { SCRIPTS } from '../bundle.mjs';
import { checkTable } from '../sizes.mjs';
import { KEY, openBed, settle } from './support/bed.ts';

const bed = openBed();
const run = promisify(execFile);
const require = createRequire(import.meta.url);
const source = new URL('..', import.meta.url).pathname;
/** A project that has installed the packed package. */
let project: string;
let installed: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'browser-package-'));
  const packed = join(project, 'packed');
  await mkdir(packed);
  for (const name of ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE', 'src']) {
    await cp(join(source, name), join(packed, name), { recursive: true });
  }
  await build(join(packed, 'dist'));
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: packed });
  const [{ filename }] = JSON.parse(stdout);
  installed = join(project, 'node_modules/@micrologs/browser');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(packed, filename), '--strip-components=1', '-C', installed]);
  await symlink(dirname(dirname(require.resolve('web-vitals'))), join(project, 'node_modules/web-vitals'));
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** An application's main file. */
async function writeApp(name: string, code: string) {
  await writeFile(join(project, name), code);
  return join(project, name);
}

test('the package has modules, types, script files with their hashes, and the sources in a form to read', async () => {
  const files = (await readdir(installed, { recursive: true })).filter((name) => !name.endsWith('.d.ts'));
  expect(files).toEqual(
    expect.arrayContaining([
      'dist/index.mjs',
      'dist/web-vitals.mjs',
      'dist/realtime.mjs',
      'dist/integrity.json',
      'dist/micrologs.readable.js',
      ...Object.keys(SCRIPTS).map((name) => `dist/${name}`),
      'src/snippet.ts',
      'src/views.ts',
    ]),
  );
  expect(files.filter((name) => /test|\.map$|node_modules/.test(name))).toEqual([]);
  const readable = await readFile(join(installed, 'dist/micrologs.readable.js'), 'utf8');
  expect(readable).toContain('var watchViews = (allowed, onView) =>');
});

test('the sizes in the README are those of the present source', async () => {
  await expect(checkTable()).resolves.toBeUndefined();
});

test.each([
  { module: 'ESNext', moduleResolution: 'Bundler' },
  { module: 'Node16', moduleResolution: 'Node16' },
])('TypeScript projects with %o can use it', async (options) => {
  const main = await writeApp(
    'use.mts',
    `
    import { errors, init, type Micrologs, outboundLinks, type AddOn, type TrackEvent } from '@micrologs/browser';
    import { connect } from '@micrologs/browser/realtime';
    import { webVitals } from '@micrologs/browser/web-vitals';
    const live = connect({ apiUrl: 'https://stats.example', token: () => 'token' });
    const stop: () => void = live.subscribe('pageviews', {
      onEvents: (views) => views.map(({ url, scroll_pct }) => url.slice((scroll_pct ?? 0) + 1)),
    });
    // @ts-expect-error no such channel
    live.subscribe('secrets', {});
    const own: AddOn = (host) => host.onView(({ url }) => host.event('seen', { url }));
    const tracker: Micrologs = init({
      publicKey: '${KEY}', apiUrl: 'https://stats.example', cookieless: true, consent: 'pending',
      use: [errors({ sampleRate: 0.1 }), outboundLinks(), webVitals(), own],
      beforeSend: (event: TrackEvent) => (event.kind === 'error' && event.message.includes('noise') ? null : event),
      onLoss: ({ reason, count }) => console.warn(reason, count.toFixed()),
    });
    tracker.error(new Error('x'), { a: 1 }, 'critical');
    tracker.audit('user.login');
    tracker.setConsent('granted');
    const isDone: boolean = await tracker.flush(1_000);
    // @ts-expect-error the address is required
    init({ publicKey: '${KEY}' });
    // @ts-expect-error no such severity
    tracker.error('x', null, 'fatal');
    // @ts-expect-error no such answer
    tracker.setConsent('maybe');
    export { isDone, stop };`,
  );
  const config = join(project, 'tsconfig.json');
  const lib = ['ES2022', 'DOM', 'DOM.Iterable'];
  await writeFile(
    config,
    JSON.stringify({
      compilerOptions: { ...options, lib, target: 'ES2022', strict: true, noEmit: true, types: [] },
      files: [main],
    }),
  );
  await expect(run(process.execPath, [require.resolve('typescript/lib/tsc.js'), '-p', config])).resolves.toMatchObject({
    stdout: '',
  });
});

test('in Node, as in server-side rendering, it does nothing', async () => {
  const main = await writeApp(
    'server.mjs',
    `import * as micrologs from '@micrologs/browser';
     import { webVitals } from '@micrologs/browser/web-vitals';
     import '@micrologs/browser/realtime';
     const { init, ...addOns } = micrologs;
     const use = [...Object.values(addOns).map((addOn) => addOn()), webVitals()];
     const before = Object.keys(globalThis).length;
     const tracker = init({ publicKey: '${KEY}', apiUrl: 'https://stats.example', use });
     const answers = [
       tracker.pageview(), tracker.error('x'), tracker.captureException(new Error('x')), tracker.audit('x'),
       tracker.setConsent('granted'), tracker.optOut(), tracker.optIn(), await tracker.flush(), await tracker.close(),
     ];
     console.log(JSON.stringify({ count: use.length, answers, globals: Object.keys(globalThis).length - before }));`,
  );
  const { stdout, stderr } = await run(process.execPath, [main]);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ count: 9, answers: [...Array(7).fill(null), true, true], globals: 0 });
});

/** What stands in the code of each add-on and nowhere else, whatever a bundler renames. */
const MARKS = {
  errors: 'unhandledrejection',
  engagement: 'engaged_ms',
  outboundLinks: 'link.outbound',
  downloads: 'file.download',
  forms: 'form.submit',
  notFound: 'page.not_found',
  siteSearch: 'site.search',
  fingerprint: 'toDataURL',
};
const coreApp = `import { init } from '@micrologs/browser';
  init({ publicKey: '${KEY}', apiUrl: 'https://stats.example' });`;
const fullApp = `import { init, ${Object.keys(MARKS).join(', ')} } from '@micrologs/browser';
  init({ publicKey: '${KEY}', apiUrl: 'https://stats.example', use: [${Object.keys(MARKS).map((name) => `${name}()`)}] });`;

const bundlers = {
  async esbuild(main: string) {
    const result = await esbuild({ entryPoints: [main], bundle: true, minify: true, write: false, format: 'esm' });
    return result.outputFiles[0]!.text;
  },
  async vite(main: string) {
    const outDir = `${main}.dist`;
    await viteBuild({
      root: project,
      logLevel: 'error',
      configFile: false,
      build: { outDir, rollupOptions: { input: main, output: { entryFileNames: 'app.js' } } },
    });
    return readFile(join(outDir, 'app.js'), 'utf8');
  },
};

test.each(['esbuild', 'vite'] as const)(
  '%s leaves out every add-on that an application does not use',
  async (bundler) => {
    const bundle = bundlers[bundler];
    const full = await bundle(await writeApp('full.js', fullApp));
    const core = await bundle(await writeApp('core.js', coreApp));
    expect(core).toContain('/api/track/');
    expect(core).not.toContain('web.vitals');
    for (const mark of Object.values(MARKS)) {
      expect(full).toContain(mark);
      expect(core).not.toContain(mark);
    }
    expect(core.length).toBeLessThan(full.length - 2_000);
  },
);

test('an application built by Vite runs in a browser', async () => {
  const code = await bundlers.vite(
    await writeApp(
      'app.js',
      `import { init, errors } from '@micrologs/browser';
       import { webVitals } from '@micrologs/browser/web-vitals';
       window.tracker = init({ publicKey: '${KEY}', apiUrl: '${bed.collector.url}', use: [errors(), webVitals()] });
       setTimeout(() => { throw new Error('from the application') });`,
    ),
  );
  await bed.context.route('**/app.js', (route) => route.fulfill({ contentType: 'text/javascript', body: code }));
  bed.site.pages.set('/', { head: '<script type="module" src="/app.js"></script>' });
  await bed.page.goto(bed.site.url('/'));
  await bed.collector.waitForEvents('pageview', 1);
  expect(await bed.collector.waitForEvents('error', 1)).toMatchObject([{ message: 'from the application' }]);
  await settle(bed);
});

test('the README names every option and attribute that the source reads', async () => {
  const readme = await readFile(join(source, 'README.md'), 'utf8');
  const read = (name: string) => readFile(join(source, 'src', name), 'utf8');
  const optionsText = (await read('client/options.ts')).split('export interface Options {')[1]!.split('\n}')[0]!;
  const options = [...optionsText.matchAll(/^ {2}(\w+)\??: /gm)].map(([, name]) => name!);
  expect(options).toEqual(expect.arrayContaining(['publicKey', 'use', 'consent', 'beforeSend']));
  for (const option of options) expect(readme).toContain(`\`${option}\``);

  const attributesOf = async (name: string) =>
    [...(await read(name)).matchAll(/^ {2}(\w+)\??: (Switch|string|Consent);$/gm)].map(
      ([, name]) => `data-${name!.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    );
  const attributes = [...(await attributesOf('settings.ts')), ...(await attributesOf('snippet-extra.ts'))];
  expect(attributes).toHaveLength(18);
  for (const attribute of attributes) expect(readme).toContain(`\`${attribute}\``);
});
