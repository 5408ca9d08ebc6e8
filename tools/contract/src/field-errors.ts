import { gzipSync } from 'node:zlib';
import type { TestProject } from './world.ts';

/** A request with one thing wrong, and the message that must tell so. */
export interface FieldError {
  message: string;
  body?: unknown;
  raw?: Buffer;
  headers?: Record<string, string>;
}

const IDS = { visitor_id: 'v', session_token: 's' };
const view = { kind: 'pageview', url: 'https://shop.test/', ...IDS };
const domains = (count: number) => Array.from({ length: count }, (_, i) => `d${i}.test`);
const longHost = `${'a'.repeat(250)}.test`;

const REQUIRED = 'url, visitor_id and session_token are required';
const EVENT_ID = 'event_id must be 1 to 64 characters of A-Z, a-z, 0-9, _ and -';
const OCCURRED_AT = 'occurred_at must be an ISO 8601 time with an offset or epoch milliseconds';
const DOMAINS = 'allowed_domains must be a non-empty array';
const ZONE = 'timezone must be the IANA name of a time zone such as Europe/Oslo';
const ID = 'id is required';

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
];

/** Wrong fields by operation; `project` exists. */
export function fieldErrors(operationId: string, project: TestProject): FieldError[] {
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
        ...[null, 5, 'x', [], {}, { ...view, kind: 'x' }, { ...view, kind: 'error' }, { kind: 'engagement' }].map(
          (event) => ({ body: { events: [event] }, message: 'All events were rejected' }),
        ),
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
    case 'verifyKey':
      return ['', '0', ' ', null, false, [], {}].map((key) => ({ body: { key, x: 1 }, message: 'key is required' }));
    default:
      return [];
  }
}

function wrongIds(rest: object): FieldError[] {
  return [undefined, null, 0, '0', '', 'x', -1, 1.5, 1e300, [1], {}, true].map((id) => ({
    body: { x: 1, ...rest, id },
    message: ID,
  }));
}
