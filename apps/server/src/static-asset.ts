import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { RequestContext } from './endpoint.ts';

export interface AssetOptions {
  /** Content-Type. */
  type: string;
  /** Cache-Control. */
  cache: string;
  /** Further headers. */
  headers?: Record<string, string>;
}

interface Variants {
  etag: string;
  identity: Buffer;
  gzip: Buffer;
  br: Buffer;
}

/**
 * A file that never changes while the server runs. It is read at its first request; compressed copies beside it
 * (`.gz`, `.br`) are taken as they are, missing ones are made once.
 */
export class StaticAsset {
  readonly #file: string;
  readonly #options: AssetOptions;
  #variants: Variants | undefined;

  constructor(file: string, options: AssetOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Answers with the file, or 304 when the client has it already. */
  reply(ctx: RequestContext): void {
    this.#variants ??= load(this.#file);
    const variants = this.#variants;
    // Browsers name several encodings as equally good, so the choice is the server's: the smallest that is accepted.
    const chosen = ctx.acceptsEncodings('br') ? 'br' : ctx.acceptsEncodings('gzip') ? 'gzip' : 'identity';
    ctx.set({ ...this.#options.headers, 'Cache-Control': this.#options.cache });
    ctx.vary('Accept-Encoding');
    // The encodings are different bytes, so each has its own strong tag.
    ctx.set('ETag', chosen === 'identity' ? `"${variants.etag}"` : `"${variants.etag}-${chosen}"`);
    ctx.status = 200;
    if (ctx.fresh) {
      ctx.status = 304;
      return;
    }
    if (chosen !== 'identity') ctx.set('Content-Encoding', chosen);
    ctx.set('Content-Type', this.#options.type);
    ctx.body = variants[chosen];
  }
}

function load(file: string): Variants {
  const identity = readFileSync(file);
  const beside = (suffix: string, make: () => Buffer) =>
    existsSync(file + suffix) ? readFileSync(file + suffix) : make();
  return {
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    identity,
    gzip: beside('.gz', () => gzipSync(identity, { level: 9 })),
    br: beside('.br', () => brotliCompressSync(identity)),
  };
}
