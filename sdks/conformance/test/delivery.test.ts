import { ADAPTERS } from '../src/adapters.ts';
import { runScenarios } from '../src/runner.ts';
import { deliveryScenarios } from '../src/scenarios/index.ts';

for (const adapter of ADAPTERS) runScenarios(adapter, deliveryScenarios);
