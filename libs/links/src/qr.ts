import type { BitMatrix } from 'qrcode';
import { bilevelPng } from './bilevel-png.ts';

export type QrFormat = 'svg' | 'png';

export interface QrImage {
  type: 'image/svg+xml' | 'image/png';
  body: string | Buffer;
}

/** The white edge that readers need, in modules. */
const QUIET_ZONE = 4;

/**
 * The QR code of an address.
 * @param size width and height in px
 */
export async function qrImage(text: string, format: QrFormat, size: number): Promise<QrImage> {
  // Few servers are ever asked for one, so none loads the drawing before it is.
  const { default: QRCode } = await import('qrcode');
  const options = { errorCorrectionLevel: 'M', margin: QUIET_ZONE, width: size } as const;
  if (format === 'svg')
    return { type: 'image/svg+xml', body: await QRCode.toString(text, { ...options, type: 'svg' }) };
  // The library's own PNG of 2000 px keeps the thread, and all redirects, for more than 100 ms.
  return { type: 'image/png', body: await pngOf(QRCode.create(text, options).modules, size) };
}

/** Modules are whole pixels, so that their edges are sharp; what is left over widens the white edge. */
function pngOf(modules: BitMatrix, size: number): Promise<Buffer> {
  const scale = Math.max(1, Math.floor(size / (modules.size + 2 * QUIET_ZONE)));
  const side = Math.max(size, modules.size + 2 * QUIET_ZONE);
  const edge = Math.floor((side - modules.size * scale) / 2);
  const white = Buffer.alloc(Math.ceil(side / 8), 0xff);
  const rows: Buffer[] = Array(side).fill(white);
  for (let y = 0; y < modules.size; y++) {
    const row = Buffer.from(white);
    for (let x = 0; x < modules.size * scale; x++) {
      const at = edge + x;
      if (modules.get(y, Math.floor(x / scale))) row[at >> 3]! &= ~(0x80 >> (at & 7));
    }
    rows.fill(row, edge + y * scale, edge + (y + 1) * scale);
  }
  return bilevelPng(side, rows);
}
