import { expect, it } from 'vitest';
import { placeOf } from './place.ts';

const named = (en: string) => ({ names: { en, de: 'anders' } }) as never;

it('takes English names, the first subdivision, and empty texts for what is unknown', () => {
  const country = { isoCode: 'NO', names: { en: 'Norway', de: 'Norwegen' } } as never;
  expect(placeOf({ country, subdivisions: [named('Vestland'), named('Bergen')], city: named('Bergen') })).toEqual({
    country: 'Norway',
    countryCode: 'NO',
    region: 'Vestland',
    city: 'Bergen',
  });
  expect(placeOf({ country })).toEqual({ country: 'Norway', countryCode: 'NO', region: '', city: '' });
});

it('is no place without a country code', () => {
  expect(placeOf({})).toBeNull();
  expect(placeOf({ country: named('Nowhere'), city: named('Town') })).toBeNull();
});
