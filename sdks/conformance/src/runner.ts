import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { Adapter, type AdapterDefinition } from './adapter.ts';
import { FaultyServer } from './faulty-server.ts';
import type { Scenario } from './scenario.ts';

/**
 * Declares a test of each scenario for one SDK, within the test file that calls it.
 * @param start how the adapter starts where it needs more than its command, such as a web server around it
 */
export function runScenarios(
  definition: AdapterDefinition,
  scenarios: Scenario[],
  start: () => Promise<Adapter> = () => Adapter.start(definition),
): void {
  describe(definition.name, () => {
    let sdk: Adapter;
    let server: FaultyServer;

    beforeAll(async () => {
      sdk = await start();
    });
    afterAll(() => sdk?.stop());
    beforeEach(async () => {
      server = await FaultyServer.start();
    });
    afterEach(() => server.down());

    for (const { title, needsBackground = false, run } of scenarios) {
      if (needsBackground && !definition.hasBackground) continue;
      it(title, () => run({ sdk, server }));
    }
  });
}
