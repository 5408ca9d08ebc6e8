import { createHash } from 'node:crypto';
import type { EpochMs, IanaZone, Project, ProjectId } from '@micrologs/domain';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import type { WritableStorage } from '@micrologs/storage';
import { LeaseHolder } from '../lease-holder.ts';
import { transactAgain } from '../transact-again.ts';
import type { Clocks } from './clocks.ts';
import type { PhpEngineDatabase } from './database.ts';
import { mapProject } from './map-projects.ts';
import { type Refusal, Tally } from './outcome.ts';
import { PART_NAMES, PARTS } from './parts.ts';
import type { Part, PartRows, ProjectRow } from './rows.ts';

/** Rows of one transaction. */
const PAGE_ROWS = 1000;

export interface PhpEngineImport {
  database: PhpEngineDatabase;
  storage: WritableStorage;
  /** Of the imported projects: the zone of the old installation. */
  timeZone: IanaZone;
  clocks: Clocks;
  /** Ids in the old engine; null for all. */
  projects: readonly number[] | null;
  now: EpochMs;
  /** How long to wait for the end of a server that stores events; by default until one that was killed is forgotten. */
  leaseWaitMs?: number;
  /** Called after each step. @param rows of the part that are done in this run */
  onProgress: (progress: { project: string; part: Part; rows: number; of: number }) => void;
}

/** What became of a table, over all runs. */
export interface TableReport {
  table: string;
  tally: Tally;
  /** Rows that stand in the old database below the last one read: fewer when some were deleted since, never more. */
  inSource: number;
}

/** A report on which everything that was read is accounted for, and nothing was missed. */
export function addsUp({ tally, inSource }: TableReport): boolean {
  return tally.read === tally.stored + tally.refusedRows && inSource <= tally.read;
}

/**
 * Takes over what a database of the PHP engine holds: goes on where an earlier run ended, however it ended, and stores nothing
 * twice. Works on one project after the other, in transactions of a page of rows, each with the position that it has come to.
 * @throws StoreInUseError when a server writes to the store
 */
export async function importPhpEngine(run: PhpEngineImport): Promise<TableReport[]> {
  const holder = await LeaseHolder.take(run.storage.ingest, run.leaseWaitMs);
  try {
    const reports = new Map<string, TableReport>();
    const reportOf = (table: string) => {
      const report = reports.get(table) ?? { table, tally: new Tally(), inSource: 0 };
      reports.set(table, report);
      return report;
    };
    for (const row of await run.database.projects()) {
      if (run.projects !== null && !run.projects.includes(row.id)) continue;
      const project = await settleProject(run, row, reportOf('projects'));
      for (const part of PART_NAMES) {
        await importPart(run, holder, { row, project, part, report: reportOf(part) });
      }
    }
    if (run.projects === null) await countOrphans(run, reportOf);
    return [...reports.values()];
  } finally {
    await holder.release();
  }
}

/** What is known of the old project `row` under this name, in progress and in the installation's facts. */
function sourceOf({ database }: PhpEngineImport, { id, created_at }: ProjectRow): string {
  // Neither changes as long as the project exists.
  const digest = createHash('sha256')
    .update(JSON.stringify([database.name, id, created_at]))
    .digest('hex');
  return `php-engine ${digest.slice(0, 32)}`;
}

/** The project here that `row` became, made if it is new, or why there is none. */
async function settleProject(run: PhpEngineImport, row: ProjectRow, report: TableReport): Promise<Project | Refusal> {
  const settled = await findOrMake(run, row, report.tally);
  report.tally.read += 1;
  report.inSource += 1;
  if (typeof settled === 'string') report.tally.refuse(settled);
  return settled;
}

async function findOrMake(run: PhpEngineImport, row: ProjectRow, tally: Tally): Promise<Project | Refusal> {
  const { projects, installation } = run.storage;
  const all = await projects.all();
  const name = `import ${sourceOf(run, row)}`;
  const known = await installation.get(name);
  const mapping = mapProject(row, run.timeZone, run.clocks, run.now);
  if ('refused' in mapping) return mapping.refused;
  const { project: wanted, isActive } = mapping.fact;
  if (known !== null) {
    const found = all.find(({ id }) => id === Number(known));
    if (found) tally.store(mapping.adjusted);
    return found ?? 'project deleted here';
  }

  // A run that ended before it noted the project has made it all the same.
  const made = all.find((each) => each.publicKey === wanted.publicKey && each.secretHash === wanted.secretHash);
  const rival = all.find((each) => each.publicKey === wanted.publicKey || each.secretHash === wanted.secretHash);
  if (!made && rival) return 'key in use';
  const act = adminAct(COMMAND_LINE, 'project.imported', { from: 'php-engine', id: row.id }, run.now);
  const project = made ?? (await projects.create(wanted, act));
  if (project.isActive !== isActive) {
    const disabled = adminAct(COMMAND_LINE, isActive ? 'project.enabled' : 'project.disabled', {}, run.now);
    await projects.update(project.id, { isActive }, run.now, disabled);
  }
  await installation.setOnce(name, String(project.id));
  tally.store(mapping.adjusted);
  return project;
}

interface PartOfProject<P extends Part> {
  row: ProjectRow;
  project: Project | Refusal;
  part: P;
  report: TableReport;
}

async function importPart<P extends Part>(
  run: PhpEngineImport,
  holder: LeaseHolder,
  { row, project, part, report }: PartOfProject<P>,
): Promise<void> {
  const { database, storage } = run;
  if (typeof project === 'string') {
    const rows = await database.count(part, row.id, 0, Number.MAX_SAFE_INTEGER);
    if (rows > 0) refuseAll(report, project, rows);
    return;
  }
  const source = sourceOf(run, row);
  const earlier = (await storage.ingest.importProgress(source)).find((each) => each.part === part);
  let tally = Tally.fromCounts(earlier?.counts ?? {});
  let position = earlier?.position ?? 0;
  const of = await database.count(part, row.id, position, Number.MAX_SAFE_INTEGER);
  for (let rows = 0; ; ) {
    const page = await database.page(part, row.id, position, PAGE_ROWS);
    const last = page.at(-1);
    if (!last) break;
    tally = await storePage(run, holder, { source, project: project.id, part, page, position, tally });
    position = last.id;
    rows += page.length;
    run.onProgress({ project: project.name, part, rows, of });
  }
  report.inSource += await database.count(part, row.id, 0, position);
  report.tally.addAll(tally);
}

interface PageOfPart<P extends Part> {
  source: string;
  project: ProjectId;
  part: P;
  /** Not empty. */
  page: readonly PartRows[P][];
  /** Before the page. */
  position: number;
  tally: Tally;
}

/**
 * Stores a page together with how far it brings the part, and how many rows became what.
 * @returns the part's tally with that of the page
 */
async function storePage<P extends Part>(
  run: PhpEngineImport,
  holder: LeaseHolder,
  { source, project: id, part, page, position, tally }: PageOfPart<P>,
): Promise<Tally> {
  const lease = await holder.lease();
  return transactAgain(run.storage.ingest, async (transaction) => {
    await transaction.imports.begin(lease, { source, part, project: id }, position);
    const project = (await transaction.projects([id])).get(id);
    if (!project) throw new Error(`Project ${id} was deleted while it was imported`);
    const sum = new Tally();
    sum.addAll(tally);
    sum.read += page.length;
    await PARTS[part]({ transaction, project, clocks: run.clocks, tally: sum }, page);
    const reached = { source, part, project: id, position: page.at(-1)!.id, counts: sum.toCounts() };
    await transaction.imports.note(reached);
    return sum;
  });
}

async function countOrphans({ database }: PhpEngineImport, reportOf: (table: string) => TableReport): Promise<void> {
  for (const part of PART_NAMES) {
    const rows = await database.countOrphans(part);
    if (rows > 0) refuseAll(reportOf(part), 'no project', rows);
  }
}

function refuseAll(report: TableReport, reason: Refusal, rows: number): void {
  report.tally.read += rows;
  report.tally.refuse(reason, rows);
  report.inSource += rows;
}
