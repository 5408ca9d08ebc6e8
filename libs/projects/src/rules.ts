import { isTimeZone, MAX_HOST_NAME_BYTES, normaliseDomain, trimAscii, ValidationError } from '@micrologs/domain';

const MAX_NAME_BYTES = 100;
const MAX_DOMAINS = 20;
const MAX_KEY_NAMES = 50;
const MAX_KEY_NAME_BYTES = 64;
const MAX_RETENTION_DAYS = 36_500;

/** @throws ValidationError when `name` takes more than 100 bytes */
export function assertNameLength(name: string): void {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw new ValidationError('name must be 100 characters or less');
}

/**
 * The hosts that `entries` mean, without repetitions, in their order.
 * @throws ValidationError when there are none or too many, or one is no host name
 */
export function allowedHosts(entries: readonly string[]): string[] {
  if (entries.length > MAX_DOMAINS) throw new ValidationError(`Maximum ${MAX_DOMAINS} allowed domains per project`);
  const hosts = new Set<string>();
  for (const entry of entries) {
    const domain = trimAscii(entry)
      .replace(/^https?:\/\//i, '')
      .replace(/\/+$/, '')
      .toLowerCase();
    if (domain === '') continue;
    if (Buffer.byteLength(domain) > MAX_HOST_NAME_BYTES) throw new ValidationError(`Domain '${domain}' is too long`);
    const host = normaliseDomain(domain);
    if (host === null) {
      throw new ValidationError(`Domain '${domain}' is not a host name. Use one such as shop.example.com`);
    }
    hosts.add(host);
  }
  if (hosts.size === 0) throw new ValidationError('No valid domains provided');
  return [...hosts];
}

/** @throws ValidationError when `zone` is not known to this runtime */
export function assertTimeZone(zone: string): void {
  if (!isTimeZone(zone)) {
    throw new ValidationError('timezone must be the IANA name of a time zone such as Europe/Oslo');
  }
}

/**
 * Names of keys in error contexts: trimmed, in lower case, without repetitions.
 * @throws ValidationError when there are too many, or one is empty or too long
 */
export function keyNames(field: 'scrub_keys' | 'safe_keys', names: readonly string[]): string[] {
  const read = names.map((name) => trimAscii(name).toLowerCase());
  const fits = (name: string) => name !== '' && Buffer.byteLength(name) <= MAX_KEY_NAME_BYTES;
  if (names.length > MAX_KEY_NAMES || !read.every(fits)) {
    throw new ValidationError(
      `${field} must be an array of at most ${MAX_KEY_NAMES} names of 1 to ${MAX_KEY_NAME_BYTES} bytes`,
    );
  }
  return [...new Set(read)];
}

/** @throws ValidationError unless every number is a whole one of days that make sense */
export function assertRetentionDays(days: readonly (number | null | undefined)[]): void {
  const fits = (given: number) => Number.isInteger(given) && given >= 1 && given <= MAX_RETENTION_DAYS;
  if (!days.every((given) => given == null || fits(given))) {
    throw new ValidationError(
      `retention must be an object of days (1 to ${MAX_RETENTION_DAYS}, or null to keep for ever) and keep_counts (a boolean)`,
    );
  }
}
