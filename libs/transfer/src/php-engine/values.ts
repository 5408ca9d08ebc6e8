import { type Device, type Place, type ReferrerCategory, truncateUtf8, UNKNOWN_DEVICE } from '@micrologs/domain';
import type { Adjustment } from './outcome.ts';
import type { DeviceColumns, PlaceColumns } from './rows.ts';

const HASH = /^[0-9a-f]{64}$/i;
const DEVICE_TYPES = ['desktop', 'mobile', 'tablet', 'unknown'] as const;
const CATEGORIES = ['direct', 'organic_search', 'social', 'email', 'referral'] as const;

/** Reads the columns of one row, and notes what it could not take as it stood. */
export class RowReader {
  readonly adjusted: Adjustment[] = [];

  /** At most `maxBytes` bytes of UTF-8; empty for null. */
  text(value: string | null, maxBytes: number): string {
    if (value === null) return '';
    const text = truncateUtf8(value, maxBytes);
    if (text !== value) this.adjusted.push('text cut');
    return text;
  }

  /** The value if it is one of `known`; null and an empty one are `otherwise` without further words. */
  oneOf<T extends string>(value: string | null, known: readonly T[], otherwise: T): T {
    const found = known.find((each) => each === value);
    if (found === undefined && value !== null && value !== '') this.adjusted.push('unknown value');
    return found ?? otherwise;
  }

  /** Hex in lower case; empty where there is none. */
  addressHash(value: string | null): string {
    if (value === null || value === '') return '';
    if (HASH.test(value)) return value.toLowerCase();
    this.adjusted.push('address hash left out');
    return '';
  }

  /** JSON text of an object or an array; null where there is none. */
  context(value: string | null, maxBytes: number): string | null {
    if (value === null || value === '') return null;
    if (Buffer.byteLength(value) <= maxBytes && isJsonContainer(value)) return value;
    if (value !== 'null') this.adjusted.push('context left out');
    return null;
  }

  /** Null where the row names no device. */
  device({ device_type, os, browser, browser_version }: DeviceColumns): Device | null {
    if (device_type === null && os === null && browser === null) return null;
    return {
      deviceType: this.oneOf(device_type, DEVICE_TYPES, 'unknown'),
      os: this.text(os, 50) || UNKNOWN_DEVICE.os,
      browser: this.text(browser, 50) || UNKNOWN_DEVICE.browser,
      browserVersion: this.text(browser_version, 20),
    };
  }

  /** Null where nothing is known of the place. */
  place({ country, country_code, region, city }: PlaceColumns): Place | null {
    // Without a country the old engine knows of no place either.
    if (country_code === null || country_code === '') return null;
    return {
      country: this.text(country, 255),
      countryCode: this.text(country_code, 2),
      region: this.text(region, 255),
      city: this.text(city, 255),
    };
  }

  /** What the old engine made of a referrer; where it did not know, `referral` or, without one, `direct`. */
  category(value: string | null, referrer: string): ReferrerCategory {
    return this.oneOf(value === 'unknown' ? null : value, CATEGORIES, referrer === '' ? 'direct' : 'referral');
  }
}

/** A SHA-256 as it is stored, in lower case; null when it is none. */
export function hashOrNull(value: string | null): string | null {
  return value !== null && HASH.test(value) ? value.toLowerCase() : null;
}

function isJsonContainer(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}
