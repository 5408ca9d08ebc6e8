/** The archive is damaged or cut short. */
export class TarError extends Error {
  override name = 'TarError';
}

const BLOCK = 512;
/** Regular files: POSIX writes `0`, archivers before it a NUL. */
const FILE_TYPES = new Set(['0', '\0']);

/**
 * The content of the first regular file in a POSIX tar archive whose name ends with `suffix`; null when there is none.
 * Own code, since one small reader of one well-known archive needs no streams, links or permissions.
 * @throws TarError
 */
export function fileInTar(archive: Buffer, suffix: string): Buffer | null {
  let at = 0;
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK);
    // Archives end with blocks of zeros.
    if (header[0] === 0) return null;
    if (checksumOf(header) !== octal(header, 148, 8)) throw new TarError('a header of the archive is damaged');
    const size = octal(header, 124, 12);
    const start = at + BLOCK;
    if (start + size > archive.length) throw new TarError('the archive is cut short');
    if (FILE_TYPES.has(String.fromCharCode(header[156]!)) && text(header, 0, 100).endsWith(suffix)) {
      return archive.subarray(start, start + size);
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new TarError('the archive is cut short');
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.toString('latin1', from, from + length);
  const end = field.indexOf('\0');
  return end === -1 ? field : field.slice(0, end);
}

function octal(header: Buffer, from: number, length: number): number {
  const digits = text(header, from, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new TarError('a header of the archive is damaged');
  return Number.parseInt(digits, 8);
}

/** Sum of the header's bytes, its own field read as spaces. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : header[i]!;
  return sum;
}
