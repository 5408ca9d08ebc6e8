import type { ProjectId } from '@micrologs/domain';
import type { ValkeyAddress } from '@micrologs/valkey/address';
import { InvalidArgumentError } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';

/** Options that stand for settings, as commander gives them. */
export interface SettingOptions {
  host?: string;
  port?: string;
  dataDir?: string;
}

/** The configuration with the command line's options over it. @throws ConfigError */
export function configFrom({ host, port, dataDir }: SettingOptions): Config {
  return readConfig(process.env, { HOST: host, PORT: port, DATA_DIR: dataDir });
}

/**
 * What several processes share: without it, each would keep events and answers to itself.
 * @param command that runs one of several processes
 * @returns where Valkey is
 * @throws ConfigError
 */
export function requireShared({ valkey, database }: Config, command: string): ValkeyAddress {
  const why = `\`micrologs ${command}\` works together with other processes`;
  const instead = 'One `micrologs serve` does everything by itself.';
  if (!valkey) throw new ConfigError(`${why}, through Valkey: set VALKEY_URL, the same for each of them. ${instead}`);
  if (database.engine === 'sqlite') {
    throw new ConfigError(
      `${why}, on a database server: set DATABASE_URL to that of MySQL or MariaDB, the same for each of them. ${instead}`,
    );
  }
  return valkey;
}

/** For options that may be given several times. */
export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}

/** Reads the number of a project. */
export function projectId(text: string): ProjectId {
  return wholeNumber(text);
}

/** Reads a number from 1 to `most`. */
export function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const count = wholeNumber(text);
    if (count > most) throw new InvalidArgumentError(`It must be at most ${most}.`);
    return count;
  };
}

/** Reads a number of a port; 0 for any that is free. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

/** For numbers of projects that may be given several times. */
export function projectIds(text: string, previous: ProjectId[] = []): ProjectId[] {
  return [...previous, projectId(text)];
}
