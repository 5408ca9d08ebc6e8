/** Why an event was lost. */
export type LossReason = 'queue_full' | 'too_large' | 'rejected' | 'unauthorized' | 'closed' | 'undelivered';

export interface Loss {
  reason: LossReason;
  /** How many events. */
  count: number;
  /** For people: the server's words, or ours. */
  message: string;
}

/** An event as it leaves, before it becomes text. */
export type CapturedEvent = { kind: 'error' | 'audit' | 'pageview'; event_id: string; occurred_at: string } & Record<
  string,
  unknown
>;

export interface MicrologsOptions {
  /** Where the server is, with its base path if it has one. */
  host: string;
  /** The project's public or secret key. Questions need the secret one. */
  key: string;
  /** For `api.projects`, `api.deadLetters` and `api.system.metrics`. */
  adminKey?: string;
  /** Of errors that name none; `production` unless given. */
  environment?: string;
  /** The version of your application, such as `shop@2.4.1`. */
  release?: string;
  /** False: nothing is captured, and questions are still asked. */
  enabled?: boolean;
  /** How long one attempt at one request may take; 5,000 unless given. */
  timeoutMs?: number;
  /** So many waiting events are sent at once; 20 unless given. */
  flushAt?: number;
  /** Waiting events are sent so long after the first of them; 2,000 unless given. */
  flushIntervalMs?: number;
  /** Events in one batch, at most 500; 100 unless given. */
  maxBatchSize?: number;
  /** Events in memory; further ones are lost. 10,000 unless given. */
  maxQueueSize?: number;
  /** JSON in memory; further events are lost. 16 MiB unless given. */
  maxQueueBytes?: number;
  /** The wait after the first failure, which doubles with each further one; 500 unless given. */
  retryBaseMs?: number;
  /** The longest wait between attempts; 30,000 unless given. */
  retryMaxMs?: number;
  /** How long an ending process waits for what is still queued; 2,000 unless given, 0 for not at all. */
  exitDeadlineMs?: number;
  /**
   * A folder where events wait that memory does not hold, or that could not be delivered when the process ended; the next
   * process sends them. At most `maxBytes` of it, 64 MiB unless given.
   */
  spill?: { folder: string; maxBytes?: number };
  /** The share of errors that is sent, 0 to 1; 1 unless given. */
  sampleRate?: number;
  /** Names whose values are replaced by `[Filtered]`, besides those that look secret anyway. */
  scrubKeys?: string[];
  /** Lines of source around each of your frames that go with an exception; 3 unless given, 0 for none. */
  contextLines?: number;
  /** The last word on an event: change it, give another one, or null to drop it. If it throws, the event goes as it was. */
  beforeSend?: (event: CapturedEvent) => CapturedEvent | null;
  /** Told of every loss. */
  onLoss?: (loss: Loss) => unknown;
  /** In the place of the global one. */
  fetch?: typeof fetch;
}

/** Options that have no default. */
type Given = 'adminKey' | 'release' | 'spill' | 'beforeSend' | 'onLoss' | 'fetch';

/** Options with their defaults. */
export type Settings = Required<Omit<MicrologsOptions, Given>> & Pick<MicrologsOptions, Given>;

/** The server takes no more. */
const MOST_IN_BATCH = 500;

const defaults = {
  environment: 'production',
  enabled: true,
  timeoutMs: 5_000,
  flushAt: 20,
  flushIntervalMs: 2_000,
  maxBatchSize: 100,
  maxQueueSize: 10_000,
  maxQueueBytes: 16 * 1024 * 1024,
  retryBaseMs: 500,
  retryMaxMs: 30_000,
  exitDeadlineMs: 2_000,
  sampleRate: 1,
  scrubKeys: [],
  contextLines: 3,
} satisfies Partial<MicrologsOptions>;

/** @throws Error when host or key are missing: a client without them could do nothing */
export function settingsOf(options: MicrologsOptions): Settings {
  for (const name of ['host', 'key'] as const) {
    if (typeof options?.[name] !== 'string' || options[name] === '') {
      throw new Error(`[Micrologs] ${name} is required and must be a string`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = { ...defaults, ...(given as unknown as MicrologsOptions), host: options.host.replace(/\/$/, '') };
  return { ...settings, maxBatchSize: Math.min(MOST_IN_BATCH, Math.max(1, settings.maxBatchSize)) };
}
