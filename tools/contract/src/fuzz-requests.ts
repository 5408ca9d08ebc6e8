import type { OutgoingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Parameter } from './openapi.ts';
import type { Random } from './random.ts';

/** Query values, as they go over the wire. */
const HOSTILE_QUERY: readonly string[] = [
  '',
  '0',
  '-1',
  '1e400',
  '99999999999999999999',
  'NaN',
  '%',
  '%zz',
  '%ff%fe',
  '%00',
  '%F0%9F%98%80',
  '%ED%A0%80',
  '+',
  '=',
  '[]',
  '%5B%5D',
  'true',
  'null',
  'undefined',
  '__proto__',
  "';--",
  '%0d%0aX-Injected:1',
  '2026-02-31',
  '-2026-01-01',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13',
  'custom',
  'CUSTOM',
  '365d',
  '0d',
  '99999999d',
  'x'.repeat(4_000),
];

/** Query strings with each parameter in every odd form; and some with none that is known. */
export function hostileQueries(parameters: readonly Parameter[]): string[] {
  const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const odd = [
    '&&&',
    '=',
    '&=&',
    '%',
    '%zz=%zz',
    '__proto__=1&constructor=2',
    '[]=1',
    'a[b][c]=1',
    '?',
    '#',
    'k=',
    'k[]=x',
  ];
  return [
    ...odd,
    ...names.flatMap((name) => [
      ...HOSTILE_QUERY.map((value) => `${name}=${value}`),
      ...HOSTILE_QUERY.map((value) => `range=custom&from=2026-03-01&to=2026-03-08&${name}=${value}`),
      name,
      `${name}[]=1`,
      `${name}[0]=1`,
      `${name}[a]=1&${name}=7`,
      `${name}=7&${name}=8`,
      `${name}=7&${name}=x`,
      `${name.toUpperCase()}=7`,
      `%${name.charCodeAt(0).toString(16)}${name.slice(1)}=7`,
    ]),
  ];
}

export function randomQuery(random: Random, parameters: readonly Parameter[]): string {
  const names = [...parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name), 'k', 'x'];
  return Array.from({ length: random.below(5) }, () => {
    const name = `${random.pick(names)}${random.pick(['', '', '', '[]', '[0]', '%5B%5D'])}`;
    return random.chance(0.9) ? `${name}=${random.pick(HOSTILE_QUERY)}` : name;
  }).join('&');
}

const latin1 = Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i)).toString('latin1');

/** Header values that Node's own client is willing to send. */
const HOSTILE_HEADER: readonly string[] = [
  '',
  ' ',
  'null',
  '0',
  '-1',
  '*',
  '"',
  '\t',
  latin1,
  'x'.repeat(4_000),
  '%00',
  '$(id)`id`',
  '../../etc/passwd',
  'a,b;q=0.5, *;q=-1',
  'bytes=0-1',
  'gzip',
  'gzip, gzip',
  'deflate;q=x',
  '1.2.3.4, , ::1, [::1]:80, unknown',
];

const HEADERS: readonly string[] = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Encoding',
  'Content-Type',
  'Cookie',
  'DNT',
  'Forwarded',
  'Idempotency-Key',
  'If-Modified-Since',
  'If-None-Match',
  'Origin',
  'Range',
  'Referer',
  'Sec-GPC',
  'Upgrade-Insecure-Requests',
  'User-Agent',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-HTTP-Method-Override',
  'X-Original-URL',
  'X-Request-Id',
  'X-Test-Mode',
];

/** Each header with every odd value, and some that come twice. */
export function hostileHeaders(): OutgoingHttpHeaders[] {
  return [
    ...HEADERS.flatMap((name) => HOSTILE_HEADER.map((value) => ({ [name]: value }))),
    ...HEADERS.map((name) => ({ [name]: ['a', 'b'] })),
    { Expect: '100-continue' },
    { Expect: 'the unexpected' },
    { Upgrade: 'websocket', Connection: 'Upgrade' },
    { Upgrade: 'h2c', Connection: 'Upgrade, HTTP2-Settings', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' },
    { Host: '' },
    { Host: 'evil.test:99999' },
    { Host: '"><script>' },
  ];
}

export function randomHeaders(random: Random): OutgoingHttpHeaders {
  return Object.fromEntries(
    Array.from({ length: random.below(4) }, () => [random.pick(HEADERS), random.pick(HOSTILE_HEADER)]),
  );
}

/** Keys in forms that no key has. */
export const HOSTILE_KEYS: readonly (string | string[])[] = [
  ...HOSTILE_HEADER,
  ['a', 'b'],
  'f'.repeat(31),
  'f'.repeat(33),
  'f'.repeat(63),
  'f'.repeat(65),
  'G'.repeat(32),
  `${'f'.repeat(31)}é`,
];

/**
 * Requests that are broken as HTTP, or that stop in the middle.
 * @param path of a POST operation, with the base path
 * @param head header lines that would let the request in
 * @param body a body that would be accepted
 */
export function brokenRequests(random: Random, path: string, head: string, body: string): [string, Buffer | string][] {
  const length = Buffer.byteLength(body);
  const post = (lines: string, rest: Buffer | string = '') =>
    Buffer.concat([
      Buffer.from(`POST ${path} HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n${head}${lines}\r\n`, 'latin1'),
      Buffer.from(rest as string),
    ]);
  const get = (target: string, version = 'HTTP/1.1') =>
    Buffer.from(`GET ${target} ${version}\r\nHost: a.test\r\nConnection: close\r\n\r\n`, 'latin1');
  return [
    ['a body cut off', post(`Content-Length: ${length}\r\n`, body.slice(0, -5))],
    ['no body at all', post(`Content-Length: ${length}\r\n`)],
    ['a body longer than told', post(`Content-Length: ${length}\r\n`, `${body}trailing`)],
    ['a body shorter than told by one', post(`Content-Length: ${length + 1}\r\n`, body)],
    ['a negative length', post('Content-Length: -1\r\n', body)],
    ['a length that is no number', post('Content-Length: 0x10\r\n', body)],
    ['a huge length', post('Content-Length: 99999999999999999999\r\n', body)],
    ['two lengths', post(`Content-Length: ${length}\r\nContent-Length: 1\r\n`, body)],
    [
      'length and chunks',
      post(`Content-Length: ${length}\r\nTransfer-Encoding: chunked\r\n`, `5\r\nabcde\r\n0\r\n\r\n`),
    ],
    ['chunks', post('Transfer-Encoding: chunked\r\n', `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)],
    ['chunks cut off', post('Transfer-Encoding: chunked\r\n', `ffff\r\n${body}`)],
    ['a chunk size that is no number', post('Transfer-Encoding: chunked\r\n', `zz\r\n${body}\r\n0\r\n\r\n`)],
    ['an unknown transfer coding', post('Transfer-Encoding: rot13\r\n', body)],
    ['no length', post('', body)],
    ['headers without end', post(`X-Long: ${'x'.repeat(40_000)}\r\n`)],
    ['thousands of headers', post(Array.from({ length: 3_000 }, (_, i) => `X-${i}: ${i}\r\n`).join(''), body)],
    ['a header without a colon', post('No colon here\r\n', body)],
    ['a header name with a space', post('X Y: 1\r\n', body)],
    ['a NUL in a header', post('X-Nul: a\0b\r\n', body)],
    ['a folded header', post('X-Folded: a\r\n b\r\n', body)],
    ['bare line feeds', Buffer.from(`POST ${path} HTTP/1.1\nHost: a.test\nConnection: close\n\n${body}`)],
    ['no Host', Buffer.from(`POST ${path} HTTP/1.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)],
    ['HTTP/1.0', get(path, 'HTTP/1.0')],
    ['HTTP/0.9', Buffer.from(`GET ${path}\r\n`)],
    ['HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    ['HTTP/9.9', get(path, 'HTTP/9.9')],
    ['TLS', Buffer.from('16030100c8010000c40303', 'hex')],
    ['an unknown method', Buffer.from(`FROB ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`)],
    ['CONNECT', Buffer.from('CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n')],
    ['OPTIONS *', Buffer.from('OPTIONS * HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n')],
    ['an absolute target', get(`http://a.test${path}`)],
    ['an absolute target of another scheme', get('ftp://a.test/x')],
    ['a target without a slash', get('api/health')],
    ['an endless target', get(`/${'x'.repeat(40_000)}`)],
    ['a target with a space', get('/api/hea lth')],
    ['a target with a NUL', get('/api/health\0')],
    ['a target in Latin-1', get('/api/h\xe9alth')],
    ['a target of bad escapes', get('/api/%zz/%/%ff?%zz=%')],
    ['a target that climbs', get('/../../../../etc/passwd')],
    ['a target that climbs, escaped', get('/docs/%2e%2e/%2e%2e/package.json')],
    ['a target of many slashes', get('/'.repeat(5_000))],
    ['nothing', Buffer.alloc(0)],
    ['line ends only', Buffer.from('\r\n\r\n\r\n')],
    ...Array.from(
      { length: 40 },
      (_, i) => [`random bytes ${i}`, random.bytes(1 + random.below(400))] as [string, Buffer],
    ),
    ...Array.from({ length: 40 }, (_, i): [string, Buffer] => {
      const bytes = post(`Content-Length: ${length}\r\n`, body);
      for (let flips = 1 + random.below(3); flips > 0; flips -= 1)
        bytes[random.below(bytes.length)] = random.below(256);
      return [`flipped bytes ${i}`, bytes];
    }),
  ];
}

/** Bodies that claim to be compressed. */
export function hostileCompressed(random: Random, body: string): [string, Buffer][] {
  const good = gzipSync(body);
  const flipped = Buffer.from(good);
  flipped[12] = flipped[12]! ^ 0xff;
  return [
    ['gzip cut off', good.subarray(0, good.length - 6)],
    ['gzip with a flipped byte', flipped],
    ['gzip with something behind it', Buffer.concat([good, Buffer.from('x')])],
    ['two gzip members', Buffer.concat([good, good])],
    ['gzip of nothing', gzipSync('')],
    ['gzip of no JSON', gzipSync('x')],
    ['gzip of gzip', gzipSync(good)],
    ['a gzip bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
    ['random bytes', random.bytes(200)],
  ];
}
