import { BoundedCache } from '@micrologs/domain';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An address in canonical text, and whether it is a trusted proxy's. */
interface Hop {
  ip: string;
  trusted: boolean;
}

/** The longest text an `X-Forwarded-For` entry can have: quotes, brackets, an IPv6 address and a port. */
const MAX_ENTRY_LENGTH = 64;

/** The proxies whose `X-Forwarded-For` is believed. */
export class TrustedProxies {
  readonly #ranges: [Address, number][];
  /** Parsing an address costs microseconds, and those of visitors and proxies come again and again. */
  readonly #hops = new BoundedCache<Hop | 'none'>(8192);

  /** @param ranges network address (IPv4-mapped ones as IPv4) and length of the prefix in bits */
  constructor(ranges: [Address, number][] = []) {
    this.#ranges = ranges;
  }

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  /** Reads a socket address or an `X-Forwarded-For` entry; null when it is no address. */
  hop(entry: string): Hop | null {
    if (entry.length > MAX_ENTRY_LENGTH) return null;
    let hop = this.#hops.get(entry);
    if (hop === undefined) {
      const address = parseEntry(entry);
      hop = address ? { ip: address.toString(), trusted: this.#has(address) } : 'none';
      this.#hops.set(entry, hop);
    }
    return hop === 'none' ? null : hop;
  }

  #has(address: Address): boolean {
    return this.#ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
  }
}

/** Strict forms only: `ipaddr.js` would also read `127.1`, octal and hexadecimal parts as IPv4. */
function parseAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  // A zone such as `%eth0` says something about this machine's cables, not about the client.
  const percent = text.indexOf('%');
  const bare = percent === -1 ? text : text.slice(0, percent);
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * Reads addresses and CIDR ranges separated by commas or white space, such as `10.0.0.0/8, 2001:db8::1`.
 * @throws Error that names the entry which is neither
 */
export function parseTrustedProxies(list: string): TrustedProxies {
  const ranges = list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry): [Address, number] => {
      const [text = '', prefix, ...rest] = entry.split('/');
      const network = parseAddress(text);
      if (!network || rest.length > 0) throw badEntry(entry);
      const width = network.kind() === 'ipv4' ? 32 : 128;
      if (prefix === undefined) return [network, width];
      // An IPv4-mapped range counts its 96 leading bits.
      const bits = Number(prefix) - (width === 32 && text.includes(':') ? 96 : 0);
      if (!/^\d{1,3}$/.test(prefix) || bits < 0 || bits > width) throw badEntry(entry);
      return [network, bits];
    });
  return new TrustedProxies(ranges);
}

function badEntry(entry: string): Error {
  return new Error(`'${entry}' is neither an IP address nor a CIDR range such as 10.0.0.0/8 or 2001:db8::/32`);
}

/** One `X-Forwarded-For` entry: `1.2.3.4`, `1.2.3.4:567`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:567`. */
function parseEntry(entry: string): Address | null {
  const text = entry.replace(/^"(.*)"$/, '$1');
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text);
  if (bracketed) return parseAddress(bracketed[1]!);
  return parseAddress(text.replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1'));
}

/**
 * The address of the client: that of the socket, unless a trusted proxy is at its other end; then the rightmost hop of
 * `X-Forwarded-For` that is no trusted proxy, since everything to its left is what the client claims. An entry that is
 * no address ends the walk at the last good hop.
 * @param socketAddress undefined when the socket is closed already, or no TCP socket
 * @returns canonical text, IPv4-mapped addresses as IPv4; empty when there is no address
 */
export function clientIp(
  socketAddress: string | undefined,
  xForwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  if (!socketAddress) return '';
  if (trusted.isEmpty || !xForwardedFor) {
    // The two forms that nearly every socket has need no parsing.
    if (!socketAddress.includes(':')) return socketAddress;
    if (socketAddress.startsWith('::ffff:') && socketAddress.includes('.')) return socketAddress.slice(7);
  }
  let client = trusted.hop(socketAddress);
  if (!client) return '';
  if (xForwardedFor && client.trusted) {
    const entries = xForwardedFor.split(',');
    for (let i = entries.length - 1; i >= 0; i--) {
      const hop = trusted.hop(entries[i]!.trim());
      if (!hop) break;
      client = hop;
      if (!hop.trusted) break;
    }
  }
  return client.ip;
}
