import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from './start-error.ts';

/** What a running server tells other processes about itself. */
export interface RunningServer {
  pid: number;
  /** Where it listens on this machine, with the base path. */
  url: string;
  /** Where browsers reach it. */
  publicUrl: string;
  startedAt: string;
}

/** The queue of events that wait to be stored. */
export const SPOOL_FILE = 'spool.db';
const FILES = ['micrologs.db', SPOOL_FILE, 'server.lock', 'secrets.json'];

/** Makes the folder if needed. @throws StartError when it, or a file in it, cannot be written */
export function prepareDataDir(dataDir: string): void {
  let subject = `The data folder ${dataDir}`;
  try {
    makeFolder(dataDir, 0o700);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const file of FILES.map((name) => path.join(dataDir, name))) {
      subject = `The file ${file}`;
      if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    }
  } catch (error) {
    throw new StartError(
      `${subject} cannot be used (${(error as NodeJS.ErrnoException).code ?? (error as Error).message}). ` +
        'Let the user that runs the server own it, or set DATA_DIR to another folder.',
      { cause: error },
    );
  }
}

/**
 * Makes a folder and those above it. Node's own way (`recursive`) never returns where the parent is there and yet nothing can
 * be made in it because it "does not exist", as below /proc.
 */
export function makeFolder(folder: string, mode?: number): void {
  if (existsSync(folder)) return assertFolder(folder);
  makeFolder(path.dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function assertFolder(folder: string): void {
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' });
}

/**
 * The right to be the one server on a data folder. It is a lock of the operating system on `server.lock`, taken through
 * SQLite because Node has no call for one, so it goes away with the process however that ends.
 */
export class DataDirLock {
  readonly #db: Database.Database;
  readonly #statusFile: string;

  private constructor(db: Database.Database, statusFile: string) {
    this.#db = db;
    this.#statusFile = statusFile;
  }

  /** @throws StartError when another server has it */
  static take(dataDir: string): DataDirLock {
    const db = new Database(path.join(dataDir, 'server.lock'), { timeout: 0 });
    try {
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
      const other = readRunningServer(dataDir);
      throw new StartError(
        `Another Micrologs server uses the data folder ${dataDir}` +
          `${other ? ` (process ${other.pid}, ${other.url})` : ''}. Stop it first, or give this one a DATA_DIR of its own.`,
      );
    }
    return new DataDirLock(db, path.join(dataDir, 'server.json'));
  }

  /** Tells other processes where this server listens. */
  announce(server: RunningServer): void {
    writeFileSync(this.#statusFile, `${JSON.stringify(server)}\n`);
  }

  release(): void {
    this.#db.close();
  }
}

/** True while a server holds the folder's lock. */
export function isServerRunning(dataDir: string): boolean {
  try {
    DataDirLock.take(dataDir).release();
    return false;
  } catch (error) {
    if (error instanceof StartError) return true;
    throw error;
  }
}

/** The last announcement in this folder, which may be of a server that has ended. */
export function readRunningServer(dataDir: string): RunningServer | null {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'server.json'), 'utf8')) as RunningServer;
  } catch {
    return null;
  }
}
