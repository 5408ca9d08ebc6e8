import { cp } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MariaDb, startMariaDb } from '@micrologs/testing';
import { afterAll, beforeAll } from 'vitest';
import { Adapter, type AdapterDefinition } from '../../conformance/src/adapter.ts';
import { runScenarios } from '../../conformance/src/runner.ts';
import { deliveryScenarios, questionScenarios } from '../../conformance/src/scenarios/index.ts';
import { installWordPress, PLUGIN, type WordPress } from './bed/wordpress.ts';

/** What the library has besides its own transport: WordPress' HTTP. */
const definition: AdapterDefinition = {
  name: 'wordpress',
  command: 'php',
  args: [fileURLToPath(new URL('../conformance/adapter.php', import.meta.url))],
  hasBackground: false,
  hasEmptyObjects: false,
  defaultErrorType: 'ManualError',
  optionCase: 'snake',
};

let mariadb: MariaDb;
let site: WordPress;

beforeAll(async () => {
  mariadb = await startMariaDb();
  site = await installWordPress(mariadb);
  await cp(PLUGIN, path.join(site.folder, 'wp-content/plugins/micrologs'), { recursive: true });
  await site.php(`activate_plugin('micrologs/micrologs.php');`);
});

afterAll(async () => {
  await site?.stop();
  await mariadb?.stop();
});

const start = () => Adapter.start({ ...definition, env: { WORDPRESS: site.folder } });

runScenarios(definition, [...deliveryScenarios, ...questionScenarios], start);
