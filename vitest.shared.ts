import { defineConfig } from 'vitest/config';

/** The settings every package's tests share. Results also go to a file, so that a cached run can still be counted. */
export function sharedConfig(timeoutMs = 30_000) {
  return defineConfig({
    test: {
      include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
      testTimeout: timeoutMs,
      hookTimeout: timeoutMs,
      passWithNoTests: false,
      allowOnly: false,
      reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
      pool: 'forks',
      maxWorkers: 2,
    },
  });
}
