import { type MariaDb, startMariaDb, startValkey, type ValkeyServer } from '@micrologs/testing';
import { afterAll, beforeAll } from 'vitest';

/** What several processes need to work together. */
export class SharedServices {
  mariaDb!: MariaDb;
  valkey!: ValkeyServer;

  /** Settings of an installation of its own: a new database, and Valkey. */
  async newInstallation(): Promise<Record<string, string>> {
    return {
      DATABASE_URL: await this.mariaDb.createDatabase(),
      VALKEY_URL: this.valkey.url,
      // The ledger is asked for again and again.
      RATE_LIMITS: 'off',
    };
  }
}

/** Starts them before the tests of a file, at whose top it is to be called. */
export function useSharedServices(): SharedServices {
  const services = new SharedServices();
  beforeAll(async () => {
    [services.mariaDb, services.valkey] = await Promise.all([startMariaDb(), startValkey()]);
  });
  afterAll(async () => {
    await services.mariaDb?.stop();
    await services.valkey?.stop();
  });
  return services;
}
