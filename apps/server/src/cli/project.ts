import { COMMAND_LINE, ProjectService } from '@micrologs/projects';
import { Command, InvalidArgumentError } from 'commander';
import { commandName } from '../command-name.ts';
import type { Config } from '../config.ts';
import { readRunningServer } from '../data-dir.ts';
import { collect, configFrom, projectId, type SettingOptions } from './options.ts';
import { withStorage } from './store.ts';

/** Commander takes null for the lack of a value. */
type KeptDays = number | 'forever';

interface ProjectOptions extends SettingOptions {
  domain?: string[];
  timeZone?: string;
  cookieless?: boolean;
  respectDnt?: boolean;
  /** False: none at all. */
  scrubKey?: string[] | false;
  safeKey?: string[] | false;
  auditSecretOnly?: boolean;
  keepPageviews?: KeptDays;
  keepErrors?: KeptDays;
  keepClicks?: KeptDays;
  keepAudit?: KeptDays;
  keepCounts?: boolean;
  json?: boolean;
}

export function projectCommand(): Command {
  const command = new Command('project').description(
    'Make, list, change and re-key projects; works beside a running server',
  );
  command
    .command('create')
    .description('Make a project and show its keys')
    .argument('<name>', 'what it is called')
    .requiredOption('-d, --domain <host>', 'host that may use the public key, with its subdomains; repeatable', collect)
    .option('--time-zone <zone>', 'zone whose days the reports use, such as Europe/Oslo (default: UTC)')
    .option('--cookieless', 'store nothing in the browser')
    .option('--respect-dnt', 'drop visits that ask not to be tracked')
    .option('--scrub-key <name>', 'further key whose values are filtered out of error contexts; repeatable', collect)
    .option('--safe-key <name>', 'key that is never filtered; repeatable', collect)
    .option('--audit-secret-only', 'take audit entries with the secret key only')
    .option('--json', 'print JSON')
    .action(create);
  command
    .command('edit')
    .description('Change what is given, and leave the rest; lists are replaced')
    .argument('<id>', "the project's number", projectId)
    .option('--name <name>', 'what it is called')
    .option('-d, --domain <host>', 'host that may use the public key, with its subdomains; repeatable', collect)
    .option('--time-zone <zone>', 'zone whose days the reports use')
    .option('--cookieless', 'store nothing in the browser')
    .option('--no-cookieless', 'tell visitors apart by a cookie')
    .option('--respect-dnt', 'drop visits that ask not to be tracked')
    .option('--no-respect-dnt', 'count them')
    .option('--scrub-key <name>', 'further key whose values are filtered out of error contexts; repeatable', collect)
    .option('--no-scrub-key', 'no further keys')
    .option('--safe-key <name>', 'key that is never filtered; repeatable', collect)
    .option('--no-safe-key', 'no such keys')
    .option('--audit-secret-only', 'take audit entries with the secret key only')
    .option('--no-audit-secret-only', 'take them with both keys')
    .option('--keep-pageviews <days>', 'days after which pageviews go, by whole months; forever: never', keptDays)
    .option('--keep-errors <days>', 'days after which occurrences of errors go; forever: never', keptDays)
    .option('--keep-clicks <days>', 'days after which clicks go; forever: never', keptDays)
    .option('--keep-audit <days>', 'days after which audit entries go; forever: never', keptDays)
    .option('--keep-counts', 'keep counts and unique visitors of pageviews that went')
    .option('--no-keep-counts', 'let them go too')
    .option('--json', 'print JSON')
    .action(edit);
  command.command('list').description('Show all projects').option('--json', 'print JSON').action(list);
  command
    .command('rotate-keys')
    .description('Replace the keys of a project (both unless one is named); the old ones stop working at once')
    .argument('<id>', "the project's number", projectId)
    .option('--secret', 'replace the secret key')
    .option('--public', 'replace the public key')
    .option('--json', 'print JSON')
    .action(rotateKeys);
  return command;
}

async function create(name: string, options: ProjectOptions): Promise<void> {
  const config = configFrom(options);
  await withStorage(config, async (storage) => {
    const { data } = await new ProjectService(storage.projects).create(
      { name, allowed_domains: options.domain ?? [], ...settingsOf(options) },
      apiUrlOf(config),
      COMMAND_LINE,
    );
    if (options.json) return printJson(data);
    print([
      `Project ${data.id} "${data.name}" for ${data.allowed_domains.join(', ')}`,
      `  public key  ${data.public_key}`,
      `  secret key  ${data.secret_key}   (not shown again)`,
      `  snippet     ${data.snippet}`,
    ]);
  });
}

async function edit(id: number, options: ProjectOptions & { name?: string }): Promise<void> {
  await withStorage(configFrom(options), async (storage) => {
    const { data } = await new ProjectService(storage.projects).edit(
      { id, name: options.name, allowed_domains: options.domain, ...settingsOf(options) },
      COMMAND_LINE,
    );
    if (options.json) return printJson(data);
    print([`Project ${data.id} "${data.name}" is changed.`, ...describe(data)]);
  });
}

async function list(options: SettingOptions & { json?: boolean }): Promise<void> {
  const config = configFrom(options);
  await withStorage(config, async (storage) => {
    const { data } = await new ProjectService(storage.projects).list(apiUrlOf(config));
    if (options.json) return printJson(data);
    if (data.count === 0) return print([`There are no projects yet. Make one with: ${commandName()} project create`]);
    print(
      data.projects.flatMap((project) => [
        `${project.id}  ${project.name}${project.is_active ? '' : '  (disabled)'}`,
        ...describe(project),
        `  public key  ${project.public_key}`,
        `  snippet     ${project.snippet}`,
        `  pageviews   ${project.stats.total_pageviews}`,
      ]),
    );
  });
}

async function rotateKeys(
  id: number,
  options: SettingOptions & { secret?: boolean; public?: boolean; json?: boolean },
): Promise<void> {
  await withStorage(configFrom(options), async (storage) => {
    const both = !options.secret && !options.public;
    const { data } = await new ProjectService(storage.projects).regenerateKeys(
      { id, rotate_secret: both || Boolean(options.secret), rotate_public: both || Boolean(options.public) },
      COMMAND_LINE,
    );
    if (options.json) return printJson(data);
    const { public_key, secret_key } = data as { public_key?: string; secret_key?: string };
    print([
      `Project ${data.id} "${data.name}" has new keys; the old ones have stopped working.`,
      ...(public_key ? [`  public key  ${public_key}`] : []),
      ...(secret_key ? [`  secret key  ${secret_key}   (not shown again)`] : []),
    ]);
  });
}

function settingsOf(options: ProjectOptions) {
  const keys = (names: string[] | false | undefined) => (names === false ? [] : names);
  return {
    timezone: options.timeZone,
    cookieless: options.cookieless,
    respect_dnt: options.respectDnt,
    scrub_keys: keys(options.scrubKey),
    safe_keys: keys(options.safeKey),
    audit_secret_only: options.auditSecretOnly,
    retention: retentionOf(options),
  };
}

function retentionOf({ keepPageviews, keepErrors, keepClicks, keepAudit, keepCounts }: ProjectOptions) {
  const days = (kept: KeptDays | undefined) => (kept === 'forever' ? null : kept);
  const named = {
    pageviews_days: days(keepPageviews),
    errors_days: days(keepErrors),
    clicks_days: days(keepClicks),
    audit_days: days(keepAudit),
    keep_counts: keepCounts,
  };
  return Object.values(named).every((value) => value === undefined) ? undefined : named;
}

interface DescribedProject {
  allowed_domains: readonly string[];
  timezone: string;
  cookieless: boolean;
  respect_dnt: boolean;
  scrub_keys: readonly string[];
  safe_keys: readonly string[];
  audit_secret_only: boolean;
  retention: {
    pageviews_days: number | null;
    errors_days: number | null;
    clicks_days: number | null;
    audit_days: number | null;
    keep_counts: boolean;
  };
}

/** Lines of what was chosen for a project; what is as usual is left out. */
function describe(project: DescribedProject): string[] {
  const { scrub_keys, safe_keys, retention } = project;
  const choices = [
    ...(project.cookieless ? ['cookieless'] : []),
    ...(project.respect_dnt ? ['respects Do Not Track'] : []),
    ...(project.audit_secret_only ? ['audit entries with the secret key only'] : []),
  ];
  const kept = (['pageviews', 'errors', 'clicks', 'audit'] as const).flatMap((kind) => {
    const days = retention[`${kind}_days`];
    if (days === null) return [];
    const counts = kind === 'pageviews' && !retention.keep_counts ? ', with their counts' : '';
    return [`${kind} after ${days} days${counts}`];
  });
  return [
    `  domains     ${project.allowed_domains.join(', ')}`,
    `  time zone   ${project.timezone}`,
    ...(choices.length > 0 ? [`  choices     ${choices.join(', ')}`] : []),
    ...(scrub_keys.length > 0 ? [`  filtered    ${scrub_keys.join(', ')}`] : []),
    ...(safe_keys.length > 0 ? [`  kept        ${safe_keys.join(', ')}`] : []),
    ...(kept.length > 0 ? [`  goes        ${kept.join('; ')}`] : []),
  ];
}

function keptDays(text: string): KeptDays {
  if (text === 'forever') return text;
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of days, or forever.');
  return Number(text);
}

/** Where browsers reach the server: as configured, or where it runs now. */
function apiUrlOf(config: Config): string {
  return config.appUrl ?? readRunningServer(config.dataDir)?.publicUrl ?? `http://${config.host}:${config.port}`;
}

function print(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function printJson(data: object): void {
  process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
}
