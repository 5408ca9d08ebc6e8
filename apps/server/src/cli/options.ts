import type { ProjectId } from '@micrologs/domain';
import { InvalidArgumentError } from 'commander';
import { type Config, readConfig } from '../config.ts';

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

/** For numbers of projects that may be given several times. */
export function projectIds(text: string, previous: ProjectId[] = []): ProjectId[] {
  return [...previous, projectId(text)];
}
