import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<ResolvedAddress[]>;

/** Whether an operator allows an address that is not public. */
export type IsAllowed = (address: string) => boolean;

/** A host may not be connected to; the message names it, and the address that it has. */
export class AddressRefusedError extends Error {
  constructor(hostname: string, address: string) {
    const resolved = hostname === address ? '' : ` (${hostname})`;
    super(`${address}${resolved} is not a public address`);
    this.name = 'AddressRefusedError';
  }
}

/** The part of IPv6 from which addresses of the Internet are given out: embedded and local ones lie outside it. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the Internet's hosts: not private, shared, loopback, link-local, multicast, reserved or for
 * documentation, and not one that carries another address in itself (NAT64, 6to4, Teredo). An IPv4-mapped address is what it maps.
 * @param text as the resolver writes it
 */
export function isPublicAddress(text: string): boolean {
  // The library reads `::1.2.3.4` as a mapped address; systems connect to what it says.
  if (isIP(text) === 0 || /^(?!::ffff:).*:.*\./i.test(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(GLOBAL_IPV6);
}

/**
 * The addresses that a host has at this moment, every one of which may be connected to.
 * @param hostname as `URL` gives it: numbers of every notation are dotted there, IPv6 stands in brackets
 * @throws AddressRefusedError when one may not be; whatever resolving throws
 */
export async function checkedAddresses(
  hostname: string,
  resolve: Resolve,
  isAllowed: IsAllowed,
): Promise<ResolvedAddress[]> {
  const literal = literalOf(hostname);
  const addresses = literal ? [literal] : await resolve(hostname);
  if (addresses.length === 0) throw new Error(`${hostname} has no address`);
  for (const { address } of addresses) {
    if (!isPublicAddress(address) && !isAllowed(address)) throw new AddressRefusedError(hostname, address);
  }
  return addresses;
}

/** The address that a URL names by itself; null for a name. */
export function literalOf(hostname: string): ResolvedAddress | null {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family === 4 || family === 6 ? { address, family } : null;
}
