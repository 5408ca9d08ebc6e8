import { describe, expect, it } from 'vitest';
import { botReason, isBotUserAgent } from './bot.ts';
import { parseDevice } from './device.ts';
import { BOTS, PEOPLE } from './user-agents.fixture.ts';

describe('browsers of people', () => {
  it.each(PEOPLE)('%s %s on %s, %s: %s', (browser, browserVersion, os, deviceType, userAgent) => {
    expect(parseDevice(userAgent)).toEqual({ browser, browserVersion, os, deviceType });
    expect(isBotUserAgent(userAgent)).toBe(false);
    expect(botReason(userAgent, '*/*', 'en')).toBeNull();
  });
});

describe('programs', () => {
  it.each(BOTS)('%s', (userAgent) => {
    expect(botReason(userAgent, '*/*', 'en')).toBe('bot_user_agent');
  });
});

it('the table is wide and holds no string twice', () => {
  const all = [...PEOPLE.map((row) => row[4]), ...BOTS];
  expect(new Set(all).size).toBe(all.length);
  expect(PEOPLE.length).toBeGreaterThanOrEqual(90);
  expect(BOTS.length).toBeGreaterThanOrEqual(60);
});
