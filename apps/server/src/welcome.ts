import { snippetFor } from '@micrologs/projects';
import type { Bootstrapped } from './bootstrap.ts';
import { commandName } from './command-name.ts';
import type { Config } from './config.ts';
import { secretsFile } from './secrets.ts';

export interface WelcomeOptions {
  url: string;
  created: Bootstrapped['created'];
  config: Pick<Config, 'dataDir' | 'adminKey'>;
}

/** What a person sees when the server has started: keys at the first start only, later where to find them. */
export function welcome({ url, created, config }: WelcomeOptions): string {
  const file = secretsFile(config.dataDir);
  if (!created) {
    const keys = config.adminKey === undefined ? `Keys are in ${file}` : 'The admin key is the one in ADMIN_KEY';
    return `\n  Micrologs is running at ${url}\n  ${keys}. Stop with Ctrl+C.\n\n`;
  }
  const { project, secretKey, adminKey } = created;
  return [
    '',
    `  Micrologs is running at ${url}`,
    '',
    `  Project      ${project.name} (number ${project.id}), for ${project.allowedDomains.join(', ')}`,
    `  Public key   ${project.publicKey}`,
    `  Secret key   ${secretKey}`,
    `  Admin key    ${adminKey ?? 'the one in ADMIN_KEY'}`,
    '',
    '  The secret keys are shown this once. They are kept, for you alone, in',
    `  ${file}`,
    '',
    '  Put this into the <head> of your pages:',
    '',
    `  ${snippetFor(project, url)}`,
    '',
    '  Then see your visitors:',
    '',
    `  curl -H "X-API-Key: ${secretKey}" "${url}/api/analytics/visitors?range=7d"`,
    '',
    `  A site on another host: ${commandName()} project create "My shop" --domain shop.example`,
    `  The API is described at ${url}/docs. Stop with Ctrl+C.`,
    '',
    '',
  ].join('\n');
}
