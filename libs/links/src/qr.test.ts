import { expect, it } from 'vitest';
import { qrImage } from './qr.ts';

it('draws SVG of the size asked for', async () => {
  const { type, body } = await qrImage('https://stats.test/l/k3Zq81Ab', 'svg', 240);
  expect(type).toBe('image/svg+xml');
  expect(body).toMatch(/^<svg [^>]*width="240" height="240"/);
});

it('draws PNG of the size asked for', async () => {
  const { type, body } = await qrImage('https://stats.test/l/k3Zq81Ab', 'png', 300);
  const png = body as Buffer;
  expect(type).toBe('image/png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([300, 300]);
});
