import { mergeConfig } from 'vitest/config';
import { sharedConfig } from '../../vitest.shared.ts';

export default mergeConfig(sharedConfig(60_000), { test: { globalSetup: ['./build.mjs', './test/mariadb.setup.ts'] } });
