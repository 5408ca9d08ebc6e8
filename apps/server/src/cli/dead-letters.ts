import { isoLocal, NotFoundError, type ProjectId } from '@micrologs/domain';
import { type Replay, replayDeadLetters } from '@micrologs/pipeline';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import type { DeadLetterId, DeadLetterSelection, DeadLetterStore, StoredDeadLetter } from '@micrologs/storage';
import { Command } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, projectId, type SettingOptions, wholeNumber } from './options.ts';
import { withExistingStorage } from './store.ts';

interface ListOptions extends SettingOptions {
  project?: ProjectId;
  limit: number;
  json?: boolean;
}

interface SelectOptions extends SettingOptions {
  all?: boolean;
  project?: ProjectId;
  json?: boolean;
}

const DEFAULT_LIMIT = 100;

export function deadLettersCommand(): Command {
  const command = new Command('dead-letters').description(
    'Events that could not be stored: see, store after all, drop; works beside a running server',
  );
  command
    .command('list')
    .description('Show them, newest first')
    .option('--project <id>', 'only of this project', projectId)
    .option('--limit <count>', 'how many at most', wholeNumber, DEFAULT_LIMIT)
    .option('--json', 'print JSON')
    .action(list);
  command
    .command('show')
    .description('Show one with its event, as JSON')
    .argument('<id>', 'its number', wholeNumber)
    .action(show);
  selecting(command.command('replay'), 'Store one after all, or all; ends with 1 when some fail again').action(replay);
  selecting(command.command('drop'), 'Remove one, or all, for good').action(drop);
  return command;
}

function selecting(command: Command, description: string): Command {
  return command
    .description(description)
    .argument('[id]', 'its number', wholeNumber)
    .option('--all', 'all of them')
    .option('--project <id>', 'with --all: only of this project', projectId)
    .option('--json', 'print JSON');
}

async function list({ project, limit, json, ...options }: ListOptions): Promise<void> {
  await withExistingStorage(configFrom(options), async ({ deadLetters }) => {
    const letters = await deadLetters.page(project ?? null, null, limit);
    if (json) return print(JSON.stringify(letters.map(toJson), null, 2));
    if (letters.length === 0) return print('There are no dead letters.');
    print(
      letters
        .map(
          (one) => `${one.id}  ${isoLocal(one.receivedAt, 'UTC')}  project ${one.project}  ${one.kind}  ${one.reason}`,
        )
        .join('\n'),
    );
  });
}

async function show(id: DeadLetterId, options: SettingOptions): Promise<void> {
  await withExistingStorage(configFrom(options), async ({ deadLetters }) => {
    const letter = await found(deadLetters, { id });
    print(JSON.stringify({ ...toJson(letter), event: JSON.parse(letter.event) as unknown }, null, 2));
  });
}

async function replay(id: DeadLetterId | undefined, { json, ...options }: SelectOptions): Promise<void> {
  const selection = selectionOf(id, options);
  await withExistingStorage(configFrom(options), async (storage) => {
    if (id !== undefined) await found(storage.deadLetters, selection);
    const now = Date.now();
    const act = adminAct(COMMAND_LINE, 'dead_letters.replayed', {}, now);
    const outcome = await replayDeadLetters(storage, selection, { now, act });
    print(json ? JSON.stringify(outcome, null, 2) : linesOf(outcome).join('\n'));
    if (outcome.failed > 0) process.exitCode = 1;
  });
}

async function drop(id: DeadLetterId | undefined, { json, ...options }: SelectOptions): Promise<void> {
  const selection = selectionOf(id, options);
  await withExistingStorage(configFrom(options), async ({ deadLetters }) => {
    if (id !== undefined) await found(deadLetters, selection);
    const act = adminAct(COMMAND_LINE, 'dead_letters.dropped', {}, Date.now());
    const dropped = await deadLetters.drop(selection, act);
    print(json ? JSON.stringify({ dropped }, null, 2) : `${dropped} dropped.`);
  });
}

/** @throws ConfigError unless it is clear what is meant */
function selectionOf(id: DeadLetterId | undefined, { all, project }: SelectOptions): DeadLetterSelection {
  if ((id === undefined) === (all !== true)) throw new ConfigError('Give either the number of one or --all.');
  if (id !== undefined && project !== undefined) throw new ConfigError('--project goes with --all.');
  return { id, project };
}

/** @throws NotFoundError */
async function found(deadLetters: DeadLetterStore, selection: DeadLetterSelection): Promise<StoredDeadLetter> {
  const [letter] = await deadLetters.read(selection, 0, 1);
  if (!letter) throw new NotFoundError('There is no such dead letter.');
  return letter;
}

function toJson({ id, project, kind, reason, receivedAt }: Omit<StoredDeadLetter, 'event'>) {
  return { id, project_id: project, kind, reason, received_at: isoLocal(receivedAt, 'UTC') };
}

function linesOf({ replayed, failed, failures }: Replay): string[] {
  return [
    `${replayed} replayed, ${failed} failed again.`,
    ...failures.map(({ id, reason }) => `  ${id}  ${reason}`),
    ...(failed > failures.length ? [`  and ${failed - failures.length} more`] : []),
  ];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
