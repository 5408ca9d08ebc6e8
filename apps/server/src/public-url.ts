import type { IncomingMessage } from 'node:http';
import type { TrustedProxies } from '@micrologs/ingest';

export interface PublicUrlOptions {
  /** `APP_URL`, which goes before everything that a request says. */
  appUrl?: string | undefined;
  basePath: string;
  trustedProxies: TrustedProxies;
}

const HOST = /^[A-Za-z0-9.-]+(:\d+)?$|^\[[0-9A-Fa-f:]+\](:\d+)?$/;

/**
 * Where browsers reach this server, without a trailing slash: as configured, or as the request came, with what a trusted
 * proxy says of its own outside.
 */
export function publicUrlOf(req: IncomingMessage, { appUrl, basePath, trustedProxies }: PublicUrlOptions): string {
  if (appUrl !== undefined) return appUrl;
  const { headers, socket } = req;
  const behindProxy = trustedProxies.hop(socket.remoteAddress ?? '')?.trusted === true;
  const forwarded = (name: string) => (behindProxy ? lastOf(headers[name]) : '');
  const scheme = forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const host = [forwarded('x-forwarded-host'), headers.host ?? ''].find((candidate) => HOST.test(candidate));
  return `${scheme}://${host ?? 'localhost'}${basePath}`;
}

export interface LinkUrlOptions extends PublicUrlOptions {
  /** `LINK_URL`, which goes before everything else. */
  linkUrl?: string | undefined;
}

/** Where browsers reach short links, without a trailing slash. */
export function linkUrlOf(req: IncomingMessage, options: LinkUrlOptions): string {
  return options.linkUrl ?? publicUrlOf(req, options);
}

/** What the nearest proxy wrote. */
function lastOf(header: string | string[] | undefined): string {
  return String(header ?? '')
    .split(',')
    .at(-1)!
    .trim();
}
