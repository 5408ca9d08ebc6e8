import type { Operation } from './openapi.ts';
import { groupOf, linkOf } from './seeds.ts';
import type { TestProject, World } from './world.ts';

/** A query with one thing wrong, and the message that must tell so. */
export interface QueryError {
  query: string;
  message: string;
  headers?: Record<string, string>;
}

const FLAG = (name: string) => `${name} must be true or false`;

/** What goes with a wrong value. */
interface With {
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

const IS_PATH = ['is', 'path', '/'];
const OPERATOR = 'must begin with is, is_not, contains, starts_with, and, or or not';
const TEXTS = 'must be a text or an array of 1 to 100 texts';

const FILTERS: [filters: unknown, message: string][] = [
  ['is', 'filters must be JSON such as ["is","country_code",["NO","SE"]], or an array of such conditions'],
  [{ path: '/' }, 'filters must be JSON such as ["is","country_code",["NO","SE"]], or an array of such conditions'],
  [['is', 'path', 'x'.repeat(8192)], 'filters must be 8192 characters or less'],
  [Array(51).fill(IS_PATH), 'filters must have 50 conditions at most'],
  [[IS_PATH, ['equals', 'path', '/']], `'filters[1]' ${OPERATOR}`],
  [['or', IS_PATH, 5], `'filters[2]' ${OPERATOR}`],
  [['is', 'path'], "'filters' must have an operator, a field and values"],
  [[['and']], "'filters[0]' must have a condition behind its operator"],
  [['not', IS_PATH, IS_PATH], "'filters' must have one condition behind not"],
  [
    ['not', ['not', ['not', ['not', ['not', ['not', IS_PATH]]]]]],
    "'filters[1][1][1][1][1]' is nested too deeply: 5 levels at most",
  ],
  [[['is', 'url', '/']], "'filters[0][1]' must be a field such as path or country_code"],
  [['contains', 'visitor_type', 'new'], "'filters[0]' must be is or is_not for visitor_type"],
  [['is', 'path', []], `'filters[2]' ${TEXTS}`],
  [['is', 'path', [5]], `'filters[2]' ${TEXTS}`],
  [['is', 'path', ['/', 'x'.repeat(1025)]], "'filters[2][1]' must be 1024 characters or less"],
  [['starts_with', 'path', ''], "'filters[2]' must not be empty"],
  [['is_not', 'channel', ['Search']], "'filters[2][0]' is no value that 'channel' has"],
];

/** What is wrong with a parameter, whichever operation takes it. */
const WRONG: Record<string, [value: string, message: string, more?: With][]> = {
  cursor: ['x', '-', 'A'.repeat(40), 'a b'].map((value) => [value, 'cursor is not valid']),
  fill: ['yes', '2', 'TRUE'].map((value) => [value, FLAG('fill')]),
  explain: [['yes', FLAG('explain')]],
  table: [['nothing', 'table must name a list of the answer', { headers: { Accept: 'text/csv' } }]],
  timezone: ['', '+01:00', 'Europe/Nowhere'].map((value) => [
    value,
    'timezone must be the IANA name of a time zone such as Europe/Oslo',
  ]),
  interval: [
    ['', 'interval must be hour, day, week or month'],
    ['year', 'interval must be hour, day, week or month'],
    ['hour', 'interval=hour takes a range of 31 days at most', { query: { range: '32d' } }],
  ],
  compare: [
    ['week', 'compare must be previous or year'],
    [
      'year',
      'compare must not reach before the year 0',
      { query: { range: 'custom', from: '0000-03-01', to: '0000-03-08' } },
    ],
  ],
  by: [['title', 'by must be url or path']],
  filters: FILTERS.map(([filters, message]) => [JSON.stringify(filters), message]),
  group_id: ['0', 'x', '-1', '1.5', ''].map((value) => [value, 'group_id must be a positive integer']),
  project_id: ['0', 'x', '-1', '1.5', ''].map((value) => [value, 'project_id must be the id of a project']),
  webhook_id: ['0', 'x', '-1', '1.5', ''].map((value) => [value, 'webhook_id must be a positive integer']),
  id: ['0', 'x', '', '-1'].map((value) => [value, 'id is required']),
  format: [['gif', 'format must be svg or png']],
  size: ['99', '2001', 'x', '1.5'].map((value) => [value, 'size must be an integer from 100 to 2000']),
};

const STREAM_FILTERS = 'filters must be JSON such as {"pageviews":{"country_code":["NO","SE"]}}';
const STREAM_ID = 'last_event_id must be the id of a message of the stream';

/** What is wrong with a parameter of a stream. */
const WRONG_OF_STREAM: Record<string, [query: string, message: string][]> = {
  channel: ['', 'channels=pageviews', 'channel[]=pageviews'].map((query) => [query, 'channel is required']),
  filters: [
    ...['', 'x', '5', 'null', '[]', '{"pageviews":5}', '{"pageviews":{"url":"x"}}', '{"pageviews":{"url":[]}}'].map(
      (value): [string, string] => [`channel=pageviews&filters=${encodeURIComponent(value)}`, STREAM_FILTERS],
    ),
    ['channel=pageviews&filters={"errors":{}}', 'filters must be for channels of this request'],
  ],
  last_event_id: ['x', 'pageviews', 'pageviews:x', 'pageviews:ab.1.c:d', 'pageviews:ab.1.c%20x', 'a:ab.1.c%0A'].map(
    (value) => [`channel=pageviews&last_event_id=${value}`, STREAM_ID],
  ),
};

const CODE_MESSAGES: Record<string, string> = {
  getLinkDetail: 'code is required',
  getLink: 'code query parameter is required',
  getLinkQr: 'code query parameter is required',
};

/** Wrong parameters of an operation; the others are right. */
export async function queryErrors(operation: Operation, world: World, project: TestProject): Promise<QueryError[]> {
  if (operation.isStream) {
    return operation.parameters.flatMap(({ name }) =>
      (WRONG_OF_STREAM[name] ?? []).map(([query, message]) => ({ query, message })),
    );
  }
  const required = new URLSearchParams();
  for (const { name, required: isRequired } of operation.parameters) {
    if (isRequired && name === 'id') required.set('id', String(await groupOf(world, project)));
    if (isRequired && name === 'code') required.set('code', await linkOf(world, project));
  }
  return operation.parameters.flatMap(({ name }) => {
    const codes: [string, string, With?][] =
      name === 'code' ? ['', '0'].map((value) => [value, CODE_MESSAGES[operation.id]!]) : [];
    return [...(WRONG[name] ?? []), ...codes].map(([value, message, { headers, query } = {}]) => {
      const search = new URLSearchParams({ ...Object.fromEntries(required), ...query, [name]: value });
      return { query: search.toString(), message, ...(headers ? { headers } : {}) };
    });
  });
}
