import {
  formatDay,
  keptFrom,
  NotFoundError,
  type Project,
  type ProjectId,
  type RetentionKind,
} from '@micrologs/domain';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import { applyRetention } from '@micrologs/retention';
import type { RetentionCounts, RetentionStore } from '@micrologs/storage';
import { Command } from 'commander';
import { configFrom, projectId, type SettingOptions } from './options.ts';
import { withExistingStorage } from './store.ts';

interface RetentionOptions extends SettingOptions {
  project?: ProjectId;
  dryRun?: boolean;
  json?: boolean;
}

const WHEN = `
A running server does this by itself once a day. How long a project keeps what is said with: project edit --keep-errors 90 and the
like; see docs/retention.md.`;

interface Finding {
  project: Project;
  counts: RetentionCounts;
}

type Part = readonly [count: keyof RetentionCounts, name: string, field: string];

/** What is counted of each kind, as it is called in the table and in JSON. */
const COUNTED: readonly (readonly [RetentionKind, readonly Part[]])[] = [
  [
    'pageviews',
    [
      ['pageviews', 'pageviews', 'pageviews'],
      ['pageviewMonths', 'months', 'pageview_months'],
    ],
  ],
  [
    'errors',
    [
      ['errors', 'occurrences', 'errors'],
      ['errorGroups', 'groups', 'error_groups'],
    ],
  ],
  ['clicks', [['clicks', 'clicks', 'clicks']]],
  ['audit', [['auditEntries', 'entries', 'audit_entries']]],
];

const NAME_WIDTH = 9;

export function retentionCommand(): Command {
  return new Command('retention')
    .description('Remove what is older than projects keep it; works beside a running server')
    .option('--project <id>', 'only of this project', projectId)
    .option('--dry-run', 'only say what would go')
    .option('--json', 'print JSON')
    .addHelpText('after', WHEN)
    .action(run);
}

async function run({ project, dryRun, json, ...options }: RetentionOptions): Promise<void> {
  await withExistingStorage(configFrom(options), async ({ projects, retention }) => {
    const found = (await projects.all()).filter(({ id }) => project === undefined || id === project);
    if (project !== undefined && found.length === 0) throw new NotFoundError('Project not found');
    const now = Date.now();
    const findings: Finding[] = [];
    for (const each of found) {
      const counts = dryRun ? await retention.plan(each.id, now) : await applyTo(retention, each.id);
      findings.push({ project: each, counts: counts ?? {} });
    }
    if (json)
      return print(
        JSON.stringify(
          findings.map((finding) => toJson(finding, dryRun === true)),
          null,
          2,
        ),
      );
    print(findings.flatMap((finding) => toLines(finding, now, dryRun === true)).join('\n'));
  });
}

function applyTo(retention: RetentionStore, project: ProjectId): Promise<RetentionCounts> {
  return applyRetention(retention, project, {
    clock: Date.now,
    act: (action, at) => adminAct(COMMAND_LINE, action, {}, at),
    owner: null,
    pause: () => new Promise((resolve) => setImmediate(resolve, true)),
  });
}

function toJson({ project, counts }: Finding, dryRun: boolean) {
  const removed = COUNTED.flatMap(([, parts]) => parts).map(([part, , field]) => [field, counts[part] ?? 0]);
  return { project: project.id, dry_run: dryRun, removed: Object.fromEntries(removed) };
}

function toLines({ project, counts }: Finding, now: number, dryRun: boolean): string[] {
  const lines = COUNTED.map(([kind, parts]) => {
    const from = keptFrom(project.settings.retention, kind, now, project.timeZone);
    if (from === null) return `  ${kind.padEnd(NAME_WIDTH)} all are kept`;
    const gone = parts.map(([part, name]) => `${counts[part] ?? 0} ${name}`).join(', ');
    return `  ${kind.padEnd(NAME_WIDTH)} before ${formatDay(from)}: ${gone} ${dryRun ? 'would go' : 'went'}`;
  });
  return [`Project ${project.id} "${project.name}"`, ...lines];
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
