import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const sdks = fileURLToPath(new URL('../../../sdks/', import.meta.url));
const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** SDKs that have every operation, with their generated folders and how they write a method's name. */
const COMPLETE = {
  node: {
    title: 'Node.js',
    folder: 'sdks/node/src/generated/',
    spell: ({ group, method }) => `api.${group}.${method}`,
  },
  python: {
    title: 'Python',
    folder: 'sdks/python/src/micrologs/_generated/',
    spell: ({ group, method }) => `api.${snakeCase(group)}.${snakeCase(method)}`,
  },
  php: {
    title: 'PHP',
    folder: 'sdks/php/src/Generated/',
    spell: ({ group, method }) => `api()->${group}()->${method}`,
  },
  laravel: {
    title: 'Laravel',
    // Its client is that of the PHP library.
    folder: 'sdks/php/src/Generated/',
    spell: ({ group, method }) => `Micrologs::api()->${group}()->${method}`,
  },
};

/** SDKs that use what they need: where their source lies, how a use looks in it, and why the rest is not theirs. */
const PARTIAL = {
  wordpress: {
    title: 'WordPress',
    folder: 'wordpress/plugin/includes',
    uses: (text, { group, method }, url) =>
      text.includes(`${group}()->${method}(`) ||
      (group === 'analytics' && new RegExp(`NAMES = .*'${method}'`).test(text)) ||
      (group === 'track' && text.includes(url)),
    reason: () => 'nothing in the plugin needs it',
  },
  browser: {
    title: 'Browser',
    folder: 'browser/src',
    uses: (text, { group, method }) => group === 'track' && new RegExp(`(send\\(|, )'${method}'`).test(text),
    reason: ({ security }) => (security.length > 0 ? 'needs a key that no page may know' : 'for servers and operators'),
  },
};

/**
 * sdks/README.md: which SDK has which operation and which feature. Only SDKs with a `features.json` are in it.
 * @param generated the folders that are generated, with their texts
 * @throws Error when a complete SDK lacks an operation, or a `features.json` does not have exactly the keys of the catalogue
 */
export function emitSdkTables(operations, generated) {
  const names = Object.keys({ ...COMPLETE, ...PARTIAL }).filter((name) =>
    existsSync(path.join(sdks, name, 'features.json')),
  );
  const titles = names.map((name) => (COMPLETE[name] ?? PARTIAL[name]).title);
  const table = (first, rows) =>
    [
      `| ${[first, ...titles].join(' | ')} |`,
      `|---|${'---|'.repeat(titles.length)}`,
      ...rows.map((row) => `| ${row.join(' | ')} |`),
    ].join('\n');
  const cells = names.map((name) =>
    name in COMPLETE ? completeCells(name, operations, generated) : partialCells(name, operations),
  );
  const operationRows = operations.map(({ id }, index) => [`\`${id}\``, ...cells.map((column) => column[index])]);
  return `<!-- Generated from openapi.yaml, the SDKs and their features.json by tools/generate. Do not edit. -->
# The SDKs

${names.map((name) => `- [${(COMPLETE[name] ?? PARTIAL[name]).title}](${name}/README.md)`).join('\n')}

They keep the rules of [conformance](conformance/README.md), where one set of scenarios runs against each of them; that of browsers, which sends for a page
that may end at any moment, has rules and tests of its own.
${featureTables(names, table)}
## Operations

Complete SDKs have a method for each operation with a name, and \`request\` for every one by its id but for streams. All of these calls are made against the real server in
[conformance/test/operations.test.ts](conformance/test/operations.test.ts).

${table('Operation', operationRows)}
`;
}

function completeCells(name, operations, generated) {
  const { folder, spell } = COMPLETE[name];
  const files = generated.find(({ path: place }) => place === folder)?.files;
  if (files === undefined) throw new Error(`sdks/${name} has no generated folder ${folder}`);
  const text = [...files.values()].join('\n');
  return operations.map(({ id, sdk, sdkNone, isStream }) => {
    if (isStream) return `– ${sdkNone}`;
    if (!new RegExp(`['"]${id}['"]|\\b${id}\\b`).test(text)) throw new Error(`sdks/${name} does not have ${id}`);
    return sdk === null ? `by its id: ${sdkNone}` : `\`${spell(sdk)}\``;
  });
}

function partialCells(name, operations) {
  const { folder, uses, reason } = PARTIAL[name];
  const text = sourcesBelow(path.join(sdks, folder))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  return operations.map((operation) => {
    if (operation.sdk === null) return `– ${operation.sdkNone}`;
    return uses(text, operation.sdk, operation.path) ? '✔' : `– ${reason(operation)}`;
  });
}

function featureTables(names, table) {
  const catalogue = readJson(path.join(sdks, 'conformance/features.json'));
  const keys = catalogue.flatMap(({ features }) => Object.keys(features));
  const known = new Map(names.map((name) => [name, featuresOf(name, keys)]));
  return catalogue
    .map(({ title, features }) => {
      const rows = Object.entries(features).map(([key, text]) => [text, ...names.map((name) => known.get(name)[key])]);
      return `\n## ${title}\n\n${table('Feature', rows)}\n`;
    })
    .join('');
}

/** Of each feature, the cell of an SDK. */
function featuresOf(name, keys) {
  const features = readJson(path.join(sdks, name, 'features.json'));
  const unlike = [
    ...keys.filter((key) => !(key in features)),
    ...Object.keys(features).filter((key) => !keys.includes(key)),
  ];
  if (unlike.length > 0)
    throw new Error(`sdks/${name}/features.json and the catalogue differ in: ${unlike.join(', ')}`);
  return Object.fromEntries(
    Object.entries(features).map(([key, { yes, no }]) => {
      if (!(yes ?? no) || (yes && no))
        throw new Error(`sdks/${name}/features.json: ${key} needs a text under yes or no`);
      return [key, yes ? `✔ ${yes}` : `– ${no}`];
    }),
  );
}

function sourcesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|php)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
