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

/** Where Valkey is, without which there is one process alone. @param why what needs it @throws ConfigError */
export function requireValkey({ valkey }: Config, why: string): ValkeyAddress {
  if (valkey) return valkey;
  throw new ConfigError(
    `${why}: set VALKEY_URL, the same for every process. Without Valkey, one \`micrologs serve\` does everything.`,
  );
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
    const count = Number(text);
    if (!/^\d{1,4}$/.test(text) || count < 1 || count > most) {
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
    }
    return count;
  };
}

/** For numbers of projects that may be given several times. */
export function projectIds(text: string, previous: ProjectId[] = []): ProjectId[] {
  return [...previous, projectId(text)];
}
