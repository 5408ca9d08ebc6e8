import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** `startMariaDb` of the tests, which is TypeScript, for tools that Node runs as they are. */
export const startMariaDb = async (options) => (await bundled('mariadb')).startMariaDb(options);

/** `startGalera` of the tests. */
export const startGalera = async (size) => (await bundled('galera')).startGalera(size);

/** `startValkey` of the tests. */
export const startValkey = async (options) => (await bundled('valkey')).startValkey(options);

async function bundled(name) {
  const outfile = `${folder}dist/start-${name}.mjs`;
  await build({
    entryPoints: [`${folder}../../libs/testing/src/${name}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external: ['mysql2'],
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
