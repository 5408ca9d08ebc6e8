import { type AuditVerdict, countPrunable, PRUNED_ACTION, verifyStoredChain } from '@micrologs/audit';
import {
  type AuditHead,
  dayStart,
  INSTALLATION_CHAIN,
  NotFoundError,
  type ProjectId,
  parseDay,
} from '@micrologs/domain';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import type { AuditChain, Storage } from '@micrologs/storage';
import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, type SettingOptions } from './options.ts';
import { withExistingStorage } from './store.ts';

interface VerifyOptions extends SettingOptions {
  project?: ProjectId;
  expect?: AuditHead;
  json?: boolean;
}

interface PruneOptions extends SettingOptions {
  project: ProjectId;
  before: string;
  dryRun?: boolean;
  json?: boolean;
}

/** A chain's verdict under the name of its project. */
interface Finding extends AuditVerdict {
  chain: AuditChain;
  name: string;
}

/** Distinct from 1: nothing is wrong with the log. */
const EXIT_PRUNED = 3;

const EXIT_CODES = `
Ends with 0 when every log is as it was recorded; 1 when one is not; 2 after wrong use; ${EXIT_PRUNED} when the log is as it was
recorded, but the entry of --expect was pruned, so that nothing is left to compare it with.
Whoever can rewrite a log can prune it too: expect a head that is newer than what you prune.`;

const PRUNE_ORDER = `
Entries go in the order in which they were recorded, up to the first one that is to stay: an older one that was recorded after it,
such as an entry that a client sent late, stays as well.`;

export function auditCommand(): Command {
  const command = new Command('audit').description('Verify and prune audit logs; works beside a running server');
  command
    .command('verify')
    .description('Prove that no entry was changed, removed or put in; ends with 1 and names the first one otherwise')
    .option('--project <id>', "only this project's log; 0 is the installation's own", projectId)
    .option('--expect <sequence:hash>', 'a head that was printed before, and must still be there', head)
    .option('--json', 'print JSON')
    .addHelpText('after', EXIT_CODES)
    .action(verify);
  command
    .command('prune')
    .description('Remove the oldest entries of a log; the rest stays provable, and tells of it')
    .requiredOption('--project <id>', "whose log; 0 is the installation's own", projectId)
    .requiredOption('--before <day>', "first day to keep (YYYY-MM-DD, of the project's zone)")
    .option('--dry-run', 'only say how many entries would go')
    .option('--json', 'print JSON')
    .addHelpText('after', PRUNE_ORDER)
    .action(prune);
  return command;
}

async function verify({ project, expect, json, ...options }: VerifyOptions): Promise<void> {
  if (expect && project === undefined) throw new ConfigError('--expect needs --project: it is the head of one log.');
  await withExistingStorage(configFrom(options), async (storage) => {
    const names = await namesOf(storage);
    const chains = (await storage.audit.chains()).map((chain) => chain.project);
    // A log that is gone whole is missed where its project still stands.
    const all = [...new Set([...chains, ...names.keys()])].sort((a, b) => a - b);
    const wanted = project === undefined ? all : [project];
    const findings: Finding[] = [];
    for (const id of wanted) {
      const found = await verifyStoredChain(storage, id, expect);
      if (found) findings.push({ ...found, name: names.get(id) ?? `Project ${id}` });
      else if (project !== undefined) throw new NotFoundError('Project not found');
    }
    process.exitCode = exitCodeOf(findings);
    if (json) print(JSON.stringify(findings.map(toJson), null, 2));
    else print(findings.flatMap(toLines).join('\n'));
  });
}

function exitCodeOf(findings: readonly Finding[]): number {
  const faults = findings.flatMap(({ fault }) => fault ?? []);
  if (faults.some(({ kind }) => kind !== 'pruned')) return 1;
  return faults.length > 0 ? EXIT_PRUNED : 0;
}

function toJson({ chain, fault, entries, proven }: Finding) {
  const { project, anchor } = chain;
  return { project, ok: fault === null, entries, removed_through: anchor.sequence, anchor, proven, fault };
}

function toLines({ chain, name, fault, entries, proven }: Finding): string[] {
  const removed = chain.anchor.sequence === 0 ? '' : `; those up to ${chain.anchor.sequence} were removed`;
  const place = `${proven.sequence}:${proven.hash}`;
  if (fault && fault.kind !== 'pruned') return [`${name}: NOT INTACT. ${fault.message}`, `  proven  ${place}`];
  if (entries === 0) return [`${name}: no entries.`];
  const intact = [`${name}: ${counted(entries)}, as recorded${removed}.`, `  head    ${place}`];
  return fault ? [...intact, `  anchor  ${chain.anchor.sequence}:${chain.anchor.hash}`, `  ${fault.message}`] : intact;
}

async function prune({ project, before, dryRun, json, ...options }: PruneOptions): Promise<void> {
  const day = parseDay(before);
  if (day === null) throw new ConfigError(`--before ${before} is not a day. Use one such as 2026-01-31.`);
  await withExistingStorage(configFrom(options), async (storage) => {
    const until = dayStart(day, await zoneOf(storage, project));
    const act = adminAct(COMMAND_LINE, PRUNED_ACTION, { before }, Date.now());
    const removed = dryRun
      ? await countPrunable(storage.audit, project, until)
      : (await storage.audit.prune(project, until, act)).removed;
    if (json) return print(JSON.stringify({ project, before, removed, dry_run: dryRun === true }, null, 2));
    print(`${dryRun ? 'To be removed' : 'Removed'}: ${counted(removed)}.`);
  });
}

async function namesOf({ projects }: Pick<Storage, 'projects'>): Promise<Map<ProjectId, string>> {
  const names = new Map<ProjectId, string>([[INSTALLATION_CHAIN, 'Installation']]);
  for (const { id, name } of await projects.all()) names.set(id, `Project ${id} "${name}"`);
  return names;
}

async function zoneOf({ projects }: Pick<Storage, 'projects'>, id: ProjectId): Promise<string> {
  if (id === INSTALLATION_CHAIN) return 'UTC';
  const project = (await projects.all()).find((candidate) => candidate.id === id);
  if (!project) throw new NotFoundError('Project not found');
  return project.timeZone;
}

function projectId(text: string): ProjectId {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function head(text: string): AuditHead {
  const [, sequence, hash] = /^([1-9]\d{0,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
  if (!sequence || !hash) throw new InvalidArgumentError('It must be a number, a colon and 64 hex digits.');
  return { sequence: Number(sequence), hash: hash.toLowerCase() };
}

function counted(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries} entries`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
