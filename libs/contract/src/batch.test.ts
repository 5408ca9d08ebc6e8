import { describe, expect, it } from 'vitest';
import { parseBatch } from './batch.ts';

const options = { keyType: 'public', identityRequired: true, bodyBytes: 500 } as const;
const pageview = { kind: 'pageview', url: 'https://shop.test/', visitor_id: 'v', session_token: 's' };

function itemsOf(events: unknown[], more: Partial<Parameters<typeof parseBatch>[1]> = {}) {
  const parsed = parseBatch({ events }, { ...options, ...more });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe('a body that is no batch', () => {
  it.each([
    [{}, 'Invalid or missing JSON body'],
    [[], 'Invalid or missing JSON body'],
    [[pageview], 'Invalid or missing JSON body'],
    [{ event: 1 }, 'events must be a non-empty array'],
    [{ events: [] }, 'events must be a non-empty array'],
    [{ events: { 0: pageview } }, 'events must be a non-empty array'],
    [{ events: Array(501).fill(pageview) }, 'Maximum 500 events per batch'],
  ])('fails as a whole', (body, message) => {
    expect(parseBatch(body, options)).toMatchObject({ ok: false, message });
  });

  it('takes 500 events', () => {
    expect(itemsOf(Array(500).fill(pageview))).toHaveLength(500);
  });
});

it('refuses wrong events one by one, with the id that they have', () => {
  expect(
    itemsOf([
      pageview,
      null,
      [pageview],
      { ...pageview, url: '', event_id: 'a' },
      { ...pageview, visitor_id: '' },
      { kind: 'error', message: '', event_id: 'b' },
      { kind: 'audit', actor: 'kim' },
      { kind: 'error', message: 'boom', event_id: 'c' },
      { kind: 'audit', action: 'x' },
      { kind: 'click' },
      { kind: ['pageview'], event_id: 'not usable' },
      { kind: 'engagement', pageview_id: 'p' },
    ]),
  ).toMatchObject([
    { ok: true, kind: 'pageview', client: null },
    { ok: false, message: 'Each event must be a JSON object', event_id: null },
    { ok: false, message: 'Each event must be a JSON object', event_id: null },
    { ok: false, message: 'url, visitor_id and session_token are required', event_id: 'a' },
    { ok: false, message: 'url, visitor_id and session_token are required', event_id: null },
    { ok: false, message: 'message is required', event_id: 'b' },
    { ok: false, message: 'action is required', event_id: null },
    { ok: true, kind: 'error', value: { message: 'boom', event_id: 'c' }, client: null },
    { ok: true, kind: 'audit', value: { action: 'x' } },
    { ok: false, message: 'kind must be pageview, engagement, error or audit', event_id: null },
    { ok: false, message: 'kind must be pageview, engagement, error or audit', event_id: null },
    { ok: true, kind: 'engagement', value: { pageview_id: 'p', engaged_ms: 0, scroll_pct: null } },
  ]);
});

it('lets cookieless projects leave the visitor out', () => {
  const anonymous = { kind: 'pageview', url: 'https://shop.test/' };
  expect(itemsOf([anonymous], { identityRequired: false })).toMatchObject([{ ok: true, value: { visitor_id: '' } }]);
});

describe('an event that is too large', () => {
  const junk = { ...pageview, junk: 'x'.repeat(65_536) };

  it('is refused alone', () => {
    expect(itemsOf([junk, pageview], { bodyBytes: 66_000 })).toMatchObject([
      { ok: false, message: 'An event may take 65536 bytes at most' },
      { ok: true },
    ]);
  });

  it('is refused too when it is nested so deeply that it cannot be measured', () => {
    const depth = 200_000;
    const nested = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(itemsOf([{ ...pageview, nested }], { bodyBytes: 400_000 })).toMatchObject([{ ok: false }]);
  });
});

describe('what a backend says about its client', () => {
  const served = { ...pageview, client_ip: ' 203.0.113.9 ', user_agent: 'Firefox', accept_language: 'nb' };

  it('counts with the secret key only', () => {
    expect(itemsOf([served], { keyType: 'secret' })).toMatchObject([
      { client: { ip: '203.0.113.9', userAgent: 'Firefox', acceptLanguage: 'nb' } },
    ]);
    expect(itemsOf([{ ...served, client_ip: 'junk' }])).toMatchObject([{ ok: true, client: null }]);
  });

  it('goes for errors too', () => {
    const error = { kind: 'error', message: 'boom', user_agent: 'Firefox', client_ip: '::1' };
    expect(itemsOf([error], { keyType: 'secret' })).toMatchObject([
      { kind: 'error', client: { ip: '::1', userAgent: 'Firefox', acceptLanguage: '' } },
    ]);
    expect(itemsOf([{ ...error, client_ip: 'x' }], { keyType: 'secret' })).toMatchObject([
      { ok: false, message: 'client_ip must be an IPv4 or IPv6 address' },
    ]);
    expect(itemsOf([error])).toMatchObject([{ kind: 'error', client: null }]);
  });

  it('may be left out, in part or in whole', () => {
    expect(itemsOf([pageview, { ...pageview, client_ip: '::1' }], { keyType: 'secret' })).toMatchObject([
      { client: { ip: '', userAgent: '', acceptLanguage: '' } },
      { client: { ip: '::1', userAgent: '' } },
    ]);
  });

  it.each([
    [{ client_ip: '300.1.1.1' }, 'client_ip must be an IPv4 or IPv6 address'],
    [{ client_ip: {} }, 'client_ip must be a string'],
    [{ user_agent: [] }, 'user_agent must be a string'],
  ])('%j is refused', (fields, message) => {
    expect(itemsOf([{ ...pageview, ...fields }], { keyType: 'secret' })).toMatchObject([{ ok: false, message }]);
  });
});

it('E10: contexts keep their numbers to the digit', () => {
  const text = `{"events": [{"kind":"engagement","pageview_id":"p"},
    {"kind":"error","message":"boom","context":{"id": 12345678901234567890}},
    {"kind":"audit","action":"x","context":[1e400, {}]}, {"kind":"audit","action":"y"}]}`;
  const parsed = parseBatch(JSON.parse(text), { ...options, text });
  expect(parsed).toMatchObject({
    value: [
      { kind: 'engagement' },
      { value: { context: '{"id":12345678901234567890}' } },
      { value: { context: '[1e400,{}]' } },
      { value: { context: null } },
    ],
  });
});

describe('an engagement', () => {
  const engagement = { kind: 'engagement', pageview_id: 'p' };

  it.each([
    [
      { engaged_ms: 1200, scroll_pct: 80 },
      { engaged_ms: 1200, scroll_pct: 80 },
    ],
    [
      { engaged_ms: 1200.6, scroll_pct: 79.5 },
      { engaged_ms: 1201, scroll_pct: 80 },
    ],
    [
      { engaged_ms: '1200', scroll_pct: ' 80 ' },
      { engaged_ms: 1200, scroll_pct: 80 },
    ],
    [{ engaged_ms: 1e12 }, { engaged_ms: 86_400_000, scroll_pct: null }],
    [
      { engaged_ms: null, scroll_pct: 0 },
      { engaged_ms: 0, scroll_pct: 0 },
    ],
  ])('%j is read', (fields, value) => {
    expect(itemsOf([{ ...engagement, ...fields }])).toMatchObject([{ ok: true, value }]);
  });

  it.each([
    [{ pageview_id: '' }, 'pageview_id is required'],
    [{ pageview_id: 'a b' }, 'pageview_id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -'],
    [{ engaged_ms: -1 }, 'engaged_ms must be a number of milliseconds from 0'],
    [{ engaged_ms: 'long' }, 'engaged_ms must be a number of milliseconds from 0'],
    [{ engaged_ms: true }, 'engaged_ms must be a number of milliseconds from 0'],
    [{ scroll_pct: 101 }, 'scroll_pct must be a number from 0 to 100'],
    [{ scroll_pct: [] }, 'scroll_pct must be a number from 0 to 100'],
    [{ event_id: {} }, 'event_id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -'],
    [{ occurred_at: 'x' }, 'occurred_at must be an ISO 8601 time with an offset or epoch milliseconds'],
  ])('%j is refused', (fields, message) => {
    expect(itemsOf([{ ...engagement, ...fields }])).toMatchObject([{ ok: false, message }]);
  });
});
