import { assertAnswer } from '@micrologs/contract/answers';
import { type ErrorEvent, localDay, UNKNOWN_DEVICE } from '@micrologs/domain';
import { hashOf, NOON } from '@micrologs/storage/conformance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AskingProject, type MountedApp, mountApp } from './mounted-app.ts';

const RANGE = 'range=custom&from=2026-03-01&to=2026-03-03';
const GROUPING = {
  version: 1,
  method: 'message',
  parts: [{ kind: 'type', value: 'TypeError', counted: true, why: 'The class of the error.' }],
  fingerprint: hashOf('a fingerprint'),
};

let app: MountedApp;
let shop: AskingProject;
let other: AskingProject;

beforeAll(async () => {
  app = await mountApp();
  other = await app.project();
});
afterAll(() => app?.stop());

beforeEach(async () => {
  shop = await app.project('Europe/Oslo');
  await addGroup(shop, 1, { line: 0 });
});

/** A group with one occurrence for each of `events`. */
async function addGroup(
  { id: project }: AskingProject,
  number: number,
  { line = null, grouping = '' }: { line?: number | null; grouping?: string },
  events: Partial<ErrorEvent>[] = [{}],
): Promise<void> {
  const rows = events.map(
    (event, index): ErrorEvent => ({
      project,
      number: number * 100 + index,
      group: number,
      eventId: `event-${number}-${index}`,
      occurredAt: NOON,
      receivedAt: NOON,
      day: localDay(NOON, 'Europe/Oslo'),
      message: 'x is undefined',
      stack: null,
      url: 'https://shop.test/cart',
      severity: 'error',
      environment: 'production',
      release: '',
      context: null,
      keyType: 'public',
      visitorHash: '',
      sessionHash: '',
      device: { ...UNKNOWN_DEVICE, deviceType: 'desktop', os: 'Linux', browser: 'Firefox' },
      place: null,
      effect: null,
      ...event,
    }),
  );
  await app.storage.ingest.transact(async (transaction) => {
    await transaction.errors.putGroups([
      {
        project,
        number,
        errorType: 'TypeError',
        message: 'x is undefined',
        file: '/app.js',
        line,
        severity: 'error',
        environment: 'production',
        status: 'open',
        occurrences: rows.length,
        reopened: 0,
        firstSeen: NOON,
        lastSeen: NOON,
        firstRelease: '',
        lastRelease: '',
        grouping,
        resolvedAt: null,
        firstReleaseAt: null,
        lastReleaseAt: null,
      },
    ]);
    await transaction.errors.addEnvironments([
      { project, group: number, environment: 'production', occurrences: rows.length, firstSeen: NOON, lastSeen: NOON },
    ]);
    await transaction.errors.addEvents(rows);
  });
}

describe('the list of error groups', () => {
  it('has its members in the order of the contract, ISO times and all', async () => {
    const { json } = await shop.get(`analytics/errors?${RANGE}`);
    assertAnswer('getErrors', 200, json);
    expect(Object.keys(json.data)).toEqual(['range', 'summary', 'count', 'errors', 'next_cursor']);
    expect(json.message).toBe('Errors fetched successfully');
    expect(json.data.errors).toEqual([
      {
        id: 1,
        error_type: 'TypeError',
        message: 'x is undefined',
        file: '/app.js',
        line: 0,
        severity: 'error',
        environment: 'production',
        status: 'open',
        occurrence_count: 1,
        first_seen: '2026-03-02 13:00:00',
        first_seen_iso: '2026-03-02T13:00:00+01:00',
        last_seen: '2026-03-02 13:00:00',
        last_seen_iso: '2026-03-02T13:00:00+01:00',
        occurrences_in_range: 1,
        affected_visitors: 0,
        affected_sessions: 0,
        environments: [
          {
            environment: 'production',
            occurrences: 1,
            first_seen: '2026-03-02 13:00:00',
            first_seen_iso: '2026-03-02T13:00:00+01:00',
            last_seen: '2026-03-02 13:00:00',
            last_seen_iso: '2026-03-02T13:00:00+01:00',
          },
        ],
        first_release: null,
        last_release: null,
        reopened_count: 0,
      },
    ]);
  });

  it('E4: tells line 0 from no line', async () => {
    await addGroup(shop, 2, { line: null });
    const { json } = await shop.get(`analytics/errors?${RANGE}`);
    expect(json.data.errors.map(({ id, line }: { id: number; line: unknown }) => [id, line])).toEqual([
      [2, null],
      [1, 0],
    ]);
  });

  it('ignores filters that name nothing', async () => {
    const count = async (filter: string) => (await shop.get(`analytics/errors?${RANGE}&${filter}`)).json.data.count;
    for (const filter of ['status=closed', 'severity=Error', 'environment=moon', 'status=', 'status[]=resolved']) {
      expect([filter, await count(filter)]).toEqual([filter, 1]);
    }
    for (const filter of ['status=resolved', 'severity=info', 'environment=unknown']) {
      expect([filter, await count(filter)]).toEqual([filter, 0]);
    }
  });

  it('A1: an answer is of its own limit', async () => {
    await addGroup(shop, 2, {});
    const count = async (limit: string) => (await shop.get(`analytics/errors?${RANGE}&limit=${limit}`)).json.data.count;
    expect([await count('1'), await count('2'), await count('abc'), await count('100000')]).toEqual([1, 2, 1, 2]);
  });
});

describe('the trend', () => {
  it('A15: refuses a group that is no number; another project’s group counts nothing', async () => {
    for (const group of ['0', 'abc', '-1', '1.5', '']) {
      const { status, json } = await shop.get(`analytics/errors-trend?${RANGE}&group_id=${group}`);
      expect({ group, status, message: json.message }).toEqual({
        group,
        status: 400,
        message: 'group_id must be a positive integer',
      });
    }
    const foreign = await other.get(`analytics/errors-trend?${RANGE}&group_id=1`);
    assertAnswer('getErrorTrend', 200, foreign.json);
    const { range: _, ...data } = foreign.json.data;
    expect(data).toEqual({ group_id: 1, total_occurrences: 0, total_groups: 0, top_groups: [], over_time: [] });
  });

  it('has its members in the order of the contract', async () => {
    const { json } = await shop.get(`analytics/errors-trend?${RANGE}`);
    expect(Object.keys(json.data)).toEqual([
      'range',
      'group_id',
      'total_occurrences',
      'total_groups',
      'top_groups',
      'over_time',
    ]);
    expect(json.data).toMatchObject({
      group_id: null,
      total_occurrences: 1,
      total_groups: 1,
      top_groups: [{ id: 1, occurrences: 1 }],
      over_time: [{ date: '2026-03-02', occurrences: 1, unique_groups: 1 }],
    });
  });
});

describe('one error group', () => {
  it('is asked for by the range first, then by its id', async () => {
    const message = async (query: string) => (await shop.get(`analytics/error-detail?${query}`)).json.message;
    expect(await message('range=junk')).toContain('Invalid range');
    for (const query of ['', 'id=0', 'id=abc', 'id=', 'id[]=1']) expect(await message(query)).toBe('id is required');
  });

  it('of another project is unknown', async () => {
    const [foreign, unknown] = [
      await other.get('analytics/error-detail?id=1'),
      await other.get('analytics/error-detail?id=77'),
    ];
    expect(foreign).toMatchObject({ status: 404, json: { success: false, message: 'Error group not found' } });
    expect(foreign.text).toBe(unknown.text);
  });

  it('is told whatever the range; what is not known is null, not missing', async () => {
    await addGroup(shop, 2, {}, [{ keyType: 'secret', device: null, visitorHash: hashOf('v'), release: '1.2' }]);
    const { json } = await shop.get(`analytics/error-detail?${RANGE}&id=2`);
    assertAnswer('getErrorDetail', 200, json);
    expect(Object.keys(json.data)).toEqual(['range', 'group', 'transitions', 'over_time', 'events', 'next_cursor']);
    expect(json.data.events).toEqual([
      {
        id: 200,
        message: 'x is undefined',
        stack_trace: null,
        url: 'https://shop.test/cart',
        environment: 'production',
        severity: 'error',
        release: '1.2',
        source: 'backend',
        context: null,
        created_at: '2026-03-02 13:00:00',
        created_at_iso: '2026-03-02T13:00:00+01:00',
        device: { type: null, os: null, browser: null },
        location: { country: null, country_code: null, city: null },
      },
    ]);
    const elsewhere = await shop.get('analytics/error-detail?range=custom&from=2020-01-01&to=2020-01-02&id=2&fill=1');
    expect(elsewhere.json.data).toMatchObject({
      group: { id: 2, occurrence_count: 1, occurrences_in_range: 0, affected_visitors: 0 },
      over_time: [
        { date: '2020-01-01', occurrences: 0 },
        { date: '2020-01-02', occurrences: 0 },
      ],
      events: [],
    });
  });

  it('A14: tells the next occurrence at once, under another tag', async () => {
    const path = `analytics/error-detail?${RANGE}&id=1`;
    const { headers } = await shop.get(path);
    expect((await shop.get(path, { 'If-None-Match': headers.etag! })).status).toBe(304);
    await addGroup(shop, 1, {}, [{ number: 500 }]);
    const { status, json } = await shop.get(path, { 'If-None-Match': headers.etag! });
    expect(status).toBe(200);
    expect(json.data.events.map(({ id }: { id: number }) => id)).toEqual([500, 100]);
  });

  it('E10: a context comes back to the digit, from every answer that has it', async () => {
    const context = '{"big":12345678901234567890,"one":1.0,"none":{},"list":[],"nested":{"x":{}},"text":"=1+\\u00e9"}';
    await addGroup(shop, 2, {}, [{ context }]);
    const detail = await shop.get(`analytics/error-detail?${RANGE}&id=2`);
    expect(detail.text).toContain(`"context":${context},`);
    const exported = await shop.get(`export/errors?${RANGE}`);
    expect(exported.text).toContain(`"context":${context},`);
    const csv = await shop.get(`analytics/error-detail?${RANGE}&id=2&table=events`, { Accept: 'text/csv' });
    expect(csv.text).toContain(`"${context.replaceAll('"', '""')}"`);
  });

  it('explains what its occurrences were found alike by, when asked', async () => {
    await addGroup(shop, 2, { grouping: JSON.stringify(GROUPING) });
    const plain = await shop.get(`analytics/error-detail?${RANGE}&id=2`);
    expect(plain.json.data).not.toHaveProperty('explain');
    for (const value of ['1', 'true']) {
      const { json } = await shop.get(`analytics/error-detail?${RANGE}&id=2&explain=${value}`);
      assertAnswer('getErrorDetail', 200, json);
      expect(json.data.explain).toEqual(GROUPING);
    }
    const imported = await shop.get(`analytics/error-detail?${RANGE}&id=1&explain=1`);
    assertAnswer('getErrorDetail', 200, imported.json);
    expect(imported.json.data.explain).toBeNull();
  });
});

it('errors are exported with the type, file and line of their group', async () => {
  const { text } = await shop.get(`export/errors?${RANGE}`);
  expect(text.split('\n')).toHaveLength(2);
  expect(JSON.parse(text)).toEqual({
    id: 100,
    group_id: 1,
    event_id: 'event-1-0',
    occurred_at: '2026-03-02T12:00:00.000Z',
    received_at: '2026-03-02T12:00:00.000Z',
    day: '2026-03-02',
    error_type: 'TypeError',
    message: 'x is undefined',
    file: '/app.js',
    line: 0,
    stack_trace: null,
    url: 'https://shop.test/cart',
    severity: 'error',
    environment: 'production',
    release: null,
    source: 'browser',
    context: null,
    visitor: null,
    session: null,
    device_type: 'desktop',
    os: 'Linux',
    browser: 'Firefox',
    browser_version: '',
    country: null,
    country_code: null,
    region: null,
    city: null,
  });
});
