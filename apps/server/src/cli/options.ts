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
