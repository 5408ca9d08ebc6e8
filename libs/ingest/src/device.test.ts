import { UNKNOWN_DEVICE } from '@micrologs/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDevice } from './device.ts';
import { PEOPLE } from './user-agents.fixture.ts';

it('knows nothing of an empty user agent', () => {
  expect(parseDevice(undefined)).toEqual(UNKNOWN_DEVICE);
  expect(parseDevice('')).toEqual(UNKNOWN_DEVICE);
  expect(parseDevice('   ')).toEqual(UNKNOWN_DEVICE);
});

it('does not take the first word of an unknown string for a browser', () => {
  expect(parseDevice('MyApp/3.2 (something)')).toEqual(UNKNOWN_DEVICE);
  expect(parseDevice('Mozilla/5.0 (X11; Linux x86_64)')).toEqual({
    deviceType: 'desktop',
    os: 'Linux',
    browser: 'Unknown',
    browserVersion: '',
  });
});

it('cuts long versions between two parts, and versions without parts at 20 characters', () => {
  expect(parseDevice('Mozilla/5.0 (Windows NT 10.0) Chrome/1.22.333.4444.55555.666666').browserVersion).toBe(
    '1.22.333.4444.55555',
  );
  expect(parseDevice(`Mozilla/5.0 (Windows NT 10.0) Edg/${'9'.repeat(40)}`).browserVersion).toBe('9'.repeat(20));
  expect(parseDevice('Mozilla/5.0 (Windows NT 10.0) Edg/12.x').browserVersion).toBe('12');
});

it('gives the same frozen object for the same string, and judges a very long one by its beginning', () => {
  const [, , , , userAgent] = PEOPLE[0]!;
  expect(parseDevice(userAgent)).toBe(parseDevice(userAgent));
  expect(Object.isFrozen(parseDevice(userAgent))).toBe(true);
  expect(parseDevice(`${userAgent} ${'x'.repeat(20_000)}`)).toEqual(parseDevice(userAgent));
});

it('answers within its vocabulary for any text', () => {
  const token = fc.constantFrom(...PEOPLE.flatMap((row) => row[4].split(/(?<=[ ;/()])/)));
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
  );
  fc.assert(
    fc.property(text, (userAgent) => {
      const device = parseDevice(userAgent);
      expect(device.browserVersion).toMatch(/^(?:\d(?:[\d.]{0,18}\d)?)?$/);
      expect(['desktop', 'mobile', 'tablet', 'unknown']).toContain(device.deviceType);
      expect(device.browser.length).toBeGreaterThan(0);
      expect(device.os.length).toBeGreaterThan(0);
      expect(device.browser.length).toBeLessThanOrEqual(50);
    }),
    { numRuns: 1000 },
  );
});
