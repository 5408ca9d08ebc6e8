import { INSTALLATION_CHAIN, type ProjectId, ValidationError } from '@micrologs/domain';
import { adminAct, COMMAND_LINE } from '@micrologs/projects';
import type { ImportProgress, ImportTransaction, TransferRow, WritableStorage } from '@micrologs/storage';
import { LeaseHolder } from '../lease-holder.ts';
import { transactAgain } from '../transact-again.ts';
import { checkExport, readExport } from './file.ts';
import type { CodesLine, Line, RowLine } from './format.ts';

/** What one transaction stores, at most. */
const BATCH_ROWS = 1000;
const BATCH_BYTES = 4 * 1024 ** 2;

export interface FileImport {
  file: string;
  storage: WritableStorage;
  /** Only these; null: all that the file holds. */
  projects: readonly ProjectId[] | null;
  /** Projects here that are deleted for those of the same number in the file. */
  overwrite: readonly ProjectId[];
  now: number;
  leaseWaitMs?: number;
  onProgress: (lines: number, of: number) => void;
}

/** What became of one project of the file. */
export interface ImportedProjectReport {
  id: ProjectId;
  name: string;
  /** Rows that this run stored. */
  stored: number;
  /** Rows that earlier runs had stored. */
  before: number;
}

/** Lines that are stored together: rows of one table of one project, or codes. */
interface Batch {
  lines: (RowLine | CodesLine)[];
  /** Number of the last one. */
  last: number;
}

/**
 * Stores the projects of an export, each under its own number, to which its audit log is bound. Goes on where an earlier run ended, and
 * stores nothing twice.
 * @throws DamagedExportError before anything is stored
 * @throws ValidationError when a project's number, one of its keys, or the code of a link is another's here
 * @throws StoreInUseError
 */
export async function importFile(run: FileImport): Promise<ImportedProjectReport[]> {
  const { file, storage } = run;
  const { header, lines } = await checkExport(file);
  const wanted = header.projects.filter(({ id }) => run.projects?.includes(id) ?? true);
  const reports = new Map(wanted.map(({ id, name }) => [id, { id, name, stored: 0, before: 0 }]));
  const holder = await LeaseHolder.take(storage.ingest, run.leaseWaitMs);
  try {
    const source = `export ${header.id}`;
    let progress = await progressOf(storage, source);
    for (const { id } of wanted) {
      if (!progress.has(partOf(id))) await makeRoom(run, id);
    }
    progress = await progressOf(storage, source);
    for await (const batch of batchesOf(file)) {
      const [first] = batch.lines;
      const project = 'project' in first! ? first.project : INSTALLATION_CHAIN;
      const report = reports.get(project);
      if (project !== INSTALLATION_CHAIN && !report) continue;
      const part = partOf(project);
      const position = progress.get(part) ?? 0;
      if (batch.last <= position) {
        if (report) report.before += batch.lines.length;
        continue;
      }
      const reached = { source, part, project, position: batch.last, counts: {} };
      await storeBatch(run, holder, batch, reached, position);
      progress.set(part, batch.last);
      if (report) report.stored += batch.lines.length;
      run.onProgress(batch.last, lines);
    }
    return [...reports.values()];
  } finally {
    await holder.release();
  }
}

function partOf(project: ProjectId): string {
  return project === INSTALLATION_CHAIN ? 'codes' : `project ${project}`;
}

async function progressOf({ ingest }: WritableStorage, source: string): Promise<Map<string, number>> {
  return new Map((await ingest.importProgress(source)).map(({ part, position }) => [part, position]));
}

/** Sees to it that no project here has the number, by deleting one that may be overwritten. */
async function makeRoom({ storage, overwrite, file, now }: FileImport, id: ProjectId): Promise<void> {
  const there = (await storage.projects.all()).find((project) => project.id === id);
  if (!there) return;
  if (!overwrite.includes(id)) {
    throw new ValidationError(
      `There is a project ${id} here already, "${there.name}", and an imported project keeps its number. Nothing was imported. ` +
        `To delete the one here and everything under it, add --overwrite ${id}.`,
    );
  }
  await storage.projects.delete(id, adminAct(COMMAND_LINE, 'project.overwritten', { id, name: there.name, file }, now));
}

async function storeBatch(
  { storage }: FileImport,
  holder: LeaseHolder,
  batch: Batch,
  reached: ImportProgress,
  position: number,
): Promise<void> {
  const [first] = batch.lines;
  if ('table' in first! && first.table === 'projects') await checkKeys(storage, first.row);
  const lease = await holder.lease();
  await transactAgain(storage.ingest, async ({ imports }) => {
    await imports.begin(lease, reached, position);
    await addLines(imports, reached.project, batch.lines);
    await imports.note(reached);
  });
}

async function checkKeys({ projects }: WritableStorage, row: TransferRow): Promise<void> {
  const rival = (await projects.all()).find(
    ({ publicKey, secretHash }) => publicKey === row.public_key || secretHash === row.secret_hash,
  );
  if (rival) throw new ValidationError(`Project ${rival.id} here, "${rival.name}", has a key of an imported one`);
}

async function addLines(imports: ImportTransaction, project: ProjectId, lines: Batch['lines']): Promise<void> {
  const [first] = lines;
  if ('codes' in first!) return imports.addCodes(lines.flatMap((line) => ('codes' in line ? line.codes : [])));
  const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []));
  await imports.addRows(project, { table: first!.table, rows });
}

/** The same for the same file each time, so that a run that was cut off ended behind one of them. */
async function* batchesOf(file: string): AsyncGenerator<Batch> {
  let batch: Batch = { lines: [], last: 0 };
  let bytes = 0;
  for await (const { line, number, bytes: length } of readExport(file)) {
    const [first] = batch.lines;
    const isFull = batch.lines.length >= BATCH_ROWS || bytes >= BATCH_BYTES;
    if (first && (isFull || !belongTogether(first, line))) {
      yield batch;
      batch = { lines: [], last: 0 };
      bytes = 0;
    }
    batch.lines.push(line as RowLine | CodesLine);
    batch.last = number;
    bytes += length;
  }
  if (batch.lines.length > 0) yield batch;
}

function belongTogether(a: Line, b: Line): boolean {
  if ('codes' in a) return 'codes' in b;
  return 'table' in a && 'table' in b && a.table === b.table && a.project === b.project;
}
