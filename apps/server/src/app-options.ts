import type { Clock } from '@micrologs/domain';
import type { Acceptor, TrustedProxies } from '@micrologs/ingest';
import type { Replay, ReplayOptions } from '@micrologs/pipeline';
import type { DeadLetterSelection, EventQueue, FactReader, Storage } from '@micrologs/storage';
import type { Logger } from 'pino';
import type { HealthSources } from './health.ts';
import type { KeyRing } from './key-ring.ts';
import type { LinkCache } from './link-cache.ts';
import type { MetricsSources } from './metrics/figures.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Grants } from './realtime/grants.ts';
import type { StreamDoor } from './realtime/stream-door.ts';
import type { RedirectClicks } from './redirect-clicks.ts';
import type { Tracing } from './tracing/tracing.ts';

/** What the HTTP side is made of; routes take the part that they need. */
export interface AppOptions {
  logger: Logger;
  storage: Pick<Storage, 'projects' | 'ledger' | 'links' | 'exports' | 'errors' | 'deadLetters' | 'webhooks'>;
  /** What reports are made of. */
  facts: FactReader;
  /** Stores dead letters after all, where facts are written. */
  replayDeadLetters(selection: DeadLetterSelection, options: ReplayOptions): Promise<Replay>;
  queue: Pick<EventQueue, 'append' | 'counts' | 'identify'>;
  acceptor: Acceptor;
  keyRing: KeyRing;
  /** Makes tokens for those who listen. */
  grants: Pick<Grants, 'sign'>;
  /** Takes those who listen without a socket. */
  streams: Pick<StreamDoor, 'open'>;
  /** Hex SHA-256. */
  adminKeyHash: string;
  /** What is stored of an address, in hex. */
  ipHash(ip: string): string;
  limiter: RateLimiter;
  /** The links that are being followed. */
  links: LinkCache;
  clicks: RedirectClicks;
  health: HealthSources;
  metrics: MetricsSources;
  /** Spans for a collector, where there is one. */
  tracing?: Tracing | null;
  trustedProxies: TrustedProxies;
  /** Of addresses that are not public: whether webhooks may go there. */
  isWebhookAddressAllowed(address: string): boolean;
  allowedOrigins: ReadonlySet<string>;
  /** Empty, or without a trailing slash. */
  basePath: string;
  /** `APP_URL`; without it, public addresses are taken from the request. */
  appUrl?: string | undefined;
  /** `LINK_URL`; without it, short links stand under the public address of the API. */
  linkUrl?: string | undefined;
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
  /** Where the built files lie that are served. */
  assetsDir: string;
  clock?: Clock;
}
