import { textLimits } from '@micrologs/contract';
import { DEFAULT_SETTINGS, type ErrorBody, type Project, type ProjectSettings } from '@micrologs/domain';
import { sessionTokenHash, visitorHash } from '@micrologs/identity';
import { describe, expect, it } from 'vitest';
import { Acceptor, type ErrorInput, type Sender } from './acceptor.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const IP = '81.2.69.142';
const OTHER_IP = '89.160.20.112';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const PLACE = { country: 'Norway', countryCode: 'NO', region: 'Vestland', city: 'Bergen' };

const acceptor = new Acceptor({
  placeOf: (ip) => (ip === IP ? PLACE : null),
  identify: async (_project, ip, userAgent) => [`today of ${ip} ${userAgent.length}`, 'yesterday'],
});

function sender(values: Partial<Sender> = {}, settings: Partial<ProjectSettings> = {}): Sender {
  const project: Project = {
    id: 7,
    name: 'Shop',
    publicKey: '',
    secretHash: '',
    allowedDomains: [],
    isActive: true,
    timeZone: 'UTC',
    settings: { ...DEFAULT_SETTINGS, ...settings },
    createdAt: NOW,
    updatedAt: NOW,
  };
  return {
    project,
    keyType: 'public',
    receivedAt: NOW,
    ip: IP,
    userAgent: FIREFOX,
    accept: undefined,
    acceptLanguage: undefined,
    optedOut: false,
    ...values,
  };
}

const BODY: ErrorBody = {
  error_type: 'TypeError',
  message: 'x is undefined',
  file: '/app.js',
  line: 0,
  stack: null,
  url: 'https://shop.test/',
  severity: 'error',
  environment: 'production',
  release: '1.4.2',
  fingerprint: [],
  context: '{"b":{},"a":12345678901234567890}',
  visitor_id: 'v-1',
  session_token: 's-1',
};

async function accepted(from: Sender, input: Partial<ErrorInput> = {}) {
  const { record, ...rest } = await acceptor.error(from, { ...BODY, ...input });
  return { ...rest, text: record, event: JSON.parse(record) };
}

describe('an error', () => {
  it('is queued with device and place of its browser, and with its context to the digit', async () => {
    const { event, eventId, text, dropped, clockAdjusted } = await accepted(sender());
    expect(event).toEqual({
      kind: 'error',
      project: 7,
      receivedAt: NOW,
      id: eventId,
      idGiven: false,
      keyType: 'public',
      device: { deviceType: 'desktop', os: 'Linux', browser: 'Firefox', browserVersion: '140.0' },
      place: PLACE,
      body: BODY,
    });
    expect({ dropped, clockAdjusted }).toEqual({ dropped: null, clockAdjusted: false });
    for (const hidden of [IP, FIREFOX]) expect(text).not.toContain(hidden);
  });

  it('keeps the id and the time that the client gave', async () => {
    const { event, eventId } = await accepted(sender(), { event_id: 'e-1', occurred_at: NOW - 5000 });
    expect(event).toMatchObject({ id: 'e-1', idGiven: true, occurredAt: NOW - 5000 });
    expect(eventId).toBe('e-1');
    expect((await accepted(sender(), { occurred_at: NOW + 9e8 })).clockAdjusted).toBe(true);
  });

  it('P7: is taken from bots, which meet errors like everybody', async () => {
    const { dropped } = await accepted(sender({ userAgent: 'Googlebot/2.1', accept: undefined }));
    expect(dropped).toBeNull();
  });

  it('P8: has no place and no device when a backend speaks for itself', async () => {
    const { event } = await accepted(sender({ keyType: 'secret' }));
    expect(event).not.toHaveProperty('device');
    expect(event).not.toHaveProperty('place');
    expect(event).toMatchObject({ keyType: 'secret', body: { visitor_id: 'v-1', session_token: 's-1' } });
  });

  it('P8: has those of the browser that a backend names', async () => {
    const backend = sender({ keyType: 'secret', ip: OTHER_IP, userAgent: 'node' });
    const { event } = await accepted(backend, { visitor_id: '', client_ip: IP, user_agent: FIREFOX });
    expect(event).toMatchObject({
      device: { browser: 'Firefox' },
      place: PLACE,
      visitorHashes: [`today of ${IP} ${FIREFOX.length}`, 'yesterday'],
      body: { visitor_id: '', session_token: '' },
    });
  });

  it('tells visitors of cookieless projects as pageviews do, and keeps no id of theirs', async () => {
    const { event } = await accepted(sender({}, { cookieless: true }));
    expect(event).toMatchObject({
      visitorHashes: [`today of ${IP} ${FIREFOX.length}`, 'yesterday'],
      body: { visitor_id: '', session_token: '' },
    });
    const backend = await accepted(sender({ keyType: 'secret' }, { cookieless: true }));
    expect(backend.event).not.toHaveProperty('visitorHashes');
    expect(backend.event.body).toMatchObject({ visitor_id: '', session_token: '' });
  });

  it('is taken without who and where from a browser that asked not to be tracked', async () => {
    for (const settings of [{}, { cookieless: true }]) {
      const { event, dropped } = await accepted(sender({ optedOut: true }, settings));
      expect(dropped).toBeNull();
      expect(event).toMatchObject({ device: { browser: 'Firefox' }, body: { visitor_id: '', session_token: '' } });
      expect(event).not.toHaveProperty('place');
      expect(event).not.toHaveProperty('visitorHashes');
    }
  });

  it('is scrubbed by the rules of its project', async () => {
    const from = sender({}, { scrubKeys: ['customer'], safeKeys: ['pin'] });
    const { event } = await accepted(from, {
      message: 'login failed: password=hunter2',
      context: '{"customer":"Ada","pin":1,"token":"abc"}',
    });
    expect(event.body).toMatchObject({
      message: 'login failed: password=[Filtered]',
      context: '{"customer":"[Filtered]","pin":1,"token":"[Filtered]"}',
    });
  });

  it('hashes ids that are secrets, and finds the same visitor by them', async () => {
    const id = 'Bearer 0123456789abcdef';
    const { event, text } = await accepted(sender(), { visitor_id: id, session_token: id });
    expect(event).toMatchObject({
      visitorHashes: [visitorHash(id)],
      body: { visitor_id: '', session_token: sessionTokenHash(id) },
    });
    expect(text).not.toContain('0123456789abcdef');
  });

  it('stays within its limits although what stands for a secret may be longer than it', async () => {
    const { event } = await accepted(sender(), { message: 'pin=1,'.repeat(170), url: '&pin=1'.repeat(250) });
    expect(event.body.message).toContain('pin=[Filtered],pin=[Filtered]');
    expect(Buffer.byteLength(event.body.message)).toBe(1024);
    expect(Buffer.byteLength(event.body.url)).toBe(2048);
  });

  it('D2: cuts every text at its limit, between characters, and no sooner than a secret across it is told', async () => {
    const { visitor_id: _, session_token: __, fingerprint, ...limits } = textLimits.TrackErrorBody;
    const long = Object.fromEntries(Object.keys(limits).map((name) => [name, `a${'é'.repeat(40_000)}`]));
    const { body } = (await accepted(sender(), { ...long, fingerprint: ['é'.repeat(200)] })).event;
    for (const [name, bytes] of Object.entries(limits)) {
      expect(Buffer.byteLength(body[name as keyof typeof limits]!), name).toBe(bytes - 1 + (bytes % 2));
    }
    expect(Buffer.byteLength(body.fingerprint[0]!)).toBe(fingerprint - (fingerprint % 2));
    for (let room = 1; room < 24; room++) {
      const message = `${'x'.repeat(limits.message - room - 1)} 4111 1111 1111 1111`;
      expect((await accepted(sender(), { message })).event.body.message).not.toMatch(/x \d/);
    }
  });

  it('E10: keeps 8,192 bytes of context, measured after scrubbing, and a marker of what is larger', async () => {
    const exact = `{"a":"${'ä'.repeat(4092)}"}`;
    expect(Buffer.byteLength(exact)).toBe(8192);
    expect((await accepted(sender(), { context: exact })).event.body.context).toBe(exact);
    const larger = `{"ab":"${'ä'.repeat(4092)}"}`;
    expect((await accepted(sender(), { context: larger })).event.body.context).toBe(
      '{"_truncated":true,"_bytes":8193}',
    );
    const secret = `{"password":"${'x'.repeat(20_000)}"}`;
    expect((await accepted(sender(), { context: secret })).event.body.context).toBe('{"password":"[Filtered]"}');
  });
});

describe('an audit entry', () => {
  const HASH = 'ab'.repeat(32);

  it('is queued with the hash of the address, scrubbed', () => {
    const input = { action: 'token:create', actor: 'bob', context: '{"z":1,"a":{},"secret":"x1"}' };
    const { record, eventId } = acceptor.audit(sender({ keyType: 'secret', optedOut: true }), input, HASH);
    expect(JSON.parse(record)).toEqual({
      kind: 'audit',
      project: 7,
      receivedAt: NOW,
      id: eventId,
      idGiven: false,
      keyType: 'secret',
      ipHash: HASH,
      body: { action: 'token:create', actor: 'bob', context: '{"z":1,"a":{},"secret":"[Filtered]"}' },
    });
    expect(record).not.toContain(IP);
  });

  it('stays within its limits', () => {
    const input = { action: 'pin=1,'.repeat(16), actor: 'pin=1,'.repeat(42), context: `[${'1,'.repeat(5000)}1]` };
    const { body } = JSON.parse(acceptor.audit(sender(), input, HASH).record);
    expect(Buffer.byteLength(body.action)).toBe(100);
    expect(Buffer.byteLength(body.actor)).toBe(255);
    expect(body.context).toBe('{"_truncated":true,"_bytes":10003}');
  });
});
