import { normaliseDomain } from '@micrologs/domain';
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { describeSettings } from '../settings.ts';
import { collect, configFrom, type SettingOptions } from './options.ts';

function hostOf(domain: string): string {
  const host = normaliseDomain(domain);
  if (host === null) throw new ConfigError(`--domain ${domain} is not a host name. Use one such as shop.example.com.`);
  return host;
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('Run the server until it is told to stop (SIGTERM or Ctrl+C)')
    .option('-p, --port <number>', 'port to listen on (PORT)')
    .option('--host <address>', 'address to listen on (HOST)')
    .option('--domain <host>', 'host of your site, for the project that the first start makes; repeatable', collect)
    .addHelpText('after', `\n${describeSettings()}`)
    .action(async (options: SettingOptions & { domain?: string[] }) => {
      // Loaded here, so that the other commands and --help need not.
      const { serve } = await import('../main.ts');
      await serve(configFrom(options), { domains: (options.domain ?? []).map(hostOf) });
    });
}
