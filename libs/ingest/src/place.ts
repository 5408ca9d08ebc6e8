import type { City } from '@maxmind/geoip2-node';
import type { Place } from '@micrologs/domain';

/**
 * The place in a GeoIP City record: country, first subdivision and city in English.
 * @returns null for a record without a country code, such as those of satellites and anonymous proxies
 */
export function placeOf(record: Pick<City, 'country' | 'subdivisions' | 'city'>): Place | null {
  const countryCode = record.country?.isoCode;
  if (!countryCode) return null;
  return {
    country: record.country?.names?.en ?? '',
    countryCode,
    region: record.subdivisions?.[0]?.names?.en ?? '',
    city: record.city?.names?.en ?? '',
  };
}
