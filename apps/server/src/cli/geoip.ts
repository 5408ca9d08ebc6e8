import { updateGeoIp } from '@micrologs/ingest';
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, type SettingOptions } from './options.ts';

export function geoipCommand(): Command {
  const command = new Command('geoip').description('The file that tells places from addresses');
  command
    .command('update')
    .description('Download GeoLite2-City with your MaxMind key; a running server takes it over by itself')
    .option('--base-url <address>', "a mirror of MaxMind's download service")
    .action(update);
  return command;
}

async function update(options: SettingOptions & { baseUrl?: string }): Promise<void> {
  const { maxmind, geoipPath } = configFrom(options);
  if (!maxmind.accountId || !maxmind.licenseKey) {
    throw new ConfigError(
      'MAXMIND_ACCOUNT_ID and MAXMIND_LICENSE_KEY must be set to download GeoLite2-City. ' +
        'Both come with a free account at https://www.maxmind.com/en/geolite2/signup.',
    );
  }
  const { path, builtAt, bytes } = await updateGeoIp({
    accountId: maxmind.accountId,
    licenseKey: maxmind.licenseKey,
    path: geoipPath,
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
  });
  const megabytes = (bytes / 1024 ** 2).toFixed(1);
  process.stdout.write(`${path}: GeoLite2-City of ${builtAt.toISOString().slice(0, 10)}, ${megabytes} MB\n`);
}
