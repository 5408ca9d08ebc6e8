import { sharedConfig } from '../../vitest.shared.ts';

const { test } = sharedConfig();

/** Measures instead of testing, and leaves no result. */
export default { test: { ...test, include: ['test/latency.measure.ts'], reporters: ['default'] } };
