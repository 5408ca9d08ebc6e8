import { mergeConfig } from 'vitest/config';
import { sharedConfig } from '../../vitest.shared.ts';

// The queue's thread is built from its present source, also when the tests run without Nx.
export default mergeConfig(sharedConfig(), { test: { globalSetup: '../spool/build.mjs' } });
