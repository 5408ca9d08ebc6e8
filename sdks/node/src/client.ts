import { type Api, createApi } from './api.ts';
import { Asking } from './asking.ts';
import { batchSender } from './batch-sender.ts';
import { Capturing } from './capturing.ts';
import { Delivering } from './delivering.ts';
import type { Delivery } from './delivery.ts';
import { EventQueue } from './event-queue.ts';
import { type Context, type ErrorOptions, errorFields, type PageviewFields } from './events.ts';
import { Http } from './http.ts';
import { Legacy, type LegacyReports, type LinkChanges, type Silent } from './legacy.ts';
import { Losses } from './losses.ts';
import { type LossReason, type MicrologsOptions, type Settings, settingsOf } from './options.ts';
import { Secrets } from './secrets.ts';
import { VERSION } from './version.ts';
import { createWarn, warn } from './warn.ts';

/** How often a question that failed is asked again. */
const RETRIES = 2;

/** One project of a Micrologs server. Make one for the whole process. */
export class Micrologs {
  readonly #settings: Settings;
  readonly #http: Http;
  readonly #losses: Losses;
  readonly #delivering: Delivering;
  readonly #capturing: Capturing;
  readonly #legacy: Legacy;
  #api: Api | undefined;

  /** @throws Error when `host` or `key` is missing */
  constructor(options: MicrologsOptions) {
    const settings = settingsOf(options);
    const { host, key, timeoutMs, fetch } = settings;
    const warnSometimes = createWarn();
    this.#settings = settings;
    this.#http = new Http({ host, userAgent: `micrologs-node/${VERSION}`, timeoutMs, fetch });
    this.#losses = new Losses(settings.onLoss, warnSometimes);
    const queue = new EventQueue(settings.maxQueueSize, settings.maxQueueBytes);
    this.#delivering = new Delivering(queue, batchSender(this.#http, key), this.#losses, settings, warnSometimes);
    const secrets = new Secrets(settings.scrubKeys);
    this.#capturing = new Capturing(settings, queue, this.#delivering, this.#losses, secrets);
    this.#legacy = new Legacy(this.#asking(0));
  }

  /**
   * Captures an error, such as one that was handled. Never throws.
   * @param message at most 1,024 characters of it are kept
   */
  error(message: string, options?: ErrorOptions | null): Delivery {
    const { environment, release } = this.#settings;
    return this.#capturing.capture('error', () => errorFields(String(message), options ?? {}, environment, release));
  }

  /**
   * Captures an entry of the audit log. Never throws.
   * @param action what was done, such as `invoice.paid`
   * @param actor who did it
   */
  audit(action: string, actor = '', context: Context = null): Delivery {
    if (typeof action !== 'string' || action === '') return this.#refused('audit needs an action');
    return this.#capturing.capture('audit', () => ({ action, actor, context }));
  }

  /** Captures a pageview that this process served. Never throws. */
  pageview(fields: PageviewFields): Delivery {
    if (typeof fields?.url !== 'string' || fields.url === '') return this.#refused('pageview needs a url');
    return this.#capturing.capture('pageview', () => ({ ...fields }));
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

  #refused(reason: string): Delivery {
    warn(reason);
    return this.#capturing.refused();
  }
}
