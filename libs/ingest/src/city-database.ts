import type { City, ReaderModel } from '@maxmind/geoip2-node';
import type { Place } from '@micrologs/domain';
import { placeOf } from './place.ts';

/** An opened GeoIP database. */
export interface CityDatabase {
  /** Where `ip` lies; null when the database does not know, or `ip` is no address. */
  lookup(ip: string): Place | null;
  builtAt: Date;
}

/** The file is no database of the kinds that know cities or countries, or it is damaged. */
export class CorruptDatabaseError extends Error {
  override name = 'CorruptDatabaseError';
}

/** What this package reads of the metadata, which geoip2-node keeps to itself. */
interface Metadata {
  buildEpoch: Date;
  databaseType: string;
  searchTreeSize: number;
}

const SEPARATOR = Buffer.alloc(16);

type Method = 'city' | 'enterprise' | 'country';

/** The kinds that carry a country, by a part of their name; DB-IP and others use MaxMind's names. */
const METHODS: [kind: string, method: Method][] = [
  ['City', 'city'],
  ['Enterprise', 'enterprise'],
  ['Country', 'country'],
];

/** Any address will do: only how the database answers is of interest. */
const PROBES = ['1.1.1.1', '81.2.69.142', '203.0.113.1', '2001:db8::1', '2606:4700::1111'];

/**
 * Opens a GeoIP2, GeoLite2 or compatible database with cities (or countries, then without region and city).
 * @param content the whole file; it stays in memory
 * @throws CorruptDatabaseError whose message says what is wrong
 */
export async function openCityDatabase(content: Buffer): Promise<CityDatabase> {
  // Loaded when first needed: an installation without a database should not pay for the reader.
  const { AddressNotFoundError, Reader, ValueError } = await import('@maxmind/geoip2-node');
  let reader: ReaderModel;
  let metadata: Metadata;
  try {
    reader = Reader.openBuffer(content);
    metadata = (reader as unknown as { mmdbReader: { metadata: Metadata } }).mmdbReader.metadata;
  } catch {
    throw new CorruptDatabaseError('it is no MaxMind DB file, or it is cut short');
  }
  const method = METHODS.find(([kind]) => String(metadata.databaseType).includes(kind))?.[1];
  if (!method) {
    throw new CorruptDatabaseError(`it is a ${metadata.databaseType} database; a City database is needed`);
  }
  // The format puts zeros between the search tree and its data: where they are not, something is missing.
  const separator = content.subarray(metadata.searchTreeSize, metadata.searchTreeSize + SEPARATOR.length);
  if (!separator.equals(SEPARATOR)) throw new CorruptDatabaseError('it is damaged or cut short');

  const find = (ip: string): Place | null => {
    try {
      return placeOf(reader[method](ip) as City);
    } catch (error) {
      if (error instanceof AddressNotFoundError || error instanceof ValueError) return null;
      // The reader's own messages may quote the address.
      throw new CorruptDatabaseError('its records cannot be read');
    }
  };
  for (const probe of PROBES) find(probe);
  return { lookup: find, builtAt: metadata.buildEpoch };
}
