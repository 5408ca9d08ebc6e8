import { sharedConfig } from '../../vitest.shared.ts';

/** Each part of the walk sends thousands of requests. */
export default sharedConfig(180_000);
