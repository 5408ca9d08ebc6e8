import { StorageUnavailableError } from '@micrologs/storage';

/** What to do about each of SQLite's primary result codes that speak of the database and not of the statement. */
const REMEDIES: readonly (readonly [code: RegExp, problem: string])[] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'is locked: another process keeps writing to it. Stop that process, or wait until it is done',
  ],
  [/^SQLITE_FULL/, 'cannot grow: the disk is full. Free some space'],
  [/^SQLITE_READONLY/, 'cannot be written: give the user that runs Micrologs write access to the file and its folder'],
  [
    /^SQLITE_(CANTOPEN|PERM|AUTH)/,
    'cannot be opened: check that its folder exists and that Micrologs may read and write there',
  ],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'is damaged or is no SQLite database: restore it from a backup'],
  [/^SQLITE_(IOERR|NOLFS|PROTOCOL|NOMEM)/, 'cannot be read or written: check the disk and its free space'],
];

/** Codes after which the open file handle itself may be at fault: a new one is tried with the next call. */
const REOPEN = /^SQLITE_(CORRUPT|NOTADB|IOERR|CANTOPEN|READONLY|PROTOCOL)/;

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}

/** The same error, or what stands for it when the database cannot be used just now. */
export function translateError(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(code));
  if (remedy) {
    return new StorageUnavailableError(`The database ${file} ${remedy[1]}. (${code}: ${message})`, { cause: error });
  }
  if (code === '' && message === 'Cannot open database because the directory does not exist') {
    return new StorageUnavailableError(`The folder of the database ${file} does not exist. Create it.`, {
      cause: error,
    });
  }
  return error;
}

export function needsReopening(error: unknown): boolean {
  return REOPEN.test(codeOf(error));
}

/** Somebody else holds a lock that is gone in a moment, as a rule. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_BUSY/.test(codeOf(error));
}
