import { type DayRange, formatDay, type LocalDay, NotFoundError, type ProjectId, parseDay } from '@micrologs/domain';
import { sealDays } from '@micrologs/sealing';
import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config.ts';
import { configFrom, projectId, type SettingOptions } from './options.ts';
import { Progress } from './progress.ts';
import { withExistingStorage } from './store.ts';

interface ResealOptions extends SettingOptions {
  project: ProjectId;
  from: LocalDay;
  to: LocalDay;
}

const WHAT_IT_DOES = `
The server seals every day by itself some minutes after it has ended, and again when something comes late. This makes the columns of
days anew from what is stored of them: rows, or columns where the rows are gone. Answers stay the same. A day that has not ended
yet, or changes meanwhile, is still answered from its rows.`;

export function resealCommand(): Command {
  return new Command('reseal')
    .description("Make the columns of a project's days anew; works beside a running server")
    .requiredOption('--project <id>', 'whose days', projectId)
    .requiredOption('--from <day>', "first day (YYYY-MM-DD, of the project's zone)", dayOf)
    .requiredOption('--to <day>', 'last day', dayOf)
    .addHelpText('after', WHAT_IT_DOES)
    .action(reseal);
}

async function reseal({ project, from, to, ...options }: ResealOptions): Promise<void> {
  if (from > to) throw new ConfigError('--from must not be after --to.');
  await withExistingStorage(configFrom(options), async (storage) => {
    if (!(await storage.projects.all()).some(({ id }) => id === project)) throw new NotFoundError('Project not found');
    const days = daysOf({ from, to });
    const progress = new Progress();
    let sealed = 0;
    let views = 0;
    for await (const step of sealDays(storage.columns, project, days)) {
      sealed += step.sealed.length;
      views += step.views;
      progress.show('days', step.done, days.length);
    }
    progress.stop();
    process.stdout.write(
      `${formatDay(from)} to ${formatDay(to)}: ${sealed} of ${days.length} days sealed, ${views} pageviews.\n`,
    );
    if (sealed === days.length) return;
    process.exitCode = 1;
    process.stderr.write('The others changed meanwhile: run it again, or leave them to the server.\n');
  });
}

function daysOf({ from, to }: DayRange): LocalDay[] {
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

function dayOf(text: string): LocalDay {
  const day = parseDay(text);
  if (day === null) throw new InvalidArgumentError('It must be a day such as 2026-03-02.');
  return day;
}
