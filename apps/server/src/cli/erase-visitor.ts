import { cleanText, textLimits } from '@micrologs/contract';
import { NotFoundError, type ProjectId } from '@micrologs/domain';
import { visitorHash } from '@micrologs/identity';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import { type Erasure, eraseVisitor } from '@micrologs/retention';
import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, projectId, type SettingOptions } from './options.ts';
import { withExistingStorage } from './store.ts';

interface EraseVisitorOptions extends SettingOptions {
  project: ProjectId;
  visitorId?: string;
  hash?: string;
  json?: boolean;
}

const WHAT = `
Goes: the visitor with its hashes, sessions and pageviews, also from sealed days. Error occurrences stay, but tell of nobody any more.
What waits in the queue, and whoever comes back with the same id, is stored as of somebody new. See docs/retention.md.`;

export function eraseVisitorCommand(): Command {
  return new Command('erase-visitor')
    .description('Erase one visitor of a project, for good; works beside a running server')
    .requiredOption('--project <id>', 'whose visitor', projectId)
    .option('--visitor-id <id>', 'the id that the tracker keeps in the browser')
    .option('--hash <hex>', 'or the visitor_hash that exports show', hexHash)
    .option('--json', 'print JSON')
    .addHelpText('after', WHAT)
    .action(run);
}

async function run({ project, visitorId, hash, json, ...options }: EraseVisitorOptions): Promise<void> {
  if ((visitorId === undefined) === (hash === undefined)) {
    throw new ConfigError('Give either --visitor-id or --hash.');
  }
  const known = hash ?? visitorHash(cleanText(visitorId!, textLimits.TrackPageviewBody.visitor_id));
  await withExistingStorage(configFrom(options), async (storage) => {
    const projects = await storage.projects.all();
    if (!projects.some(({ id }) => id === project)) throw new NotFoundError('Project not found');
    const erasure = await eraseVisitor(storage, project, known, {
      clock: Date.now,
      act: (action, at) => adminAct(COMMAND_LINE, action, {}, at),
    });
    process.stdout.write(`${json ? JSON.stringify(toJson(erasure), null, 2) : toLines(erasure).join('\n')}\n`);
    if (!erasure.wiped) process.exitCode = 1;
  });
}

function toJson({ found, errors, deadLetters, sealedDays, wiped }: Erasure) {
  return { found, errors, dead_letters: deadLetters, sealed_days: sealedDays, wiped };
}

function toLines({ found, errors, deadLetters, sealedDays, wiped }: Erasure): string[] {
  return [
    found ? 'The visitor is erased.' : 'Nobody is known by this hash.',
    `  errors        ${errors} tell of nobody any more`,
    `  dead letters  ${deadLetters} dropped`,
    `  sealed days   ${sealedDays} made anew`,
    ...(wiped ? [] : ['A copy may be left in the files of the database, since it is in use: run this again.']),
  ];
}

function hexHash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('It must be 64 hex digits.');
  return text.toLowerCase();
}
