import { sharedConfig } from '../../vitest.shared.ts';

/** Databases of their own are made, filled and moved. */
export default sharedConfig(120_000);
