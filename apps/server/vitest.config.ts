import { mergeConfig } from 'vitest/config';
import { sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig(120_000), { test: { globalSetup: './test/build.ts' } });
