import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of events, whose name tells its place and how many there are. */
export interface SpillFile {
  path: string;
  count: number;
  bytes: number;
}

const NAME = /^(\d{15})-(\d+)-[0-9a-f-]+\.ndjson$/;

/**
 * Events on disk, a JSON text a line, in files that are whole or not there at all. Processes may share the folder: who starts takes over what
 * lies there. If that belongs to a process that still lives, both may send it, and the events' ids let it count once.
 */
export class SpillFolder {
  readonly #folder: string;
  readonly #maxBytes: number;
  #bytes = 0;
  #lastOrder = 0;

  /** @throws when the folder cannot be made */
  constructor(folder: string, maxBytes: number) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes;
  }

  /** What earlier processes left, the oldest first; from now on it is ours. */
  takeOver(): SpillFile[] {
    const files: SpillFile[] = [];
    for (const name of readdirSync(this.#folder).sort()) {
      const [, , count] = NAME.exec(name) ?? [];
      if (count === undefined) continue;
      try {
        const path = this.#newPath(Number(count));
        renameSync(join(this.#folder, name), path);
        files.push(this.#counted(path, Number(count), statSync(path).size));
      } catch {
        // Another process was faster.
      }
    }
    return files;
  }

  /** @throws when the disk does not take it */
  async write(texts: readonly string[]): Promise<SpillFile> {
    const { path, draft, data } = this.#draft(texts);
    await writeFile(draft, data);
    await rename(draft, path);
    return this.#counted(path, texts.length, data.length);
  }

  /** As `write`, for a process that ends. */
  writeNow(texts: readonly string[]): void {
    const { path, draft, data } = this.#draft(texts);
    writeFileSync(draft, data);
    renameSync(draft, path);
  }

  /** The JSON texts of a file; none when it is gone or cannot be read. */
  async read({ path }: SpillFile): Promise<string[]> {
    const text = await readFile(path, 'utf8').catch(() => '');
    return text.split('\n').filter((line) => line !== '');
  }

  async remove({ path, bytes }: SpillFile): Promise<void> {
    this.#bytes -= bytes;
    await unlink(path).catch(() => {});
  }

  #draft(texts: readonly string[]) {
    const path = this.#newPath(texts.length);
    return { path, draft: `${path}.draft`, data: Buffer.from(`${texts.join('\n')}\n`) };
  }

  /** Names sort as the files came about, within a millisecond as well. */
  #newPath(count: number): string {
    this.#lastOrder = Math.max(this.#lastOrder + 1, Date.now() * 100);
    return join(this.#folder, `${this.#lastOrder}-${count}-${randomUUID()}.ndjson`);
  }

  #counted(path: string, count: number, bytes: number): SpillFile {
    this.#bytes += bytes;
    return { path, count, bytes };
  }
}
