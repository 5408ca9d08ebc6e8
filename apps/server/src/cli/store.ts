import type { WritableStorage } from '@micrologs/storage';
import type { Config } from '../config.ts';
import { prepareDataDir } from '../data-dir.ts';
import { openStorageForCommand } from '../main.ts';

/** Runs `work` on the installation's store, beside a running server if there is one. */
export async function withStorage<T>(config: Config, work: (storage: WritableStorage) => Promise<T>): Promise<T> {
  prepareDataDir(config.dataDir);
  const storage = await openStorageForCommand(config);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
