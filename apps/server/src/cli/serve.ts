import { normaliseDomain } from '@micrologs/domain';
import { Command, Option } from 'commander';
import { ConfigError } from '../config.ts';
import { describeSettings } from '../settings.ts';
import { collect, configFrom, requireShared, type SettingOptions } from './options.ts';

interface ServeCommandOptions extends SettingOptions {
  role: 'all' | 'api';
  domain?: string[];
  supervisorPort?: number;
}

function hostOf(domain: string): string {
  const host = normaliseDomain(domain);
  if (host === null) throw new ConfigError(`--domain ${domain} is not a host name. Use one such as shop.example.com.`);
  return host;
}

export function serveCommand(): Command {
  return (
    new Command('serve')
      .description('Run the server until it is told to stop (SIGTERM or Ctrl+C)')
      .option('-p, --port <number>', 'port to listen on (PORT)')
      .option('--host <address>', 'address to listen on (HOST)')
      .option('--domain <host>', 'host of your site, for the project that the first start makes; repeatable', collect)
      .addOption(
        new Option('--role <role>', 'all: everything; api: answer requests, and let `micrologs worker` store events')
          .choices(['all', 'api'])
          .default('all'),
      )
      // What `micrologs up` starts: it listens, so that nobody is refused while this process is replaced.
      .addOption(new Option('--supervisor-port <number>').argParser(Number).hideHelp())
      .addHelpText('after', `\n${describeSettings()}`)
      .action(async ({ role, domain = [], supervisorPort, ...options }: ServeCommandOptions) => {
        const config = configFrom(options);
        if (role === 'api') requireShared(config, 'serve --role api');
        // Loaded here, so that the other commands and --help need not.
        const { serve } = await import('../main.ts');
        await serve(config, { role, domains: domain.map(hostOf), supervisorPort });
      })
  );
}
