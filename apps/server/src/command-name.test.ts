import { expect, it } from 'vitest';
import { commandName } from './command-name.ts';

it.each([
  ['/usr/local/bin/micrologs', '/srv', 'micrologs'],
  ['/srv/apps/server/dist/cli.mjs', '/srv', 'node apps/server/dist/cli.mjs'],
  ['/srv/apps/server/dist/cli.mjs', '/srv/data', 'node ../apps/server/dist/cli.mjs'],
  ['', '/srv', 'micrologs'],
])('%s called in %s is run by %s', (script, folder, command) => {
  expect(commandName(script, folder)).toBe(command);
});
