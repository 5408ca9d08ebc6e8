import { startValkey, type ValkeyServer } from '@micrologs/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bed, faultsOf } from './bed.ts';

let valkey: ValkeyServer;
let bed: Bed;

beforeAll(async () => {
  valkey = await startValkey();
  bed = await Bed.open({ VALKEY_URL: valkey.url });
});
afterAll(async () => {
  await bed?.close();
  await valkey?.stop();
});

it('says that messages come late while the server has lost Valkey, and misses none', async () => {
  const page = await (await bed.browser.newContext()).newPage();
  await page.goto(bed.example.url);
  await page.locator('#connection[data-tone="live"]').waitFor();
  const notice = page.locator('#notice');
  expect(await notice.isVisible()).toBe(false);
  await valkey.kill();
  await notice.filter({ hasText: /\w/ }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await bed.ask('track/batch', { events: [bed.view('203.0.113.7', '/')] });
  await valkey.start();
  await notice.waitFor({ state: 'hidden' });
  await page.locator('#visitors', { hasText: /^1$/ }).waitFor();
});
