import { readFileSync } from 'node:fs';
import { addDeadLetter, startServer, type TestServer } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outputFaults, Shell, shownCommands } from '../src/shell-page.ts';

const page = readFileSync(new URL('../../../docs/rest.md', import.meta.url), 'utf8');
const [settings, ...blocks] = shownCommands(page);

let server: TestServer;
let shell: Shell;

beforeAll(async () => {
  server = await startServer({ domains: ['shop.example'] });
  const body = { url: 'https://shop.example/late', visitor_id: 'v', session_token: 's' };
  await addDeadLetter(server.dataDir, {
    ...{ project: 1, kind: 'pageview', receivedAt: Date.now() },
    ...{ id: 'late', idGiven: true, device: { type: null, os: null, browser: null, browserVersion: null }, body },
  });
  const { publicKey, secretKey } = server.project;
  shell = new Shell({ URL: server.url, PUBLIC_KEY: publicKey, SECRET_KEY: secretKey, ADMIN_KEY: server.adminKey });
});

afterAll(async () => {
  await shell?.stop();
  await server?.stop();
});

/** What only reads may be asked again until the reports, some moments behind, know of everything. */
const onlyReads = (commands: string) => !/-d ['"]\{|--data-binary/.test(commands);

describe('docs/rest.md', () => {
  it('begins with where the server is and the three keys', () => {
    const names = [...settings!.commands.matchAll(/^export (\w+)=/gm)].map(([, name]) => name);
    expect(names).toEqual(['URL', 'PUBLIC_KEY', 'SECRET_KEY', 'ADMIN_KEY']);
    expect(blocks.length).toBeGreaterThan(30);
  });

  it.each(blocks.map((block) => [block.line, block] as const))('line %d', async (_, { commands, answer }) => {
    if (!onlyReads(commands)) {
      expect(outputFaults(await shell.run(commands), answer)).toEqual([]);
      return;
    }
    await expect.poll(async () => outputFaults(await shell.run(commands), answer)).toEqual([]);
  });
});
