import { HOUR_MS } from '@micrologs/domain';
import { sessionTokenHash } from '@micrologs/identity';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksOf } from './clocks.ts';
import { mapAudit } from './map-audits.ts';
import { mapErrorEvent, mapGroup } from './map-errors.ts';
import { mapClick, mapLink } from './map-links.ts';
import { mapProject } from './map-projects.ts';
import { mapPageview } from './map-views.ts';
import type { Mapped } from './outcome.ts';
import type { AuditRow, ClickRow, ErrorEventRow, ErrorGroupRow, LinkRow, PageviewRow, ProjectRow } from './rows.ts';

const ZONE = 'Europe/Oslo';
const NOW = Date.UTC(2026, 2, 10);
const clocks = clocksOf(ZONE, null);
const project = { id: 7, timeZone: ZONE, createdAt: Date.UTC(2026, 0, 1) };
const AT = '2026-02-27 12:00:00';
const INSTANT = Date.UTC(2026, 1, 27, 11);
const HASH = 'AB'.repeat(32);

const noDevice = { device_type: null, os: null, browser: null, browser_version: null };
const noPlace = { country: null, country_code: null, region: null, city: null };

function aView(given: Partial<PageviewRow> = {}): PageviewRow {
  return {
    id: 1,
    url: 'https://shop.test/?a=b#c',
    page_title: 'Shop',
    referrer_url: '',
    referrer_category: 'direct',
    utm_source: null,
    utm_medium: null,
    utm_campaign: null,
    utm_content: null,
    utm_term: null,
    screen_resolution: null,
    timezone: null,
    created_at: AT,
    visitor_hash: HASH,
    fingerprint_hash: null,
    session_token: 'token',
    session_started_at: '2026-02-27 12:00:30',
    session_last_activity: '2026-02-27 12:10:30',
    ...noDevice,
    ...noPlace,
    ...given,
  };
}

const anEvent: ErrorEventRow = {
  id: 3,
  group_id: 9,
  error_type: 'TypeError',
  message: 'x is undefined',
  file: null,
  line: null,
  stack_trace: null,
  url: null,
  environment: 'production',
  severity: 'error',
  context: null,
  created_at: AT,
  ...noDevice,
  ...noPlace,
};
const aGroup: ErrorGroupRow = {
  id: 9,
  error_type: 'TypeError',
  message: 'x is undefined',
  file: null,
  line: 0,
  severity: 'error',
  environment: 'production',
  status: 'open',
  first_seen: AT,
  last_seen: '2026-02-27 13:00:00',
};
const aLink: LinkRow = {
  id: 5,
  code: 'k3Zq81Ab',
  destination_url: 'https://shop.test/sale',
  label: null,
  is_active: 1,
  created_at: AT,
};
const aClick: ClickRow = {
  id: 6,
  code: 'k3Zq81Ab',
  referrer_url: null,
  referrer_category: 'direct',
  ip_hash: HASH,
  created_at: AT,
  ...noDevice,
  ...noPlace,
};
const anAudit: AuditRow = { id: 8, action: 'paid', actor: null, ip_hash: HASH, context: null, created_at: AT };
const aProject: ProjectRow = {
  id: 4,
  name: 'Shop',
  secret_key: 'secret',
  public_key: 'public',
  allowed_domains: 'shop.test',
  is_active: 1,
  created_at: AT,
};

function fact<T>(mapped: Mapped<T>): T {
  if ('refused' in mapped) throw new Error(`It was refused: ${mapped.refused}`);
  return mapped.fact;
}

describe('a pageview', () => {
  it('keeps what it is, under the hashes of its visitor and session', () => {
    const mapped = mapPageview(aView(), project, clocks);
    expect(mapped).toMatchObject({ adjusted: [] });
    expect(fact(mapped)).toMatchObject({
      visitorHash: HASH.toLowerCase(),
      fingerprintHash: '',
      tokenHash: sessionTokenHash('token'),
      sessionMs: 600_000,
      view: { project: 7, occurredAt: INSTANT, day: 20_511, url: 'https://shop.test/?a=b#c', place: null },
    });
  });

  it.each([
    [{ created_at: '0000-00-00 00:00:00' }, 'no time'],
    [{ created_at: null }, 'no time'],
    [{ url: '' }, 'no url'],
    [{ url: null }, 'no url'],
    [{ visitor_hash: null }, 'no visitor'],
    [{ visitor_hash: 'zz'.repeat(32) }, 'no visitor'],
    [{ session_token: null }, 'no session'],
    [{ session_token: '' }, 'no session'],
  ])('with %j is refused: %s', (given, refused) => {
    expect(mapPageview(aView(given), project, clocks)).toEqual({ refused });
  });

  it('is cut to its limits between characters, and said to be', () => {
    const mapped = mapPageview(
      aView({ url: `https://shop.test/${'ø'.repeat(2000)}`, page_title: '😀'.repeat(129) }),
      project,
      clocks,
    );
    expect(mapped).toMatchObject({ adjusted: ['text cut', 'text cut'] });
    const { url, title } = fact(mapped).view;
    expect([Buffer.byteLength(url), title]).toEqual([2048, '😀'.repeat(128)]);
  });

  it('takes values that no list knows for unknown ones', () => {
    const odd = { device_type: 'watch', os: '', browser: 'Lynx', browser_version: null, referrer_category: 'unknown' };
    const mapped = mapPageview(aView({ ...odd, referrer_url: 'https://news.test/' }), project, clocks);
    expect(mapped).toMatchObject({ adjusted: ['unknown value'] });
    expect(fact(mapped).view).toMatchObject({
      device: { deviceType: 'unknown', os: 'Unknown', browser: 'Lynx', browserVersion: '' },
      referrerCategory: 'referral',
    });
    expect(fact(mapPageview(aView({ referrer_category: null }), project, clocks)).view.referrerCategory).toBe('direct');
  });

  it('has no place without a country', () => {
    const place = { country: 'Norway', country_code: 'NO', region: null, city: 'Bergen' };
    expect(fact(mapPageview(aView(place), project, clocks)).view.place).toEqual({
      country: 'Norway',
      countryCode: 'NO',
      region: '',
      city: 'Bergen',
    });
    expect(fact(mapPageview(aView({ ...place, country_code: null }), project, clocks)).view.place).toBeNull();
  });

  it('never lasts a negative time, nor one that is not told', () => {
    const of = (given: Partial<PageviewRow>) => fact(mapPageview(aView(given), project, clocks)).sessionMs;
    expect(of({ session_last_activity: '2026-02-27 11:00:00' })).toBe(0);
    expect(of({ session_started_at: null })).toBe(0);
  });
});

describe('an error', () => {
  it('keeps what it is', () => {
    expect(fact(mapErrorEvent(anEvent, project, clocks))).toMatchObject({
      group: { errorType: 'TypeError', message: 'x is undefined', file: '', line: null },
      event: { eventId: 'php-error-3', occurredAt: INSTANT, receivedAt: INSTANT, device: null, context: null },
    });
    expect(fact(mapGroup(aGroup, clocks))).toMatchObject({
      id: 9,
      line: 0,
      firstSeen: INSTANT,
      lastSeen: INSTANT + HOUR_MS,
    });
  });

  it('without a group or a time is refused; a group needs one of its times', () => {
    expect(mapErrorEvent({ ...anEvent, group_id: null }, project, clocks)).toEqual({ refused: 'no group' });
    expect(mapErrorEvent({ ...anEvent, created_at: null }, project, clocks)).toEqual({ refused: 'no time' });
    expect(mapGroup({ ...aGroup, first_seen: null, last_seen: null }, clocks)).toEqual({ refused: 'no time' });
    expect(fact(mapGroup({ ...aGroup, first_seen: '0000-00-00 00:00:00' }, clocks)).firstSeen).toBe(INSTANT + HOUR_MS);
  });

  it('of a status that old versions could not store is open', () => {
    expect(mapGroup({ ...aGroup, status: '' }, clocks)).toMatchObject({ adjusted: [], fact: { status: 'open' } });
    expect(mapGroup({ ...aGroup, status: 'closed', severity: 'fatal', environment: '' }, clocks)).toMatchObject({
      adjusted: ['unknown value', 'unknown value'],
      fact: { status: 'open', severity: 'error', environment: 'unknown' },
    });
  });

  it.each([
    ['{"a": 1}', '{"a": 1}', []],
    ['[]', '[]', []],
    ['', null, []],
    ['null', null, []],
    ['"text"', null, ['context left out']],
    ['{"a":', null, ['context left out']],
    [`["${'x'.repeat(8189)}"]`, null, ['context left out']],
  ])('with the context %.20s keeps %.20s', (text, context, adjusted) => {
    const mapped = mapErrorEvent({ ...anEvent, context: text }, project, clocks);
    expect(mapped).toMatchObject({ adjusted, fact: { event: { context } } });
  });
});

describe('a link', () => {
  it('keeps id and code, and never changes where it leads', () => {
    expect(mapLink(aLink, project, clocks)).toMatchObject({
      adjusted: [],
      fact: { id: 5, project: 7, code: 'k3Zq81Ab', destinationUrl: 'https://shop.test/sale', createdAt: INSTANT },
    });
  });

  it.each(['ftp://shop.test/', 'mailto:kim@shop.test', 'javascript://%0aalert(1)', '', 'shop.test'])(
    'to %j is refused, since no click of it ever got there',
    (destination_url) => {
      expect(mapLink({ ...aLink, destination_url }, project, clocks)).toEqual({ refused: 'destination not allowed' });
    },
  );

  it('without a code is refused, without a time as old as its project', () => {
    expect(mapLink({ ...aLink, code: '' }, project, clocks)).toEqual({ refused: 'no code' });
    expect(mapLink({ ...aLink, created_at: null }, project, clocks)).toMatchObject({
      adjusted: ['time made up'],
      fact: { createdAt: project.createdAt },
    });
  });

  it('that is gone takes its clicks along', () => {
    expect(mapClick({ ...aClick, code: null }, project, clocks)).toEqual({ refused: 'no link' });
    expect(mapClick({ ...aClick, ip_hash: 'short' }, project, clocks)).toMatchObject({
      adjusted: ['address hash left out'],
      fact: { click: { ipHash: '', occurredAt: INSTANT } },
    });
  });
});

it('an audit entry keeps what it is, and needs an action and a time', () => {
  expect(fact(mapAudit(anAudit, project, clocks))).toMatchObject({
    eventId: 'php-audit-8',
    action: 'paid',
    actor: '',
    source: 'client',
    ipHash: HASH.toLowerCase(),
    occurredAt: INSTANT,
  });
  expect(mapAudit({ ...anAudit, action: null }, project, clocks)).toEqual({ refused: 'no action' });
  expect(mapAudit({ ...anAudit, created_at: '' }, project, clocks)).toEqual({ refused: 'no time' });
});

it('a project keeps its keys, the secret one as its hash, and the hosts that it lets in', () => {
  const domains = 'HTTPS://www.Shop.test/, shop.test,,*.wild.test,blåbær.no';
  expect(mapProject({ ...aProject, allowed_domains: domains }, ZONE, clocks, NOW)).toMatchObject({
    adjusted: ['domain left out'],
    fact: {
      project: { publicKey: 'public', allowedDomains: ['shop.test', 'xn--blbr-roah.no'], timeZone: ZONE },
      isActive: true,
    },
  });
  expect(JSON.stringify(mapProject(aProject, ZONE, clocks, NOW))).not.toContain('"secret"');
  expect(mapProject({ ...aProject, secret_key: '' }, ZONE, clocks, NOW)).toEqual({ refused: 'no keys' });
  expect(mapProject({ ...aProject, created_at: null, name: null }, ZONE, clocks, NOW)).toMatchObject({
    adjusted: ['time made up'],
    fact: { project: { createdAt: NOW, name: 'Project 4' } },
  });
});

it('whatever stands in a row, it is mapped or refused, and never longer than it may be', () => {
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 3000 }));
  const columns = ['url', 'page_title', 'referrer_url', 'referrer_category', 'utm_source', 'timezone', 'os', 'city'];
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...columns), text),
      fc.option(fc.constantFrom(AT, '', 'x')),
      (row, at) => {
        const mapped = mapPageview(aView({ ...row, created_at: at }), project, clocks);
        if ('refused' in mapped) return;
        const { view } = mapped.fact;
        expect(Buffer.byteLength(view.url)).toBeLessThanOrEqual(2048);
        expect(Buffer.byteLength(view.title)).toBeLessThanOrEqual(512);
        expect(Buffer.byteLength(view.utm.source)).toBeLessThanOrEqual(255);
      },
    ),
    { numRuns: 200 },
  );
});
