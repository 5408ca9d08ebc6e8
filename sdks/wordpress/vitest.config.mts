import { sharedConfig } from '../../vitest.shared.ts';

export default sharedConfig(60_000);
