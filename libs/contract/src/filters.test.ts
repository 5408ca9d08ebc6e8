import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTER_FIELDS, type Filter, MAX_FILTER_DEPTH, readFilters } from './filters.ts';

const { schemas } = JSON.parse(readFileSync(new URL('./generated/openapi.json', import.meta.url), 'utf8')).components;

function filterOf(json: unknown): Filter | string | undefined {
  const read = readFilters(typeof json === 'string' ? json : JSON.stringify(json));
  if (!read.ok) expect(read.field).toBe('filters');
  return read.ok ? read.value : read.message;
}

const norway: Filter = { field: 'countryCode', op: 'is', values: ['NO'] };
const blog: Filter = { field: 'path', op: 'startsWith', values: ['/blog'] };
const IS_NORWAY = ['is', 'country_code', 'NO'];
const IN_BLOG = ['starts_with', 'path', '/blog'];

describe('good filters', () => {
  it.each<[string, unknown, Filter | undefined]>([
    ['nothing', '', undefined],
    ['no conditions', [], undefined],
    ['one condition', IS_NORWAY, norway],
    ['one condition in an array', [IS_NORWAY], norway],
    ['conditions that must all hold', [IS_NORWAY, IN_BLOG], { all: [norway, blog] }],
    ['values, any of which will do', ['is', 'os', ['iOS', '']], { field: 'os', op: 'is', values: ['iOS', ''] }],
    ['is_not', ['is_not', 'country_code', ['NO']], { not: norway }],
    ['contains', ['contains', 'channel', 'Paid'], { field: 'channel', op: 'contains', values: ['Paid'] }],
    ['and', ['and', IS_NORWAY, IN_BLOG], { all: [norway, blog] }],
    ['or', ['or', IS_NORWAY, IN_BLOG], { any: [norway, blog] }],
    ['not', [['not', ['or', IS_NORWAY, ['not', IN_BLOG]]]], { not: { any: [norway, { not: blog }] } }],
    ['lone surrogates', ['is', 'path', 'a\ud800'], { field: 'path', op: 'is', values: ['a\ufffd'] }],
    ['white space', ' [ [ "is" , "country_code" , "NO" ] ] ', norway],
  ])('%s', (_, json, filter) => {
    expect(filterOf(json)).toEqual(filter);
  });

  it('are there for every field that openapi.yaml names', () => {
    expect(Object.keys(FILTER_FIELDS)).toEqual(schemas.FilterField.enum);
    for (const [name, field] of Object.entries(FILTER_FIELDS)) {
      const value = name === 'visitor_type' ? 'new' : name === 'channel' ? 'Direct' : 'direct';
      if (name !== 'device_type') expect(filterOf(['is', name, value])).toEqual({ field, op: 'is', values: [value] });
    }
  });

  it('take the values that openapi.yaml gives to closed fields', () => {
    const values: [string, string[]][] = [
      ['channel', schemas.Channel.enum],
      ['device_type', schemas.DevicesReport.properties.by_device.items.properties.device_type.enum],
      ['referrer_category', schemas.ReferrersReport.properties.by_category.items.properties.category.enum],
    ];
    for (const [field, known] of values) expect(filterOf(['is', field, known])).toMatchObject({ values: known });
  });
});

const JSON_WANTED = 'filters must be JSON such as ["is","country_code",["NO","SE"]], or an array of such conditions';
const nested = (levels: number): unknown => (levels === 0 ? IS_NORWAY : ['not', nested(levels - 1)]);

describe('wrong filters', () => {
  it.each<[unknown, string]>([
    ['is,path,/', JSON_WANTED],
    ['{"path":"/"}', JSON_WANTED],
    ['null', JSON_WANTED],
    ['"is"', JSON_WANTED],
    ['[["is","path","/"]', JSON_WANTED],
    [[['equals', 'path', '/']], "'filters[0]' must begin with is, is_not, contains, starts_with, and, or or not"],
    [['equals', 'path', '/'], "'filters' must begin with is, is_not, contains, starts_with, and, or or not"],
    [[IS_NORWAY, 'path'], "'filters[1]' must begin with is, is_not, contains, starts_with, and, or or not"],
    [[IS_NORWAY, []], "'filters[1]' must begin with is, is_not, contains, starts_with, and, or or not"],
    [
      ['or', IS_NORWAY, ['and', {}]],
      "'filters[2][1]' must begin with is, is_not, contains, starts_with, and, or or not",
    ],
    [['is', 'path'], "'filters' must have an operator, a field and values"],
    [[['is', 'path', '/', '/a']], "'filters[0]' must have an operator, a field and values"],
    [['or'], "'filters' must have a condition behind its operator"],
    [[['not']], "'filters[0]' must have one condition behind not"],
    [['not', IS_NORWAY, IN_BLOG], "'filters' must have one condition behind not"],
    [['is', 'url', '/'], "'filters[1]' must be a field such as path or country_code"],
    [[['is', 'toString', '/']], "'filters[0][1]' must be a field such as path or country_code"],
    [['is', ['path'], '/'], "'filters[1]' must be a field such as path or country_code"],
    [['contains', 'visitor_type', 'n'], "'filters[0]' must be is or is_not for visitor_type"],
    [['is', 'path', 5], "'filters[2]' must be a text or an array of 1 to 100 texts"],
    [['is', 'path', []], "'filters[2]' must be a text or an array of 1 to 100 texts"],
    [['is', 'path', ['/', null]], "'filters[2]' must be a text or an array of 1 to 100 texts"],
    [['is', 'path', Array(101).fill('/')], "'filters[2]' must be a text or an array of 1 to 100 texts"],
    [['is', 'path', ['/', 'x'.repeat(1025)]], "'filters[2][1]' must be 1024 characters or less"],
    [['contains', 'path', ''], "'filters[2]' must not be empty"],
    [['starts_with', 'path', ['/', '']], "'filters[2][1]' must not be empty"],
    [['is', 'visitor_type', 'old'], "'filters[2]' is no value that 'visitor_type' has"],
    [['is_not', 'channel', ['Direct', 'Organic']], "'filters[2][1]' is no value that 'channel' has"],
    [Array(51).fill(IS_NORWAY), 'filters must have 50 conditions at most'],
    [' '.repeat(8193), 'filters must be 8192 characters or less'],
    [nested(6), "'filters[1][1][1][1][1]' is nested too deeply: 5 levels at most"],
  ])('%j: %s', (json, message) => {
    expect(filterOf(json)).toBe(message);
  });

  it('are told from those at the bounds', () => {
    expect(filterOf(Array(50).fill(IS_NORWAY))).toMatchObject({ all: { length: 50 } });
    expect(filterOf(nested(MAX_FILTER_DEPTH))).toHaveProperty('not');
    expect(filterOf(['is', 'path', ['x'.repeat(1024)]])).toHaveProperty('field');
    expect(filterOf(`["is","country_code","NO"]${' '.repeat(8192 - 26)}`)).toEqual(norway);
  });
});

it('reads what the schema of openapi.yaml describes, and nothing else', () => {
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: 'openapi', components: { schemas } });
  const fits = ajv.compile({ $ref: 'openapi#/components/schemas/Filters' });
  const word = fc.constantFrom(
    'is',
    'is_not',
    'contains',
    'starts_with',
    'and',
    'or',
    'not',
    'path',
    'city',
    'x',
    '',
    5,
  );
  const { condition } = fc.letrec((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(fc.constantFrom('is', 'contains'), fc.constantFrom('path', 'city', 'no'), tie('values')),
      fc.tuple(fc.constant('not'), tie('condition')),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ['or', ...all]),
      fc.array(fc.oneof(word, tie('condition')), { maxLength: 4 }),
    ),
    values: fc.oneof(word, fc.array(word, { maxLength: 3 })),
  }));
  fc.assert(
    fc.property(fc.oneof(condition, fc.array(condition, { maxLength: 3 })), (json) => {
      const read = filterOf(json);
      const isRead = typeof read !== 'string';
      // What a schema does not say: that texts to look for are not empty, and how deep is too deep.
      fc.pre(isRead || !/must not be empty|too deeply/.test(read));
      expect(isRead, JSON.stringify(json)).toBe(fits(json));
    }),
    { numRuns: 2000 },
  );
});
