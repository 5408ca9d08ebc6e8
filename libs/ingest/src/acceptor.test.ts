import { DEFAULT_SETTINGS, type Project, type ProjectSettings } from '@micrologs/domain';
import { describe, expect, it } from 'vitest';
import { Acceptor, MissingFieldError, type PageviewInput, type Sender } from './acceptor.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const IP = '81.2.69.142';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PLACE = { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' };

const acceptor = new Acceptor({
  placeOf: (ip) => (ip === IP ? PLACE : null),
  identify: async (_project, ip, userAgent) => [`today of ${ip.length} ${userAgent.length}`, 'yesterday'],
});

function project(settings: Partial<ProjectSettings> = {}): Project {
  return {
    id: 7,
    name: 'Shop',
    publicKey: '',
    secretHash: '',
    allowedDomains: ['shop.test'],
    isActive: true,
    timeZone: 'UTC',
    settings: { ...DEFAULT_SETTINGS, ...settings },
    createdAt: NOW,
    updatedAt: NOW,
  };
}

function sender(values: Partial<Sender> = {}): Sender {
  return {
    project: project(),
    keyType: 'public',
    receivedAt: NOW,
    ip: IP,
    userAgent: FIREFOX,
    accept: '*/*',
    acceptLanguage: 'nb',
    optedOut: false,
    ...values,
  };
}

const view: PageviewInput = { url: 'https://shop.test/', visitor_id: 'v', session_token: 's' };

async function accepted(from: Sender, input: PageviewInput = view, verbatim: string | null = null) {
  const { record, ...rest } = await acceptor.pageview(from, input, verbatim);
  return { ...rest, text: record, event: JSON.parse(record) };
}

describe('a pageview', () => {
  it('is queued with device and place, and without address and user agent', async () => {
    const { event, text, eventId, dropped } = await accepted(sender());
    expect(event).toMatchObject({
      kind: 'pageview',
      project: 7,
      receivedAt: NOW,
      id: eventId,
      idGiven: false,
      device: { deviceType: 'desktop', os: 'Linux', browser: 'Firefox', browserVersion: '140.0' },
      place: PLACE,
      body: { url: 'https://shop.test/', visitor_id: 'v', session_token: 's', page_title: '' },
    });
    expect(dropped).toBeNull();
    expect(text).not.toContain(IP);
    expect(text).not.toContain('Gecko');
  });

  it('that is strict already is queued in its own words', async () => {
    const own = '{ "url": "https://shop.test/",  "visitor_id":"v","session_token":"s" }';
    expect((await accepted(sender(), view, own)).text).toContain(own);
  });

  it('keeps the id and the time that the client gave, if the time is plausible', async () => {
    const given = await accepted(sender(), { ...view, event_id: 'mine', occurred_at: NOW - 1000 });
    expect(given).toMatchObject({
      eventId: 'mine',
      clockAdjusted: false,
      event: { idGiven: true, occurredAt: NOW - 1000 },
    });
    const wrong = await accepted(sender(), { ...view, occurred_at: NOW - 30 * 86_400_000 });
    expect(wrong.clockAdjusted).toBe(true);
    expect(wrong.event).not.toHaveProperty('occurredAt');
  });

  it('needs its visitor and session', () => {
    for (const input of [
      { ...view, visitor_id: '' },
      { ...view, session_token: '' },
    ]) {
      expect(() => acceptor.pageview(sender(), input)).toThrow(MissingFieldError);
    }
  });
});

describe('what is only counted', () => {
  it('keeps nothing but its reason', async () => {
    const { event, dropped } = await accepted(sender({ userAgent: 'curl/8.5.0' }));
    expect(dropped).toBe('bot_user_agent');
    expect(event).toEqual({ kind: 'drop', project: 7, receivedAt: NOW, reason: 'bot_user_agent' });
  });

  it.each([
    [{ userAgent: undefined }, 'bot_empty_user_agent'],
    [{ accept: undefined }, 'bot_missing_accept'],
    [{ acceptLanguage: '' }, 'bot_missing_accept_language'],
    [{ optedOut: true }, 'opted_out'],
  ] as const)('%j is %s', async (values, reason) => {
    expect((await accepted(sender(values))).dropped).toBe(reason);
    expect(acceptor.engagement(sender(values), { pageview_id: 'p' }).dropped).toBe(reason);
  });
});

describe('a cookieless project', () => {
  it('tells its visitors by keyed hashes, and leaves every id of the browser behind', async () => {
    const { event } = await accepted(sender({ project: project({ cookieless: true }) }), { ...view, fingerprint: 'f' });
    expect(event.visitorHashes).toEqual([`today of ${IP.length} ${FIREFOX.length}`, 'yesterday']);
    for (const name of ['visitor_id', 'session_token', 'fingerprint']) expect(event.body).not.toHaveProperty(name);
  });
});

describe('a backend with the secret key', () => {
  const backend = sender({
    keyType: 'secret',
    userAgent: 'node',
    accept: undefined,
    acceptLanguage: undefined,
    ip: '10.0.0.1',
  });
  const browser = { client_ip: IP, user_agent: FIREFOX, accept_language: 'nb' };

  it('speaks for the browser that it served', async () => {
    const { event, text } = await accepted(backend, { ...view, ...browser });
    expect(event).toMatchObject({ device: { browser: 'Firefox' }, place: PLACE });
    expect(text).not.toContain(IP);
  });

  it('is no bot itself, and what it serves may be one', async () => {
    expect((await accepted(backend)).dropped).toBeNull();
    expect((await accepted(backend, { ...view, user_agent: 'Googlebot/2.1' })).dropped).toBe('bot_user_agent');
  });

  it('may leave the session out, and the visitor where address and user agent tell them apart', async () => {
    expect((await accepted(backend, { url: view.url, visitor_id: 'v' })).event.body.session_token).toBe('');
    expect((await accepted(backend, { url: view.url, ...browser })).event.visitorHashes).toHaveLength(2);
    expect(() => acceptor.pageview(backend, { url: view.url, client_ip: IP })).toThrow(MissingFieldError);
  });

  it('is not believed by the public key', async () => {
    const { event } = await accepted(sender({ ip: '10.0.0.1' }), { ...view, ...browser, user_agent: 'Googlebot/2.1' });
    expect(event).not.toHaveProperty('place');
    expect(event.device.browser).toBe('Firefox');
  });
});

describe('an engagement', () => {
  it('is queued with its bounds kept', () => {
    const { record } = acceptor.engagement(sender(), { pageview_id: 'p', engaged_ms: 1e12, scroll_pct: 40 });
    expect(JSON.parse(record)).toMatchObject({
      kind: 'engagement',
      idGiven: false,
      body: { pageview_id: 'p', engaged_ms: 86_400_000, scroll_pct: 40 },
    });
    expect(JSON.parse(acceptor.engagement(sender(), { pageview_id: 'p' }).record).body).toEqual({
      pageview_id: 'p',
      engaged_ms: 0,
      scroll_pct: null,
    });
  });
});
