import { type Api, createApi } from './api.ts';
import { Asking } from './asking.ts';
import { batchSender } from './batch-sender.ts';
import { Capturing } from './capturing.ts';
import { Delivering } from './delivering.ts';
import type { Delivery } from './delivery.ts';
import { EventQueue, type Queue } from './event-queue.ts';
import { type Context, type ErrorOptions, errorFields, type PageviewFields } from './events.ts';
import { describeException, withSource } from './exceptions.ts';
import { Http } from './http.ts';
import { Legacy, type LegacyReports, type LinkChanges, type Silent } from './legacy.ts';
import { Losses } from './losses.ts';
import { type LossReason, type MicrologsOptions, type Settings, settingsOf } from './options.ts';
import { type RequestInfo, type RequestScope, Scopes } from './scope.ts';
import { Secrets } from './secrets.ts';
import { sendSync } from './send-sync.ts';
import { SourceLines } from './source-lines.ts';
import { SpillFolder } from './spill-folder.ts';
import { SpillingQueue } from './spilling-queue.ts';
import { watchUncaught } from './uncaught.ts';
import { VERSION } from './version.ts';
import { createWarn, warn } from './warn.ts';

/** How often a question that failed is asked again. */
const RETRIES = 2;

/** On disk, unless given. */
const SPILL_BYTES = 64 * 1024 * 1024;

/** One project of a Micrologs server. Make one for the whole process. */
export class Micrologs {
  readonly #settings: Settings;
  readonly #http: Http;
  readonly #losses: Losses;
  readonly #delivering: Delivering;
  readonly #capturing: Capturing;
  readonly #legacy: Legacy;
  readonly #secrets: Secrets;
  readonly #sources: SourceLines;
  readonly #scopes = new Scopes();
  /** What was captured already: it may come by again on its way up. */
  readonly #seen = new WeakSet<object>();
  #api: Api | undefined;

  /** @throws Error when `host` or `key` is missing */
  constructor(options: MicrologsOptions) {
    const settings = settingsOf(options);
    const { host, key, timeoutMs, fetch } = settings;
    const warnSometimes = createWarn();
    this.#settings = settings;
    const userAgent = `micrologs-node/${VERSION}`;
    this.#http = new Http({ host, userAgent, timeoutMs, fetch });
    this.#losses = new Losses(settings.onLoss, warnSometimes);
    this.#secrets = new Secrets(settings.scrubKeys);
    this.#sources = new SourceLines(settings.contextLines);
    const queue = queueOf(settings);
    const target = { url: `${host}/api/track/batch`, headers: { 'X-API-Key': key, 'User-Agent': userAgent } };
    this.#delivering = new Delivering(
      queue,
      { send: batchSender(this.#http, key), sendNow: (bodies, deadlineMs) => sendSync(target, bodies, deadlineMs) },
      this.#losses,
      settings,
      warnSometimes,
    );
    this.#capturing = new Capturing(settings, queue, this.#delivering, this.#losses, this.#secrets);
    this.#legacy = new Legacy(this.#asking(0));
    // What an earlier process left.
    if (queue.length > 0) this.#delivering.hurry();
  }

  /**
   * Captures an error by its message. Never throws.
   * @param message at most 1,024 characters of it are kept
   */
  error(message: string, options?: ErrorOptions | null): Delivery {
    return this.#capturing.capture('error', () => this.#errorFields(String(message), options ?? {}));
  }

  /**
   * Captures what was thrown, with its stack, its causes and the lines of source around them. The same object counts once. Never throws.
   * @param options over what the exception says itself
   */
  captureException(thrown: unknown, options?: ErrorOptions | null): Delivery {
    if (typeof thrown === 'object' && thrown !== null) {
      if (this.#seen.has(thrown)) return this.#capturing.refused();
      this.#seen.add(thrown);
    }
    const scrub = (text: string) => this.#secrets.scrub(text);
    return this.#capturing.capture(
      'error',
      () => {
        const told = describeException(thrown, options ?? {});
        return this.#errorFields(told.message, told.options);
      },
      this.#settings.contextLines > 0 ? (event) => withSource(event, this.#sources, scrub) : undefined,
    );
  }

  /**
   * Captures what nobody catches, exceptions and rejections, and changes nothing about what follows: whether the process goes on, its
   * exit code and what it prints. If it ends, what waits is sent first, for `exitDeadlineMs` at most.
   * @returns what ends this
   */
  captureUncaught(): () => void {
    return watchUncaught(
      (thrown, mechanism) => void this.captureException(thrown, { severity: 'critical', context: { mechanism } }),
      () => this.#delivering.leaveNow(),
    );
  }

  /**
   * Captures an entry of the audit log. Never throws.
   * @param action what was done, such as `invoice.paid`
   * @param actor who did it
   */
  audit(action: string, actor = '', context: Context = null): Delivery {
    if (typeof action !== 'string' || action === '') return this.#refused('audit needs an action');
    return this.#capturing.capture('audit', () => ({ action, actor, context: this.#scopes.contextOf(context) }));
  }

  /** Captures a pageview that this process served. Never throws. */
  pageview(fields: PageviewFields): Delivery {
    if (typeof fields?.url !== 'string' || fields.url === '') return this.#refused('pageview needs a url');
    return this.#capturing.capture('pageview', () => ({ ...fields }));
  }

  /** Runs `work`; everything captured within it, across awaits and callbacks, has this context besides its own. */
  withContext<T>(context: Record<string, unknown>, work: () => T): T {
    return this.#scopes.runWith(context, work);
  }

  /** Adds to the context of the request or `withContext` under way, such as who is signed in; does nothing outside of one. */
  addContext(context: Record<string, unknown>): void {
    this.#scopes.add(context);
  }

  /**
   * For frameworks without a middleware of this package: gives what runs work as part of a request.
   * @param request asked whenever something is captured in it
   */
  openRequest(request: () => RequestInfo): RequestScope {
    return this.#scopes.open(request);
  }

  /**
   * For serverless functions: a handler that captures what yours throws, and has everything sent before it answers.
   * @param waitUntil takes the sending instead, where the platform has such a function; the arguments are those of the handler
   */
  wrapHandler<Arguments extends unknown[], Result>(
    handler: (...given: Arguments) => Result | Promise<Result>,
    options: { deadlineMs?: number; waitUntil?: (sending: Promise<unknown>, ...given: Arguments) => void } = {},
  ): (...given: Arguments) => Promise<Result> {
    return async (...given) => {
      try {
        return await handler(...given);
      } catch (error) {
        this.captureException(error);
        throw error;
      } finally {
        const sending = this.flush(options.deadlineMs);
        if (options.waitUntil === undefined) await sending;
        else options.waitUntil(sending, ...given);
      }
    };
  }

  /** The question side: every operation of the API, typed, with errors that throw. */
  get api(): Api {
    this.#api ??= createApi(this.#asking(RETRIES), this.#settings.timeoutMs);
    return this.#api;
  }

  /** Events that wait, those under way included. */
  get queued(): number {
    return this.#delivering.queued;
  }

  /** Events that were lost since the client was made, by reason. */
  get losses(): Partial<Record<LossReason, number>> {
    return this.#losses.counts;
  }

  /**
   * Sends what waits. Never rejects.
   * @param deadlineMs 5,000 unless given
   * @returns whether everything captured before was delivered, or counted as lost, in time
   */
  flush(deadlineMs = 5_000): Promise<boolean> {
    return this.#delivering.flush(deadlineMs);
  }

  /** Flushes, then takes no more; what is left at the deadline is lost. Never rejects. */
  close(deadlineMs = 5_000): Promise<boolean> {
    return this.#delivering.close(deadlineMs);
  }

  // The rest is the 1.x SDK: the envelope, or null and a warning.

  /** The envelope of `api.links.create`, or null. */
  createLink(url: string, label = ''): Silent {
    return this.#legacy.createLink(url, label);
  }

  /** The envelope of `api.links.get`, or null. */
  getLink(code: string): Silent {
    return this.#legacy.getLink(code);
  }

  /** The envelope of `api.links.edit`, or null. */
  editLink(code: string, changes?: LinkChanges | null): Silent {
    return this.#legacy.editLink(code, changes ?? {});
  }

  /** The envelope of `api.links.delete`, or null. */
  deleteLink(code: string): Silent {
    return this.#legacy.deleteLink(code);
  }

  /** The envelope of `api.errors.updateStatus`, or null. */
  updateErrorStatus(ids: number | number[], status: string): Silent {
    return this.#legacy.updateErrorStatus(ids, status);
  }

  /** The envelope of `api.projects.verify`, or null. */
  verify(key: string): Silent {
    return this.#legacy.verify(key);
  }

  /** The envelopes of the reports that the 1.x SDK had; all others are in `api.analytics`. */
  get analytics(): LegacyReports {
    return this.#legacy.reports;
  }

  #asking(retries: number): Asking {
    const { key, adminKey = null } = this.#settings;
    return new Asking(this.#http, { project: key, admin: adminKey }, this.#settings, retries);
  }

  #errorFields(message: string, options: ErrorOptions): Record<string, unknown> {
    const { environment, release } = this.#settings;
    const { url, client } = this.#scopes.request ?? {};
    const context = this.#scopes.contextOf(options.context) ?? null;
    return {
      ...client,
      ...errorFields(message, { ...(url !== undefined && { url }), ...options, context }, environment, release),
    };
  }

  #refused(reason: string): Delivery {
    warn(reason);
    return this.#capturing.refused();
  }
}

function queueOf({ maxQueueSize, maxQueueBytes, spill }: Settings): Queue {
  const inMemory = () => new EventQueue(maxQueueSize, maxQueueBytes);
  if (spill === undefined) return inMemory();
  const onFault = ({ message }: Error) => warn(`Events cannot be kept in ${spill.folder}: ${message}`);
  try {
    const folder = new SpillFolder(spill.folder, spill.maxBytes ?? SPILL_BYTES);
    return new SpillingQueue({ maxEvents: maxQueueSize, maxBytes: maxQueueBytes }, folder, onFault);
  } catch (error) {
    // No reason to keep the host from starting.
    onFault(error as Error);
    return inMemory();
  }
}
