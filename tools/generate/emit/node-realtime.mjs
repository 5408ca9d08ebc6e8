import { readFileSync } from 'node:fs';

const browser = new URL('../../../sdks/browser/src/', import.meta.url);

/** What both clients for sockets are made of; it belongs to the browser's package, and this is its copy. */
const SHARED = ['connection.ts', 'ends.ts', 'listener.ts', 'messages.ts'];

/** The modules of the Node SDK that are those of the browser's client, by name. @param schema text of what the browser knows of the contract */
export function nodeRealtimeFiles(schema) {
  const files = SHARED.map((name) => {
    const text = readFileSync(new URL(`realtime/${name}`, browser), 'utf8').replaceAll(`'../generated/`, `'./`);
    return [name, `// Copied from sdks/browser/src/realtime/${name} by tools/generate. Do not edit.\n${text}`];
  });
  return new Map([...files, ['schema.ts', schema]]);
}
