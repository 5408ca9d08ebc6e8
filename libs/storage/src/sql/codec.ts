/** Hex text as bytes. @throws when it is not hex, since two hashes must never become one */
export function hexToBytes(hex: string): Uint8Array {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length * 2 !== hex.length) throw new TypeError(`Not hex: ${JSON.stringify(hex)}`);
  return bytes;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TEXT_ID = 1;

/**
 * An event id as bytes, no two ids the same: 16 for a UUID in lower case, else a byte 1 and the characters, with a
 * byte 0 behind where that would make 16.
 */
export function eventIdToBytes(id: string): Uint8Array {
  if (id.length === 36 && UUID.test(id)) {
    return Buffer.from(id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24), 'hex');
  }
  const text = Buffer.from(id, 'utf8');
  const bytes = Buffer.alloc(text.length === 15 ? 17 : text.length + 1);
  bytes[0] = TEXT_ID;
  text.copy(bytes, 1);
  return bytes;
}

/**
 * FNV-1a, 32 bits: finds a long text by a short index entry. Texts that share a hash are told apart by comparing them.
 */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
