import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** The settings every package's tests share. Results also go to a file, so that a cached run can still be counted. */
export function sharedConfig(timeoutMs = 180_000) {
  return defineConfig({
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      // What is waited for comes in its own time on a busy machine.
      expect: { poll: { timeout: 60_000 } },
      passWithNoTests: false,
      allowOnly: false,
      reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
      pool: 'forks',
      maxWorkers: 2,
    },
  });
}

/**
 * The tests of a package, run a second time with MariaDB in the place of the embedded database (`nx test-mariadb`).
 * @param include the files that have to do with the engine; all unless given
 */
export function onMariaDb(embedded: ViteUserConfig, include = embedded.test?.include): ViteUserConfig {
  process.env.TEST_ENGINE = 'mariadb';
  const engine = fileURLToPath(new URL('libs/testing/src/test-engine.setup.ts', import.meta.url));
  return {
    ...embedded,
    test: {
      ...embedded.test,
      include,
      globalSetup: [embedded.test?.globalSetup ?? [], engine].flat(),
      reporters: ['default', ['json', { outputFile: 'test-results/vitest-mariadb.json' }]],
    },
  };
}
