// Sizes of the script files and of each feature of the npm package, and the table of them in the README.
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { bundleApplication, bundleScript, SCRIPTS } from './bundle.mjs';

const readme = new URL('./README.md', import.meta.url);
const START = '<!-- sizes: written by `node build.mjs --write` -->';
const END = '<!-- /sizes -->';

/** Brotli is a part of Node, so its result may differ by some bytes from one version to the other. */
const TOLERANCE_BYTES = 20;

/** Add-ons: how they are imported. */
const ADD_ONS = {
  errors: './src/index.ts',
  engagement: './src/index.ts',
  outboundLinks: './src/index.ts',
  downloads: './src/index.ts',
  forms: './src/index.ts',
  notFound: './src/index.ts',
  siteSearch: './src/index.ts',
  fingerprint: './src/index.ts',
  webVitals: './src/web-vitals.ts',
};

/**
 * An application that uses these add-ons.
 * @param {string[]} names
 */
export const application = (names) => `
  import { init } from './src/index.ts';
  ${names.map((name) => `import { ${name} } from '${ADD_ONS[name]}';`).join('\n')}
  init({ publicKey: 'x', apiUrl: 'y', use: [${names.map((name) => `${name}()`)}] });`;

const measure = (text) => ({ bytes: Buffer.byteLength(text), brotli: brotliCompressSync(text).length });

/** @returns {Promise<{ name: string, bytes: number, brotli: number }[]>} of the script files */
export const scriptSizes = () =>
  Promise.all(Object.keys(SCRIPTS).map(async (name) => ({ name, ...measure(await bundleScript(name)) })));

/** @returns {Promise<{ name: string, bytes: number, brotli: number }[]>} of each entry, and what each add-on puts on top */
export async function featureSizes() {
  const core = measure(await bundleApplication(application([])));
  const rows = [{ name: 'core', ...core }];
  for (const name of Object.keys(ADD_ONS)) {
    const { bytes, brotli } = measure(await bundleApplication(application([name])));
    rows.push({ name, bytes: bytes - core.bytes, brotli: brotli - core.brotli });
  }
  const realtime = `import { connect } from './src/realtime.ts'; connect({ apiUrl: 'x', token: 'y' });`;
  rows.push({ name: 'everything', ...measure(await bundleApplication(application(Object.keys(ADD_ONS)))) });
  rows.push({ name: 'realtime', ...measure(await bundleApplication(realtime)) });
  return rows;
}

/** @returns a line for each script file @throws Error when one is above its budget */
export async function checkBudgets() {
  const sizes = await scriptSizes();
  const tooLarge = sizes.filter(({ name, brotli }) => brotli > SCRIPTS[name].maxBrotliBytes);
  if (tooLarge.length > 0) {
    throw new Error(
      tooLarge
        .map(({ name, brotli }) => `${name}: ${brotli} bytes brotli, ${SCRIPTS[name].maxBrotliBytes} allowed`)
        .join('\n'),
    );
  }
  return sizes.map(
    ({ name, bytes, brotli }) =>
      `${name.padEnd(18)} ${bytes} B raw, ${brotli} B brotli (at most ${SCRIPTS[name].maxBrotliBytes})`,
  );
}

/** @throws Error when the README shows other sizes */
export async function checkTable() {
  const shown = rowsOf(tableIn(readFileSync(readme, 'utf8')));
  const present = rowsOf(await table());
  const isSame =
    shown.length === present.length &&
    present.every(({ name, bytes, brotli }, index) => {
      const row = shown[index];
      return row.name === name && row.bytes === bytes && Math.abs(row.brotli - brotli) <= TOLERANCE_BYTES;
    });
  if (!isSame) throw new Error('The sizes in README.md are out of date: node build.mjs --write');
}

export async function writeTable() {
  const text = readFileSync(readme, 'utf8');
  const end = text.indexOf(END);
  writeFileSync(readme, text.slice(0, text.indexOf(START) + START.length) + (await table()) + text.slice(end));
}

const tableIn = (text) => text.slice(text.indexOf(START) + START.length, text.indexOf(END));

async function table() {
  const row = ({ name, bytes, brotli }, sign = '') => `| \`${name}\` | ${sign}${bytes} | ${sign}${brotli} |`;
  const features = (await featureSizes()).map((feature) => row(feature, feature.name in ADD_ONS ? '+' : ''));
  return [
    '',
    '',
    '| In the npm package | bytes, minified | after brotli |',
    '|---|---|---|',
    ...features,
    '',
    '| Script file | bytes | after brotli |',
    '|---|---|---|',
    ...(await scriptSizes()).map((script) => row(script)),
    '',
    '',
  ].join('\n');
}

/** The rows of a table in Markdown that hold numbers. */
const rowsOf = (text) =>
  [...text.matchAll(/^\| `(.+)` \| \+?(\d+) \| \+?(\d+) \|$/gm)].map(([, name, bytes, brotli]) => ({
    name,
    bytes: Number(bytes),
    brotli: Number(brotli),
  }));
