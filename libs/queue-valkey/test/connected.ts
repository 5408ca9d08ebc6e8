import { expect } from 'vitest';
import { ValkeySource, type ValkeySourceOptions } from '../src/index.ts';

/** A source that is connected already: by itself it waits a second for that, and a busy machine may take longer. */
export async function connectedSource(options: ValkeySourceOptions): Promise<ValkeySource> {
  const source = new ValkeySource(options);
  await expect.poll(() => source.identify().then(Boolean, () => false)).toBe(true);
  return source;
}
