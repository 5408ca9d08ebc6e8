import { writeFileSync } from 'node:fs';
import ipaddr from 'ipaddr.js';

/** A network and what a GeoIP City database says of it; names are English. */
export interface CityNetwork {
  /** CIDR notation, IPv4 or IPv6. Networks must not overlap. */
  network: string;
  /** Left out: a record without a country, as the real file has for satellites and anonymous proxies. */
  country?: { iso: string; name: string };
  region?: string;
  city?: string;
}

export interface CityDatabaseOptions {
  /** Default `GeoLite2-City`. */
  type?: string;
  /** Default: now. */
  builtAt?: Date;
}

type Value = string | number | bigint | { [key: string]: Value } | Value[];

const RECORD_BYTES = 4;
const NODE_BYTES = 2 * RECORD_BYTES;
const IPV4_PREFIX_BITS = 96;
const METADATA_MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

/** One value of the format's data section: a control byte with type and size, then the payload. */
function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === 'number') return encodeUnsigned(6, BigInt(value));
  if (typeof value === 'bigint') return encodeUnsigned(9, value);
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, item]) => [encode(key), encode(item)])]);
}

function encodeUnsigned(type: number, value: bigint): Buffer {
  const hex = value === 0n ? '' : value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([control(type, bytes.length), bytes]);
}

function control(type: number, size: number): Buffer {
  if (size >= 29 + 256) throw new RangeError('test databases hold short values only');
  const bits = Math.min(size, 29);
  const head = type <= 7 ? [(type << 5) | bits] : [bits, type - 7];
  return Buffer.from(size < 29 ? head : [...head, size - 29]);
}

/** The network as 128-bit key and length of its prefix; IPv4 lies under `::/96`. */
function keyOf(network: string): { bytes: number[]; bits: number } {
  const [address, bits] = ipaddr.parseCIDR(network);
  const bytes = address.toByteArray();
  return bytes.length === 4
    ? { bytes: [...Array<number>(12).fill(0), ...bytes], bits: bits + IPV4_PREFIX_BITS }
    : { bytes, bits };
}

function recordOf({ country, region, city }: CityNetwork): Value {
  const named = (name: string): { [key: string]: Value } => ({ names: { en: name } });
  return {
    ...(city === undefined ? {} : { city: named(city) }),
    ...(country ? { country: { iso_code: country.iso, ...named(country.name) } } : {}),
    ...(region === undefined ? {} : { subdivisions: [named(region)] }),
  };
}

/** A GeoIP City database (MaxMind DB format 2.0, 32-bit records) with just these networks. */
export function cityDatabase(networks: CityNetwork[], options: CityDatabaseOptions = {}): Buffer {
  // Each node holds what follows a 0 and a 1: a node's number, or a data offset as a negative number.
  const nodes: [number | null, number | null][] = [[null, null]];
  const data: Buffer[] = [];
  let dataLength = 0;
  for (const network of networks) {
    const { bytes, bits } = keyOf(network.network);
    if (bits === 0) throw new RangeError('a network needs a prefix');
    let node = 0;
    for (let i = 0; i < bits; i++) {
      const side = (bytes[i >> 3]! >> (7 - (i & 7))) & 1;
      const next = nodes[node]![side]!;
      if (next !== null && next < 0) throw new Error(`${network.network} overlaps another network`);
      if (i === bits - 1) {
        if (next !== null) throw new Error(`${network.network} overlaps another network`);
        nodes[node]![side] = -1 - dataLength;
      } else if (next === null) {
        nodes[node]![side] = nodes.length;
        node = nodes.length;
        nodes.push([null, null]);
      } else {
        node = next;
      }
    }
    const record = encode(recordOf(network));
    data.push(record);
    dataLength += record.length;
  }
  const tree = Buffer.alloc(nodes.length * NODE_BYTES);
  nodes.forEach((sides, number) => {
    sides.forEach((next, side) => {
      // The node count itself means "nothing here"; data offsets follow after the 16 bytes between tree and data.
      const pointer = next === null ? nodes.length : next < 0 ? nodes.length + 16 + (-1 - next) : next;
      tree.writeUInt32BE(pointer, number * NODE_BYTES + side * RECORD_BYTES);
    });
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: BigInt(Math.floor((options.builtAt?.getTime() ?? Date.now()) / 1000)),
    database_type: options.type ?? 'GeoLite2-City',
    description: { en: 'Test database' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: RECORD_BYTES * 8,
  });
  return Buffer.concat([tree, Buffer.alloc(16), ...data, METADATA_MARKER, metadata]);
}

/** Writes {@link cityDatabase} to `path`, replacing what is there. */
export function writeCityDatabase(path: string, networks: CityNetwork[], options?: CityDatabaseOptions): void {
  writeFileSync(path, cityDatabase(networks, options));
}
