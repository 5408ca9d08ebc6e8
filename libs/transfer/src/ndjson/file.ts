import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { DamagedExportError, EXPORT_VERSION, type HeaderLine, type Line } from './format.ts';

/** Lines of an export and their numbers, from 1. Gzip is told by its first bytes. */
async function* linesOf(file: string): AsyncGenerator<{ text: string; number: number }> {
  const bytes = createReadStream(file);
  const input = isGzip(file) ? bytes.pipe(createGunzip()) : bytes;
  const failed = new Promise<never>((_, reject) => {
    for (const stream of [bytes, input]) stream.once('error', reject);
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  try {
    for (let number = 1; ; number++) {
      const next = await Promise.race([lines.next(), failed]);
      if (next.done) return;
      yield { text: next.value, number };
    }
  } catch (error) {
    throw new DamagedExportError(`${file} cannot be read to its end: ${(error as Error).message}`, { cause: error });
  } finally {
    bytes.destroy();
  }
}

function isGzip(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const start = Buffer.alloc(2);
    return readSync(fd, start, 0, 2, 0) === 2 && start[0] === 0x1f && start[1] === 0x8b;
  } finally {
    closeSync(fd);
  }
}

export interface CheckedExport {
  header: HeaderLine;
  /** With header and end. */
  lines: number;
}

/**
 * Reads a file once through, before anything of it is stored.
 * @throws DamagedExportError unless it is whole
 */
export async function checkExport(file: string): Promise<CheckedExport> {
  const hash = createHash('sha256');
  let header: HeaderLine | null = null;
  let ended = false;
  let lines = 0;
  for await (const { text, number } of linesOf(file)) {
    if (ended) throw new DamagedExportError(`${file} goes on behind its end, in line ${number}.`);
    if (number === 1) header = readHeader(file, text);
    lines = number;
    const end = text.startsWith('{"end":') ? parseLine(file, text, number) : null;
    if (end && 'end' in end) {
      const isWhole = end.lines === number - 1 && end.sha256 === hash.digest('hex');
      if (!isWhole) throw new DamagedExportError(`${file} is not as it was written: its checksum is another one.`);
      ended = true;
    } else hash.update(`${text}\n`);
  }
  if (!header || !ended) throw new DamagedExportError(`${file} is cut off: it lacks its last line.`);
  return { header, lines };
}

function readHeader(file: string, text: string): HeaderLine {
  const line = parseLine(file, text, 1);
  if (!('micrologs_export' in line)) throw new DamagedExportError(`${file} is no export of Micrologs.`);
  if (line.micrologs_export !== EXPORT_VERSION) {
    throw new DamagedExportError(
      `${file} has format ${line.micrologs_export}, but this version of Micrologs knows only ${EXPORT_VERSION}.`,
    );
  }
  return line;
}

/** The lines between header and end. */
export async function* readExport(file: string): AsyncGenerator<{ line: Line; number: number; bytes: number }> {
  for await (const { text, number } of linesOf(file)) {
    const line = parseLine(file, text, number);
    if (!('micrologs_export' in line) && !('end' in line)) yield { line, number, bytes: text.length };
  }
}

function parseLine(file: string, text: string, number: number): Line {
  try {
    return JSON.parse(text) as Line;
  } catch (error) {
    throw new DamagedExportError(`${file} holds no JSON in line ${number}.`, { cause: error });
  }
}
