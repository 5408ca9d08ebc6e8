import { sharedConfig } from '../../vitest.shared.ts';

/** Each part of the walk sends thousands of requests, which takes minutes on a busy machine. */
export default sharedConfig(900_000);
