import { inflateSync } from 'node:zlib';
import QRCode from 'qrcode';
import { expect, it } from 'vitest';
import { qrImage } from './qr.ts';

const ADDRESS = 'https://stats.test/l/k3Zq81Ab';

it('draws SVG of the size asked for', async () => {
  const { type, body } = await qrImage(ADDRESS, 'svg', 240);
  expect(type).toBe('image/svg+xml');
  expect(body).toMatch(/^<svg [^>]*width="240" height="240"/);
});

/** The pixels of a PNG of one bit each, true for black. */
function pixelsOf(png: Buffer): boolean[][] {
  const width = png.readUInt32BE(16);
  const rowBytes = Math.ceil(width / 8) + 1;
  const start = png.indexOf('IDAT') + 4;
  const raw = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  return Array.from({ length: png.readUInt32BE(20) }, (_, y) =>
    Array.from({ length: width }, (_, x) => (raw[y * rowBytes + 1 + (x >> 3)]! & (0x80 >> (x & 7))) === 0),
  );
}

it.each([100, 300, 301, 2000])('draws PNG of %i px, each module as a square of whole pixels', async (size) => {
  const { type, body } = await qrImage(ADDRESS, 'png', size);
  const png = body as Buffer;
  expect(type).toBe('image/png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  const pixels = pixelsOf(png);
  const { modules } = QRCode.create(ADDRESS, { errorCorrectionLevel: 'M' });
  const scale = Math.floor(size / (modules.size + 8));
  const edge = Math.floor((size - modules.size * scale) / 2);
  expect(edge).toBeGreaterThanOrEqual(4 * scale);
  const wanted = pixels.map((row, y) =>
    row.map((_, x) => {
      const [column, line] = [x, y].map((at) => Math.floor((at - edge) / scale)) as [number, number];
      const isInside = Math.min(column, line) >= 0 && Math.max(column, line) < modules.size;
      return isInside && modules.get(line, column) === 1;
    }),
  );
  expect(pixels).toEqual(wanted);
});

it('draws an address that is too long for the size larger than asked for, since it could not be read', async () => {
  const png = (await qrImage(`https://stats.test/${'x'.repeat(900)}`, 'png', 100)).body as Buffer;
  expect(png.readUInt32BE(16)).toBeGreaterThan(100);
  expect(pixelsOf(png).flat().filter(Boolean).length).toBeGreaterThan(1000);
});
