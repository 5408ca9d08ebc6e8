import { build } from 'esbuild';

await build({
  entryPoints: [new URL('src/spool.thread.ts', import.meta.url).pathname],
  outdir: new URL('dist', import.meta.url).pathname,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['better-sqlite3'],
  logLevel: 'warning',
});
