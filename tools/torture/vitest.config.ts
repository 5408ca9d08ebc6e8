import { sharedConfig } from '../../vitest.shared.ts';

export default sharedConfig(1_800_000);
