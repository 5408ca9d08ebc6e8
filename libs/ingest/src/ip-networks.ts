import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Addresses and ranges of them. */
export class IpNetworks {
  readonly #ranges: readonly (readonly [IpAddress, number])[];

  /** @param ranges network address (IPv4-mapped ones as IPv4) and length of the prefix in bits */
  constructor(ranges: readonly (readonly [IpAddress, number])[] = []) {
    this.#ranges = ranges;
  }

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  has(address: IpAddress): boolean {
    return this.#ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
  }

  /** The same for an address as text; one that cannot be read is in no network. */
  hasText(text: string): boolean {
    const address = parseAddress(text);
    return address !== null && this.has(address);
  }
}

/**
 * IPv4-mapped addresses as IPv4; null for what is no address. Strict forms only: `ipaddr.js` would also read `127.1`, octal
 * and hexadecimal parts as IPv4.
 */
export function parseAddress(text: string): IpAddress | null {
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
export function parseIpNetworks(list: string): IpNetworks {
  const ranges = list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry): [IpAddress, number] => {
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
  return new IpNetworks(ranges);
}

function badEntry(entry: string): Error {
  return new Error(`'${entry}' is neither an IP address nor a CIDR range such as 10.0.0.0/8 or 2001:db8::/32`);
}
