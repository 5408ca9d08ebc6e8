import { existsSync } from 'node:fs';
import type { WritableStorage } from '@micrologs/storage';
import { type Config, ConfigError } from '../config.ts';
import { prepareDataDir } from '../data-dir.ts';

/** Runs `work` on the installation's store, beside a running server if there is one. */
export async function withStorage<T>(config: Config, work: (storage: WritableStorage) => Promise<T>): Promise<T> {
  prepareDataDir(config.dataDir);
  // Loaded here, since the server itself leaves this to its threads.
  const { openStorage } = await import('./open-storage.ts');
  const storage = await openStorage(config);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/**
 * As `withStorage`, where there is an installation: of a folder that was mistyped, all would be well.
 * @throws ConfigError when there is no database
 */
export async function withExistingStorage<T>(
  config: Config,
  work: (storage: WritableStorage) => Promise<T>,
): Promise<T> {
  const { database } = config;
  if (database.engine === 'sqlite' && !existsSync(database.file)) {
    throw new ConfigError(`There is no database at ${database.file}.`);
  }
  return withStorage(config, work);
}
