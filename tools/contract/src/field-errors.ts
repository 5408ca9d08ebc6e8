import { gzipSync } from 'node:zlib';
import type { FieldError } from './field-error.ts';
import { linkFieldErrors } from './link-field-errors.ts';
import { webhookFieldErrors } from './webhook-field-errors.ts';
import type { TestProject, World } from './world.ts';

const IDS = { visitor_id: 'v', session_token: 's' };
const view = { kind: 'pageview', url: 'https://shop.test/', ...IDS };
const domains = (count: number) => Array.from({ length: count }, (_, i) => `d${i}.test`);
const longHost = `${'a'.repeat(250)}.test`;

const REQUIRED = 'url, visitor_id and session_token are required';
const EVENT_ID = 'event_id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -';
const OCCURRED_AT = 'occurred_at must be an ISO 8601 time with an offset or epoch milliseconds';
const FINGERPRINT = 'fingerprint must be a string or an array of strings';
const DOMAINS = 'allowed_domains must be a non-empty array';
const ZONE = 'timezone must be the IANA name of a time zone such as Europe/Oslo';
const ID = 'id is required';
const LETTER_ID = 'id must be the number of a dead letter';
const OF_PROJECT = 'project_id must be the id of a project';

/** What is wrong with settings, in create and in edit. */
const SETTINGS: FieldError[] = [
  { body: { name: 'x'.repeat(101) }, message: 'name must be 100 characters or less' },
  { body: { name: 'é'.repeat(51) }, message: 'name must be 100 characters or less' },
  { body: { allowed_domains: [] }, message: DOMAINS },
  { body: { allowed_domains: 'shop.test' }, message: DOMAINS },
  { body: { allowed_domains: { 0: 'shop.test' } }, message: DOMAINS },
  { body: { allowed_domains: domains(21) }, message: 'Maximum 20 allowed domains per project' },
  { body: { allowed_domains: [['shop.test']] }, message: 'allowed_domains must contain host names only' },
  { body: { allowed_domains: [longHost] }, message: `Domain '${longHost}' is too long` },
  {
    body: { allowed_domains: ['*.shop.test'] },
    message: "Domain '*.shop.test' is not a host name. Use one such as shop.example.com",
  },
  { body: { allowed_domains: ['', 'https://'] }, message: 'No valid domains provided' },
  { body: { timezone: '+05:30' }, message: ZONE },
  { body: { timezone: ['UTC'] }, message: ZONE },
  { body: { cookieless: 'true' }, message: 'cookieless must be a boolean' },
  { body: { respect_dnt: 1 }, message: 'respect_dnt must be a boolean' },
  { body: { merge_fingerprints: {} }, message: 'merge_fingerprints must be a boolean' },
  ...['scrub_keys', 'safe_keys'].flatMap((name) =>
    ['a', [''], ['x'.repeat(65)], [{}], Array.from({ length: 51 }, () => 'a')].map((keys) => ({
      body: { [name]: keys },
      message: `${name} must be an array of at most 50 names of 1 to 64 bytes`,
    })),
  ),
  { body: { audit_secret_only: 1 }, message: 'audit_secret_only must be a boolean' },
  ...[[], 30, { errors_days: 0 }, { errors_days: 36_501 }, { pageviews_days: 'x' }, { keep_counts: 1 }].map(
    (retention) => ({
      body: { retention },
      message: 'retention must be an object of days (1 to 36500, or null to keep for ever) and keep_counts (a boolean)',
    }),
  ),
];

/** Wrong fields by operation; `project` exists. */
export async function fieldErrors(operationId: string, project: TestProject, world: World): Promise<FieldError[]> {
  const { id } = project;
  switch (operationId) {
    case 'trackPageview':
      return [
        { body: { url: 'https://shop.test/' }, message: REQUIRED },
        { body: { ...IDS, url: '' }, message: REQUIRED },
        { body: { ...IDS, url: '0' }, message: REQUIRED },
        { body: { ...IDS, url: ['https://shop.test/'] }, message: REQUIRED },
        { body: { ...view, visitor_id: null }, message: REQUIRED },
        { body: { ...view, session_token: ' \0' }, message: REQUIRED },
        { body: { ...view, page_title: {} }, message: 'page_title must be a string' },
        { body: { ...view, event_id: 'a b' }, message: EVENT_ID },
        { body: { ...view, event_id: 'a'.repeat(65) }, message: EVENT_ID },
        { body: { ...view, occurred_at: 'yesterday' }, message: OCCURRED_AT },
        { body: { ...view, occurred_at: '2026-02-31T00:00:00Z' }, message: OCCURRED_AT },
      ];
    case 'trackBatch':
      return [
        { body: { events: [] }, message: 'events must be a non-empty array' },
        { body: { events: { 0: view } }, message: 'events must be a non-empty array' },
        { body: { event: [view] }, message: 'events must be a non-empty array' },
        { body: { events: Array.from({ length: 501 }, () => 0) }, message: 'Maximum 500 events per batch' },
        ...[
          null,
          5,
          'x',
          [],
          {},
          { ...view, kind: 'x' },
          { ...view, kind: 'error' },
          { kind: 'audit' },
          { kind: 'engagement' },
        ].map((event) => ({ body: { events: [event] }, message: 'All events were rejected' })),
        {
          body: { events: [view] },
          headers: { 'Content-Encoding': 'br' },
          message: 'Content-Encoding must be gzip or absent',
        },
        {
          raw: Buffer.from(JSON.stringify({ events: [view] })),
          headers: { 'Content-Encoding': 'gzip' },
          message: 'Invalid or missing JSON body',
        },
        {
          raw: gzipSync(JSON.stringify({ events: [view] })).subarray(0, 20),
          headers: { 'Content-Encoding': 'gzip' },
          message: 'Invalid or missing JSON body',
        },
      ];
    case 'trackError':
      return [
        ...[undefined, null, '', '0', ' ', [], {}].map((message) => ({
          body: { x: 1, message },
          message: 'message is required',
        })),
        ...['error_type', 'file', 'stack', 'url', 'release', 'visitor_id', 'session_token'].map((name) => ({
          body: { message: 'x', [name]: [] },
          message: `${name} must be a string`,
        })),
        { body: { message: 'x', line: {} }, message: 'line must be a number' },
        { body: { message: 'x', fingerprint: {} }, message: FINGERPRINT },
        { body: { message: 'x', fingerprint: [['a']] }, message: FINGERPRINT },
        {
          body: { message: 'x', fingerprint: Array.from({ length: 11 }, () => 'a') },
          message: 'fingerprint takes 10 strings at most',
        },
        ...eventFieldErrors({ message: 'x' }),
      ];
    case 'trackAudit':
      return [
        ...[undefined, null, '', '0', ' ', [], {}].map((action) => ({
          body: { x: 1, action },
          message: 'action is required',
        })),
        { body: { action: 'x', actor: [] }, message: 'actor must be a string' },
        ...eventFieldErrors({ action: 'x' }),
      ];
    case 'updateErrorStatus':
      return [
        ...[undefined, 'closed', 'Open', true, [], ['open']].map((status) => ({
          body: { ids: [1], status },
          message: 'status is required and must be one of: open, investigating, resolved, ignored',
        })),
        { body: { status: 'open' }, message: 'ids (array) or id (integer) is required' },
        { body: { status: 'open', ids: null }, message: 'ids (array) or id (integer) is required' },
        { body: { status: 'open', ids: [0, 'x', -1] }, message: 'No valid IDs provided' },
        {
          body: { status: 'open', ids: Array.from({ length: 101 }, (_, i) => i + 1) },
          message: 'Maximum 100 IDs per request',
        },
        { body: { status: 'open', id: 1, note: {} }, message: 'note must be a string' },
      ];
    case 'createProject':
      return [
        { body: { allowed_domains: ['shop.test'] }, message: 'name is required' },
        { body: { name: '0', allowed_domains: ['shop.test'] }, message: 'name is required' },
        { body: { name: {}, allowed_domains: ['shop.test'] }, message: 'name is required' },
        { body: { name: 'Shop' }, message: DOMAINS },
        ...SETTINGS.map(({ body, message }) => ({
          body: { name: 'Shop', allowed_domains: ['shop.test'], ...(body as object) },
          message,
        })),
      ];
    case 'editProject':
      return [
        ...wrongIds({ name: 'Shop' }),
        { body: { id }, message: 'Nothing to update. Provide name or allowed_domains.' },
        { body: { id, name: null }, message: 'Nothing to update. Provide name or allowed_domains.' },
        { body: { id, name: '' }, message: 'name cannot be empty' },
        ...SETTINGS.map(({ body, message }) => ({ body: { id, ...(body as object) }, message })),
      ];
    case 'toggleProject':
      return [
        ...wrongIds({}),
        ...[0, 1, 'false', 'true', [], {}].map((is_active) => ({
          body: { id, is_active },
          message: 'is_active must be a boolean',
        })),
      ];
    case 'regenerateProjectKeys':
      return [
        ...wrongIds({}),
        { body: { id, rotate_secret: 'false' }, message: 'rotate_secret must be a boolean' },
        { body: { id, rotate_public: 0 }, message: 'rotate_public must be a boolean' },
        {
          body: { id, rotate_secret: false, rotate_public: false },
          message: 'Nothing to rotate. Set rotate_secret and/or rotate_public to true.',
        },
      ];
    case 'deleteProject':
      return [
        ...wrongIds({ confirm: 'Shop' }),
        ...['', 'shop', null, 5].map((confirm) => ({
          body: { id, confirm },
          message: `To delete this project, set confirm to its exact name: "${project.name}"`,
        })),
      ];
    case 'replayDeadLetters':
    case 'dropDeadLetters':
      return [
        ...[0, 'x', -1, 1.5, [1], {}].map((wrong) => ({ body: { id: wrong }, message: LETTER_ID })),
        ...[0, 'x', -1, [1]].map((wrong) => ({ body: { all: true, project_id: wrong }, message: OF_PROJECT })),
        ...[{ x: 1 }, { all: false }, { all: 'true' }, { id: 7, all: true }, { project_id: id }, { id: null }].map(
          (body) => ({ body, message: 'Give either id or all, which must be true' }),
        ),
      ];
    case 'createRealtimeToken':
      return [
        ...[undefined, [], 'pageviews', {}, ['views'], [1], [['pageviews']], Array(21).fill('pageviews')].map(
          (channels) => ({
            body: { x: 1, channels },
            message: 'channels must be a list of channels such as pageviews',
          }),
        ),
        ...[0, -1, 1.5, 86_401, 'x', [1]].map((seconds) => ({
          body: { channels: ['pageviews'], expires_in: seconds },
          message: 'expires_in must be an integer from 1 to 86400',
        })),
        ...['shop.test', 'https://', 'https://shop.test/', 'ftp://shop.test', 'null', {}].map((origin) => ({
          body: { channels: ['pageviews'], origin },
          message: 'origin must be an origin such as https://dashboard.example.com',
        })),
      ];
    case 'verifyKey':
      return ['', '0', ' ', null, false, [], {}].map((key) => ({ body: { key, x: 1 }, message: 'key is required' }));
    default:
      return operationId.includes('Webhook')
        ? webhookFieldErrors(operationId, project, world)
        : linkFieldErrors(operationId, project, world);
  }
}

/** What is wrong with what any event may have. */
function eventFieldErrors(good: object): FieldError[] {
  return [
    { body: { ...good, event_id: 'a b' }, message: EVENT_ID },
    { body: { ...good, event_id: [] }, message: EVENT_ID },
    { body: good, headers: { 'Idempotency-Key': 'a b' }, message: EVENT_ID.replace('event_id', 'Idempotency-Key') },
    { body: { ...good, occurred_at: 'yesterday' }, message: OCCURRED_AT },
    { body: { ...good, occurred_at: {} }, message: OCCURRED_AT },
  ];
}

function wrongIds(rest: object): FieldError[] {
  return [undefined, null, 0, '0', '', 'x', -1, 1.5, 1e300, [1], {}, true].map((id) => ({
    body: { x: 1, ...rest, id },
    message: ID,
  }));
}
