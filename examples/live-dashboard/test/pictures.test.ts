import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bed, faultsOf } from './bed.ts';
import { aBusyHour, aWebhook, someClicks, someTrouble, theDaysBefore } from './busy-hour.ts';

const FOLDER = path.join(import.meta.dirname, '../test-results/screenshots');
const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 900 },
};

let bed: Bed;
let page: Page;

beforeAll(async () => {
  bed = await Bed.open();
  await mkdir(FOLDER, { recursive: true });
  await theDaysBefore(bed);
  await aWebhook(bed);
  await someTrouble(bed);
  await someClicks(bed);
  page = await (await bed.browser.newContext({ locale: 'en-GB', deviceScaleFactor: 1.5 })).newPage();
  await page.goto(bed.example.url);
  // Views that come behind the beginning of their channel are all told; it begins with the latest few.
  await page.locator('#chart-hint', { hasText: /^\d/ }).waitFor();
  const views = await aBusyHour(bed);
  await page.locator('[value="minutes"]').check({ force: true });
  await page.locator('#chart-hint', { hasText: `${views} in the last hour` }).waitFor();
  await page.locator('[data-field="duration-before"]', { hasText: /yesterday \d/ }).waitFor();
});
afterAll(() => bed?.close());

it.each(
  Object.keys(SIZES).flatMap((size) => [
    [size, 'light'],
    [size, 'dark'],
  ]) as [keyof typeof SIZES, 'light' | 'dark'][],
)('fits a %s screen, %s, and axe finds no fault', async (size, colorScheme) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(SIZES[size]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(SIZES[size].width);
  expect(await faultsOf(page)).toEqual([]);
  await page.screenshot({
    path: path.join(FOLDER, `${size}-${colorScheme}.png`),
    fullPage: true,
    animations: 'disabled',
  });
});
