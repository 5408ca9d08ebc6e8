import { describe, expect, it } from 'vitest';
import { eventFilter, type FilterFields, parseFilterFields } from './event-filter.ts';

const EVENT = { offset: 1, url: 'https://shop.test/a', country_code: 'NO', city: null, line: 7, is_new: true };
const lets = (fields: FilterFields) =>
  eventFilter(fields).lets({ offset: 1, at: 0, check: '', text: JSON.stringify(EVENT) });

describe('filters', () => {
  it.each<[FilterFields, boolean]>([
    [{}, true],
    [{ country_code: ['NO'] }, true],
    [{ country_code: ['SE', 'NO'] }, true],
    [{ country_code: ['N'] }, false],
    [{ country_code: ['no'] }, false],
    [{ url: ['https://shop.test/*'] }, true],
    [{ url: ['*'] }, true],
    [{ url: ['https://shop.test/b*'] }, false],
    [{ city: [''] }, true],
    [{ city: ['Bergen'] }, false],
    [{ line: ['7'], is_new: ['true'] }, true],
    [{ country_code: ['NO'], url: ['x'] }, false],
    [{ nothing: ['*'] }, false],
    [{ toString: ['*'] }, false],
  ])('%j: %s', (fields, expected) => expect(lets(fields)).toBe(expected));

  it('are one and the same whatever the order of their fields', () => {
    expect(eventFilter({ a: ['1'], b: ['2'] }).key).toBe(eventFilter({ b: ['2'], a: ['1'] }).key);
    expect(eventFilter({ a: ['1'] }).key).not.toBe(eventFilter({ a: ['2'] }).key);
  });

  it('of another form are none', () => {
    for (const value of [
      null,
      [],
      'x',
      { a: 'x' },
      { a: [] },
      { a: [1] },
      { a: ['x'.repeat(1025)] },
      { a: Array(101).fill('x') },
    ]) {
      expect(parseFilterFields(value), JSON.stringify(value)).toBeNull();
    }
    expect(parseFilterFields(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, ['x']])))).toBeNull();
    expect(parseFilterFields({ a: ['x'] })).toEqual({ a: ['x'] });
  });
});
