import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type CorruptDatabaseError, openCityDatabase } from './city-database.ts';
import { fileInTar, TarError } from './tar.ts';

/** MaxMind's download service; it redirects to a storage host with a signed address. */
export const MAXMIND_BASE_URL = 'https://download.maxmind.com';

const EDITION = 'GeoLite2-City';
const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024;
const MAX_DATABASE_BYTES = 768 * 1024 * 1024;
const CHECKSUM_MAX_BYTES = 4096;
const DEFAULT_TIMEOUT_MS = 10 * 60_000;

export interface GeoIpUpdateOptions {
  /** Of the MaxMind account, as shown there. */
  accountId: string;
  licenseKey: string;
  /** Where the `.mmdb` file is to lie; its folder is created if need be. */
  path: string;
  /** Default {@link MAXMIND_BASE_URL}; plain `http:` is accepted for this machine only, since the key is sent. */
  baseUrl?: string;
  fetch?: typeof fetch;
  /** For the whole update, in ms; default ten minutes. */
  timeoutMs?: number;
}

export interface GeoIpUpdateResult {
  path: string;
  /** When MaxMind built the database. */
  builtAt: Date;
  bytes: number;
}

/** The update failed; the file that was there is untouched. The message says what to do and never holds the key. */
export class GeoIpUpdateError extends Error {
  override name = 'GeoIpUpdateError';
}

/**
 * Downloads the newest GeoLite2-City database, checks it against MaxMind's checksum, opens it, and swaps it in as one
 * step, so that a reader sees the old file or the new one and never a part.
 * @throws GeoIpUpdateError
 */
export async function updateGeoIp(options: GeoIpUpdateOptions): Promise<GeoIpUpdateResult> {
  const download = downloader(options);
  const checksum = /^([0-9a-f]{64})\b/i.exec(
    (await download('tar.gz.sha256', CHECKSUM_MAX_BYTES)).toString('latin1'),
  )?.[1];
  if (!checksum) throw new GeoIpUpdateError('The answer for the checksum holds no SHA-256 checksum.');
  const archive = await download('tar.gz', MAX_ARCHIVE_BYTES);
  if (createHash('sha256').update(archive).digest('hex') !== checksum.toLowerCase()) {
    throw new GeoIpUpdateError('The download does not match its checksum; try again later.');
  }
  const database = await extract(archive);
  const { builtAt } = await openCityDatabase(database).catch((error: CorruptDatabaseError) => {
    throw new GeoIpUpdateError(`The downloaded database cannot be used: ${error.message}.`);
  });
  await replaceFile(options.path, database);
  return { path: options.path, builtAt, bytes: database.length };
}

type Download = (suffix: string, maxBytes: number) => Promise<Buffer>;

function downloader(options: GeoIpUpdateOptions): Download {
  const base = baseUrlOf(options.baseUrl ?? MAXMIND_BASE_URL);
  const request = options.fetch ?? fetch;
  const credentials = Buffer.from(`${options.accountId}:${options.licenseKey}`).toString('base64');
  const signal = AbortSignal.timeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  return async (suffix, maxBytes) => {
    const url = new URL(`geoip/databases/${EDITION}/download`, base);
    url.searchParams.set('suffix', suffix);
    let response: Response;
    try {
      // On a redirect to another host, fetch leaves the credentials out.
      response = await request(url, { headers: { Authorization: `Basic ${credentials}` }, signal });
    } catch (error) {
      throw unreachable(base, error);
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new GeoIpUpdateError(refusal(response.status, base));
    }
    try {
      return await readBounded(response, maxBytes);
    } catch (error) {
      throw error instanceof GeoIpUpdateError ? error : unreachable(base, error);
    }
  };
}

function baseUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text.endsWith('/') ? text : `${text}/`) : null;
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) {
    throw new GeoIpUpdateError(`'${text}' is no https address to download from.`);
  }
  return url;
}

function unreachable(base: URL, error: unknown): GeoIpUpdateError {
  const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
  const reason =
    (error as Error).name === 'TimeoutError' ? 'it took too long' : (cause?.code ?? 'the connection broke');
  return new GeoIpUpdateError(`The download from ${base.host} failed: ${reason}.`);
}

function refusal(status: number, base: URL): string {
  if (status === 401 || status === 403)
    return `${base.host} refused the account id or the license key (HTTP ${status}).`;
  if (status === 429) return `${base.host} allows no further download today (HTTP 429).`;
  return `${base.host} answered HTTP ${status}.`;
}

async function readBounded(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new GeoIpUpdateError(`The download is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function extract(archive: Buffer): Promise<Buffer> {
  let tar: Buffer;
  try {
    tar = await promisify(gunzip)(archive, { maxOutputLength: MAX_DATABASE_BYTES });
  } catch {
    throw new GeoIpUpdateError('The download is no gzip archive, is cut short, or is too large.');
  }
  try {
    const database = fileInTar(tar, '.mmdb');
    if (database) return database;
  } catch (error) {
    if (error instanceof TarError) throw new GeoIpUpdateError(`The download cannot be unpacked: ${error.message}.`);
    throw error;
  }
  throw new GeoIpUpdateError('The download holds no .mmdb file.');
}

/** Writes beside the file, makes that durable, then renames over it. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${randomUUID()}.mmdb.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new GeoIpUpdateError(
      `${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
    );
  }
}
