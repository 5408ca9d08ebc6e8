import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const WORKSPACES = ['apps', 'examples', 'libs', 'sdks', 'tools'];
/** The walk is told of in the page's first lines. */
const WALK = 'tools/contract';
const KEYS = {
  publicKey: 'public',
  publicKeyQuery: 'public',
  secretKey: 'secret',
  adminKey: 'admin',
  realtimeToken: 'a token',
};

/** docs/operations.md: every operation, and the tests that name it or its path. */
export function emitOperationsPage(operations) {
  const tests = testFiles().map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
  const rows = operations.map(({ id, method, path: url, security }) => {
    const keys = [...new Set(security.map((scheme) => KEYS[scheme]))].join(' or ') || '–';
    const named = tests.filter(({ text }) => names(text, id, url)).map(({ file }) => `[${nameOf(file)}](../${file})`);
    return `| \`${id}\` | \`${method} ${url}\` | ${keys} | ${named.join(', ') || '–'} |`;
  });
  return `<!-- Generated from openapi.yaml and the tests by tools/generate. Do not edit. -->
# Operations and their tests

The [contract walk](../tools/contract/test/walk.test.ts) sends every operation its examples, provokes every status, media type and message that
openapi.yaml declares for it, and fails while one was not seen. The last column lists the tests besides the walk that name an operation or its path.

| Operation | Method and path | Key | Further tests |
|---|---|---|---|
${rows.join('\n')}
`;
}

function names(text, id, url) {
  if (new RegExp(`\\b${id}\\b`).test(text)) return true;
  if (url === '/') return false;
  const [literal] = url.split('{');
  const end = literal === url ? '(?![\\w/-])' : '';
  // Many tests have a helper that puts `/api/` before what they name.
  const start = /^\/api\/\w+\//.test(url) ? '[/\'"`]' : '';
  const rest = start === '' ? literal : literal.slice('/api/'.length);
  return new RegExp(`${start}${rest.replaceAll('.', '\\.')}${end}`).test(text);
}

/** Its folder tells two tests of one name apart. */
function nameOf(file) {
  const [, workspace] = file.split('/');
  return `${workspace}/${path.basename(file, '.test.ts')}`;
}

function testFiles() {
  return WORKSPACES.flatMap((workspace) => filesBelow(workspace))
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith(`${WALK}/`))
    .sort();
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'test-results'].includes(entry.name)) return [];
    const file = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(file) : [file];
  });
}
