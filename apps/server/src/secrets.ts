import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { StartError } from './start-error.ts';

/** What is kept in the clear, readable by the server's user alone. Members that the environment gives are not stored. */
export interface Secrets {
  adminKey?: string;
  ipHashSalt?: string;
  /** The project of the first start. */
  firstProject?: { name: string; publicKey: string; secretKey: string };
}

export function secretsFile(dataDir: string): string {
  return path.join(dataDir, 'secrets.json');
}

/** @throws StartError when the file is there but cannot be read */
export function readSecrets(dataDir: string): Secrets {
  const file = secretsFile(dataDir);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StartError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  try {
    const secrets: unknown = JSON.parse(text);
    if (typeof secrets !== 'object' || secrets === null) throw new TypeError('it is not an object');
    // Restored backups and copies often come with wider permissions.
    chmodSync(file, 0o600);
    return secrets;
  } catch (error) {
    throw new StartError(`${file} is damaged (${(error as Error).message}). Restore it from a backup.`, {
      cause: error,
    });
  }
}

/** Replaces the file in one step; it is on disk when this returns. */
export function writeSecrets(dataDir: string, secrets: Secrets): void {
  const file = secretsFile(dataDir);
  const temporary = `${file}.new`;
  const fd = openSync(temporary, 'w', 0o600);
  try {
    chmodSync(temporary, 0o600);
    writeSync(fd, `${JSON.stringify(secrets, null, 2)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(temporary, file);
}

/** 64 hex digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}
