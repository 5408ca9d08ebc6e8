import { BoundedCache } from '@micrologs/domain';
import { type IpAddress, IpNetworks, parseAddress, parseIpNetworks } from './ip-networks.ts';

/** An address in canonical text, and whether it is a trusted proxy's. */
interface Hop {
  ip: string;
  trusted: boolean;
}

/** The longest text an `X-Forwarded-For` entry can have: quotes, brackets, an IPv6 address and a port. */
const MAX_ENTRY_LENGTH = 64;

/** The proxies whose `X-Forwarded-For` is believed. */
export class TrustedProxies {
  readonly #networks: IpNetworks;
  /** Parsing an address costs microseconds, and those of visitors and proxies come again and again. */
  readonly #hops = new BoundedCache<Hop | 'none'>(8192);

  constructor(networks = new IpNetworks()) {
    this.#networks = networks;
  }

  get isEmpty(): boolean {
    return this.#networks.isEmpty;
  }

  /** Reads a socket address or an `X-Forwarded-For` entry; null when it is no address. */
  hop(entry: string): Hop | null {
    if (entry.length > MAX_ENTRY_LENGTH) return null;
    let hop = this.#hops.get(entry);
    if (hop === undefined) {
      const address = parseEntry(entry);
      hop = address ? { ip: address.toString(), trusted: this.#networks.has(address) } : 'none';
      this.#hops.set(entry, hop);
    }
    return hop === 'none' ? null : hop;
  }
}

/**
 * Reads addresses and CIDR ranges of proxies, as `parseIpNetworks` does.
 * @throws Error that names the entry which is neither
 */
export function parseTrustedProxies(list: string): TrustedProxies {
  return new TrustedProxies(parseIpNetworks(list));
}

/** One `X-Forwarded-For` entry: `1.2.3.4`, `1.2.3.4:567`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:567`. */
function parseEntry(entry: string): IpAddress | null {
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
