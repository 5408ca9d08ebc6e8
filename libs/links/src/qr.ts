export const QR_FORMATS = ['svg', 'png'] as const;
export type QrFormat = (typeof QR_FORMATS)[number];

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
  if (format === 'png') return { type: 'image/png', body: await QRCode.toBuffer(text, options) };
  return { type: 'image/svg+xml', body: await QRCode.toString(text, { ...options, type: 'svg' }) };
}
