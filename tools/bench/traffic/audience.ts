import { createHash } from 'node:crypto';
import { DAY_MS, type Device, type LocalDay, type Place, type VisitorNumber } from '@micrologs/domain';
import { byZipf, Random, Weighted } from './random.ts';

/** Who a visitor is: the same whenever they come, but for the version of their browser. */
export interface Person {
  device: Device;
  place: Place | null;
  screen: string;
  browserZone: string;
}

/** ISO codes, the most frequent country first. */
const COUNTRY_CODES = (
  'US DE GB FR IN BR CA NL ES IT AU PL JP MX SE CH BE AT NO DK FI PT IE CZ RO TR UA GR HU NZ ZA AR CL CO ID PH MY SG TH VN ' +
  'KR TW HK IL AE SA EG NG KE MA TN DZ GH PK BD LK NP BG HR RS SI SK LT LV EE IS LU MT CY AL BA MK ME MD GE AM AZ KZ UZ BY ' +
  'PE EC BO PY UY VE CR PA GT SV HN NI DO CU JM TT PR QA KW BH OM JO LB IQ IR ET TZ UG SN CI CM ZW ZM MZ AO MG MU KH LA'
).split(' ');
const ZONES = (
  'America/New_York Europe/Berlin Europe/London Europe/Paris Asia/Kolkata America/Sao_Paulo America/Toronto Europe/Amsterdam ' +
  'Europe/Madrid Europe/Rome Australia/Sydney Europe/Warsaw Asia/Tokyo America/Mexico_City Europe/Stockholm Europe/Zurich ' +
  'Europe/Brussels Europe/Vienna Europe/Oslo Europe/Copenhagen Europe/Helsinki Europe/Lisbon Europe/Dublin Europe/Prague'
).split(' ');
/** Of visitors whose address says nothing. */
const PLACELESS = 0.02;

const placesByCountry = COUNTRY_CODES.map((countryCode, rank) => {
  const country = new Intl.DisplayNames('en', { type: 'region' }).of(countryCode)!;
  const regions = Array.from({ length: 4 + (rank % 3) * 5 }, (_, region) =>
    byZipf(
      Array.from({ length: 4 + (region % 4) * 6 }, (_, city): Place => {
        return {
          country,
          countryCode,
          region: `${country} Region ${region + 1}`,
          city: `City ${region + 1}.${city + 1} of ${country}`,
        };
      }),
    ),
  );
  return { regions: byZipf(regions), zone: ZONES[rank % ZONES.length]! };
});
const countries = byZipf(placesByCountry);

const SCREENS = {
  desktop: byZipf(['1920x1080', '1536x864', '1366x768', '2560x1440', '1440x900', '3840x2160', '1680x1050']),
  mobile: byZipf(['390x844', '412x915', '360x800', '393x873', '414x896', '375x812', '430x932', '384x832']),
  tablet: byZipf(['768x1024', '820x1180', '800x1280', '1024x1366']),
  unknown: byZipf(['']),
};

type Kind = Pick<Device, 'deviceType' | 'os' | 'browser'>;
const kind = (deviceType: Device['deviceType'], os: string, browser: string): Kind => ({ deviceType, os, browser });
const devices = new Weighted<Kind>([
  [kind('mobile', 'Android', 'Chrome'), 21],
  [kind('mobile', 'Android', 'Samsung Internet'), 4],
  [kind('mobile', 'Android', 'Firefox'), 1],
  [kind('mobile', 'Android', 'Opera'), 1],
  [kind('mobile', 'iOS', 'Safari'), 17],
  [kind('mobile', 'iOS', 'Chrome'), 3],
  [kind('desktop', 'Windows', 'Chrome'), 19],
  [kind('desktop', 'Windows', 'Edge'), 7],
  [kind('desktop', 'Windows', 'Firefox'), 4],
  [kind('desktop', 'Windows', 'Opera'), 1],
  [kind('desktop', 'macOS', 'Safari'), 6],
  [kind('desktop', 'macOS', 'Chrome'), 6],
  [kind('desktop', 'macOS', 'Firefox'), 1],
  [kind('desktop', 'Linux', 'Chrome'), 1.5],
  [kind('desktop', 'Linux', 'Firefox'), 1.5],
  [kind('desktop', 'Chrome OS', 'Chrome'), 1],
  [kind('tablet', 'iOS', 'Safari'), 3],
  [kind('tablet', 'Android', 'Chrome'), 1],
  [kind('unknown', 'Unknown', 'Unknown'), 1],
]);

/** A new version of every browser comes out after so many days. */
const RELEASE_DAYS = 28;
const FIRST_VERSION = 100;
const VERSION_EPOCH: LocalDay = Date.UTC(2023, 0, 1) / DAY_MS;

export function personOf(visitor: VisitorNumber, day: LocalDay): Person {
  const random = new Random(visitor, 11);
  const made = devices.pick(random);
  const country = countries.pick(random);
  const place = country.regions.pick(random).pick(random);
  const updatesLate = random.below(4);
  const major = FIRST_VERSION + Math.floor((day - VERSION_EPOCH) / RELEASE_DAYS) - updatesLate;
  return {
    device: { ...made, browserVersion: made.browser === 'Unknown' ? '' : `${major}.0.0.0` },
    place: random.chance(PLACELESS) ? null : place,
    screen: SCREENS[made.deviceType].pick(random),
    browserZone: country.zone,
  };
}

/** Hex SHA-256 of something that has this number. */
export function hashOf(what: 'visitor' | 'session', number: number): string {
  return createHash('sha256').update(`${what} ${number}`).digest('hex');
}
