import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AddressRefusedError, checkedAddresses, isPublicAddress } from './address.ts';

const never = () => false;

/** Hosts of every kind that must not be reached, as `URL` and the resolver write their addresses. */
const REFUSED = {
  'this network': ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.255'],
  'link-local': ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  'unique local': ['fc00::1', 'fd00:ec2::254'],
  'site-local': ['fec0::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1'],
  broadcast: ['255.255.255.255'],
  reserved: ['240.0.0.1', '192.0.0.1'],
  'documentation and benchmarks': ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1'],
  'IPv4-mapped': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1'],
  'IPv4-compatible': ['::127.0.0.1', '::7f00:1'],
  NAT64: ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::808:808', '64:ff9b:1::1'],
  '6to4 and Teredo': ['2002:7f00:1::', '2002:a00:1::1', '2001:0:4136:e378::1'],
  'no address': ['', 'localhost', '127.1', '0x7f.1', '1.2.3.4.5'],
};

it.each(Object.entries(REFUSED))('refuses %s', (_, addresses) => {
  for (const address of addresses) expect.soft(isPublicAddress(address), address).toBe(false);
});

it('takes addresses of the Internet', () => {
  for (const address of ['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1']) {
    expect.soft(isPublicAddress(address), address).toBe(true);
  }
});

it('judges a mapped address as the one that it maps, and no other that holds an IPv4 address', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address));
      for (const prefix of ['64:ff9b::', '::']) expect(isPublicAddress(prefix + address)).toBe(false);
    }),
  );
});

it('is not misled by how a URL writes an address', async () => {
  const forms = [
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://017700000001/',
    'http://%31%32%37.0.0.1/',
    'http://①②⑦.⓪.⓪.①/',
    'http://127.0.0.1./',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[64:ff9b::7f00:1]/',
  ];
  for (const form of forms) {
    const resolve = () => expect.fail(`${form} is no name`);
    await expect
      .soft(checkedAddresses(new URL(form).hostname, resolve, never), form)
      .rejects.toThrow(AddressRefusedError);
  }
});

it('refuses a name when any one of its addresses is refused, and says which', async () => {
  const addresses = [
    { address: '93.184.216.34', family: 4 as const },
    { address: 'fd00::5', family: 6 as const },
  ];
  const check = (given: typeof addresses, isAllowed: (address: string) => boolean = never) =>
    checkedAddresses('hooks.test', async () => given, isAllowed);
  expect(await check(addresses.slice(0, 1))).toEqual(addresses.slice(0, 1));
  await expect(check(addresses)).rejects.toThrow('fd00::5 (hooks.test) is not a public address');
  expect(await check(addresses, (address) => address === 'fd00::5')).toEqual(addresses);
  await expect(check([])).rejects.toThrow('hooks.test has no address');
});
