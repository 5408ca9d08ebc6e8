import type { Device, Place } from '@micrologs/domain';
import type { Row } from './question.ts';

/** What stands in the columns of a fact of which the device or the place is not known. */
export const ABSENT_DEVICE = { deviceType: '', os: '', browser: '', browserVersion: '' };
export const ABSENT_PLACE = { country: '', countryCode: '', region: '', city: '' };

/** From the columns `device_type`, `os`, `browser` and `browser_version`. */
export function readDevice(row: Row): Device {
  const { device_type: deviceType, os, browser, browser_version: browserVersion } = row;
  return { deviceType, os, browser, browserVersion } as Device;
}

/** From the columns `country`, `country_code`, `region` and `city`; null when nothing is known of the place. */
export function readPlace(row: Row): Place | null {
  const { country, country_code: countryCode, region, city } = row;
  return country || countryCode || region || city ? ({ country, countryCode, region, city } as Place) : null;
}
