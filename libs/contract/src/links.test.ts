import { describe, expect, it } from 'vitest';
import { parseBulkLinks } from './bulk-links.ts';
import { parseBody } from './parse-body.ts';
import { parseQuery } from './parse-query.ts';

const target = { destination_url: 'https://shop.test/sale' };

describe('the body of a new link', () => {
  it('is read with its times as milliseconds and its password as it is', () => {
    const body = {
      ...target,
      expires_at: '2026-03-01T09:30:15+01:00',
      password: ' open sesame ',
      max_clicks: '7',
      tags: [' a '],
    };
    expect(parseBody('createLink', body)).toEqual({
      ok: true,
      value: {
        ...target,
        expires_at: Date.parse('2026-03-01T09:30:15+01:00'),
        password: ' open sesame ',
        max_clicks: 7,
        tags: ['a'],
      },
    });
    expect(parseBody('createLink', { ...target, expires_at: 1_772_000_000_000 })).toMatchObject({
      value: { expires_at: 1_772_000_000_000 },
    });
  });

  it.each([
    [{ destination_url: '' }, 'destination_url is required'],
    [{ destination_url: null }, 'destination_url is required'],
    [{ destination_url: '0' }, 'destination_url is required'],
    [{ destination_url: ['https://shop.test/'] }, 'destination_url is not a valid URL'],
    [{ code: 'a' }, 'code must be 3 to 64 characters of A-Z, a-z, 0-9, - and _'],
    [{ code: 'a b c' }, 'code must be 3 to 64 characters of A-Z, a-z, 0-9, - and _'],
    [{ label: {} }, 'label must be a string'],
    [{ expires_at: 'tomorrow' }, 'expires_at must be an ISO 8601 time with an offset or epoch milliseconds'],
    [
      { expires_at: '2026-02-31T00:00:00Z' },
      'expires_at must be an ISO 8601 time with an offset or epoch milliseconds',
    ],
    [{ expires_at: [] }, 'expires_at must be an ISO 8601 time with an offset or epoch milliseconds'],
    ...[Date.UTC(10_000, 0), '253402300800000', 8.64e15 + 1, 1e300].map((expires_at): [object, string] => [
      { expires_at },
      'expires_at must be an ISO 8601 time with an offset or epoch milliseconds',
    ]),
    [{ expires_at: '2026-07-01' }, 'expires_at must be an ISO 8601 time with an offset or epoch milliseconds'],
    [{ max_clicks: 0 }, 'max_clicks must be an integer from 1 to 1000000000'],
    [{ max_clicks: 1.5 }, 'max_clicks must be an integer from 1 to 1000000000'],
    [{ max_clicks: 1e10 }, 'max_clicks must be an integer from 1 to 1000000000'],
    [{ password: '' }, 'password must be 1 to 128 bytes'],
    [{ password: 'é'.repeat(65) }, 'password must be 1 to 128 bytes'],
    [{ redirect_status: 303 }, 'redirect_status must be 301, 302, 307 or 308'],
    [{ forward_query: 'true' }, 'forward_query must be a boolean'],
    [{ tags: 'a' }, 'tags must be a list of at most 20 strings of 1 to 50 bytes'],
    [{ tags: [''] }, 'tags must be a list of at most 20 strings of 1 to 50 bytes'],
    [{ tags: ['é'.repeat(26)] }, 'tags must be a list of at most 20 strings of 1 to 50 bytes'],
    [{ tags: Array(21).fill('a') }, 'tags must be a list of at most 20 strings of 1 to 50 bytes'],
  ])('%j is refused', (fields, message) => {
    expect(parseBody('createLink', { ...target, ...fields })).toMatchObject({ ok: false, message });
  });
});

it('takes custom codes of 3 to 64 harmless characters', () => {
  const read = (code: string) => parseBody('createLink', { ...target, code }).ok;
  for (const code of ['abc', 'Spring_Sale-26', 'x'.repeat(64), '---']) expect(read(code)).toBe(true);
  for (const code of ['', 'ab', 'x'.repeat(65), 'a b', 'a/b', 'a.b', 'été', 'a%62']) expect(read(code)).toBe(false);
});

it('L9: cuts labels between characters', () => {
  expect(parseBody('createLink', { ...target, label: `${'x'.repeat(254)}é` })).toMatchObject({
    value: { label: 'x'.repeat(254) },
  });
});

describe('the body of an edit', () => {
  it('is refused after the link was looked for', () => {
    const code = 'k3Zq81Ab';
    expect(parseBody('editLink', { code, is_active: 0 })).toMatchObject({
      ok: false,
      message: 'is_active must be a boolean',
      lookupCode: code,
    });
    expect(parseBody('editLink', { code, label: null })).toMatchObject({ ok: false, lookupCode: code });
    const missing = parseBody('editLink', { label: 'x' });
    expect(missing).toEqual({ ok: false, message: 'code is required', field: 'code' });
  });
});

describe('many links', () => {
  it('are read one by one', () => {
    const links = [target, {}, 5, { ...target, max_clicks: 0 }];
    expect(parseBulkLinks({ links })).toMatchObject({
      ok: true,
      value: [
        { ok: true, value: target },
        { ok: false, message: 'destination_url is required' },
        { ok: false, message: 'Each link must be a JSON object' },
        { ok: false, message: 'max_clicks must be an integer from 1 to 1000000000' },
      ],
    });
  });

  it.each([[{ links: [] }], [{ links: {} }], [{ link: [target] }], [{ links: Array(1001).fill(target) }]])(
    'are refused as a whole when they are no list of 1 to 1000',
    (body) => {
      expect(parseBulkLinks(body)).toMatchObject({ ok: false, message: 'links must be a list of 1 to 1000 links' });
    },
  );

  it('are missing in what is no filled object', () => {
    expect(parseBulkLinks({})).toMatchObject({ ok: false, message: 'Invalid or missing JSON body' });
  });
});

it.each([
  ['c=a', 'code query parameter is required'],
  ['code=', 'code query parameter is required'],
  ['code=k3Zq81Ab&format=gif', 'format must be svg or png'],
  ...['99', '2001', '1.5', 'NaN'].map((size): [string, string] => [
    `code=k3Zq81Ab&size=${size}`,
    'size must be an integer from 100 to 2000',
  ]),
])('the query %s of a QR code is refused', (search, message) => {
  expect(parseQuery('getLinkQr', new URLSearchParams(search))).toMatchObject({ ok: false, message });
});
