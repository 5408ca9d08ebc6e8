import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer, writeCityDatabase } from '@micrologs/testing';
import { afterAll, beforeAll } from 'vitest';
import { KNOWN_ADDRESS, sendVisits } from '../src/visits.ts';
import { Walk } from '../src/walk.ts';
import { World } from '../src/world.ts';
import { examplesStep } from './steps/examples.ts';
import { pathsStep } from './steps/paths.ts';
import { refusalsStep } from './steps/refusals.ts';

const walk = new Walk();
let folder: string;
let server: TestServer | undefined;

beforeAll(async () => {
  console.log(`The seed of this walk: CONTRACT_SEED=${walk.seed}`);
  folder = await mkdtemp(join(tmpdir(), 'micrologs-walk-'));
  const geoip = join(folder, 'city.mmdb');
  const norway = { iso: 'NO', name: 'Norway' };
  writeCityDatabase(geoip, [{ network: `${KNOWN_ADDRESS}/32`, country: norway, region: 'Vestland', city: 'Bergen' }]);
  server = await startServer({ env: { GEOIP_PATH: geoip } });
  const world = new World(server);
  walk.start(world, await world.newProject());
  await sendVisits(world, walk.project);
});

afterAll(async () => {
  walk.world.close();
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

examplesStep(walk);
refusalsStep(walk);
pathsStep(walk);
