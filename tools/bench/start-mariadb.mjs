import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** `startMariaDb` of the tests, which is TypeScript, for tools that Node runs as they are. */
export async function startMariaDb(options) {
  const outfile = `${folder}dist/start-mariadb.mjs`;
  await build({
    entryPoints: [`${folder}../../libs/testing/src/mariadb.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external: ['mysql2'],
    logLevel: 'warning',
  });
  const tests = await import(pathToFileURL(outfile).href);
  return tests.startMariaDb(options);
}
