import { type TestServer, testEngine } from '@micrologs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Excuse } from '../src/coverage.ts';
import { type StartedWorld, startWorld } from '../src/start.ts';
import { Walk } from '../src/walk.ts';
import { basePathStep } from './steps/base-path.ts';
import { examplesStep } from './steps/examples.ts';
import { faultsStep } from './steps/faults.ts';
import { fuzzStep } from './steps/fuzz.ts';
import { pathsStep } from './steps/paths.ts';
import { rateLimitsStep } from './steps/rate-limits.ts';
import { readsStep } from './steps/reads.ts';
import { redirectsStep } from './steps/redirects.ts';
import { refusalsStep } from './steps/refusals.ts';
import { streamsStep } from './steps/streams.ts';
import { tenantsStep } from './steps/tenants.ts';

/** Of pino. */
const ERROR_LEVEL = 50;

/** Declared answers that the walk cannot provoke, with the test that does. */
const EXCUSES: Excuse[] = [
  {
    operation: 'editProject',
    status: 409,
    reason: 'Pageviews go by retention only when they are older than the server has run.',
    coveredBy: { file: 'apps/server/test/frozen-days.test.ts', title: 'zone' },
  },
];

/** On another engine only the steps that have to do with it are taken, which do not meet every declared answer. */
const isWhole = testEngine() === 'sqlite';

const walk = new Walk();
let started: StartedWorld;
let server: TestServer | undefined;

beforeAll(async () => {
  console.log(`The seed of this walk: CONTRACT_SEED=${walk.seed}`);
  started = await startWorld();
  server = started.server;
  walk.start(started.world, started.project);
});

afterAll(async () => {
  await server?.stop();
  await started.close();
});

examplesStep(walk);
readsStep(walk);
tenantsStep(walk);
redirectsStep(walk);
refusalsStep(walk);
if (isWhole) {
  pathsStep(walk);
  basePathStep(walk);
  rateLimitsStep(walk);
  streamsStep(walk);
  faultsStep(walk);
  fuzzStep(walk);
}

describe('the server process', () => {
  it('was the same all the time, and logged no fault', () => {
    process.kill(server!.pid, 0);
    const faults = server!
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{') && (JSON.parse(line) as { level: number }).level >= ERROR_LEVEL);
    expect(faults).toEqual([]);
  });

  it('stops cleanly', async () => {
    expect(await server!.stop()).toBe(0);
    server = undefined;
  });
});

if (isWhole) {
  describe('coverage', () => {
    it('every operation and every declared answer was met', () => {
      console.log(`${walk.recorder.answers} answers held against the contract`);
      expect(walk.recorder.coverage.missing(EXCUSES)).toEqual([]);
      expect(walk.recorder.coverage.needless(EXCUSES)).toEqual([]);
    });
  });
}
