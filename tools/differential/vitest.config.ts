import { sharedConfig } from '../../vitest.shared.ts';

export default sharedConfig(300_000);
