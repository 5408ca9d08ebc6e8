import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Project, UncountedReason } from '@micrologs/domain';
import type { TrustedProxies } from '@micrologs/ingest';
import { addQuery, clicksLeft, verifyPassword } from '@micrologs/links';
import type { LinkStore } from '@micrologs/storage';
import type { Logger } from 'pino';
import type { OnAnswered } from './answered.ts';
import type { OperationId } from './endpoint.ts';
import type { AnswerFor } from './error-answer.ts';
import { ClientGoneError, HttpError } from './http-error.ts';
import type { KnownLink, LinkCache } from './link-cache.ts';
import { FORM_HEADERS, type FormFault, passwordForm } from './link-form.ts';
import { readBody } from './middleware/body.ts';
import { clientIpOf } from './middleware/client-ip.ts';
import { isTestRequest } from './middleware/rate-limit.ts';
import { requestIdOf } from './middleware/request-id.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { LINK_PASSWORDS_LIMIT, RECORDED_CLICKS_LIMIT } from './rate-limits.ts';
import type { RedirectClicks } from './redirect-clicks.ts';
import { type RedirectTarget, redirectTargetOf } from './redirect-target.ts';
import { uncountedReason } from './redirect-uncounted.ts';

export interface RedirectDoorOptions {
  links: LinkCache;
  store: Pick<LinkStore, 'reserveClick'>;
  clicks: RedirectClicks;
  /** The active project of an id; null for disabled ones. */
  projectOf(id: number): Project | null;
  limiter: RateLimiter;
  basePath: string;
  trustedProxies: TrustedProxies;
  /** Honours `X-Test-Mode: phpunit`. */
  testMode: boolean;
  answerFor: AnswerFor;
  answered: OnAnswered;
  logger: Logger;
  clock?: Clock;
}

/** The operations of openapi.yaml that are answered here. */
export const REDIRECT_OPERATIONS: ReadonlySet<string> = new Set([
  'followLink',
  'probeLink',
  'openShortLink',
  'probeShortLink',
  'unlockShortLink',
]);

/** One request for a link, on its way to its answer. */
interface Visit {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
  /** Of `performance.now()`. */
  startedAt: number;
  target: RedirectTarget;
}

const MAX_FORM_BYTES = 4096;
const TEXT_HEADERS = [
  'Content-Type',
  'text/plain; charset=utf-8',
  'X-Content-Type-Options',
  'nosniff',
  'Cache-Control',
  'no-store',
];
/** Guesses take memory and the thread pool, so only so many are judged at once. */
const MAX_VERIFICATIONS = 32;

/**
 * Leads visitors on, before Koa makes a context for them. The redirect of a link that is in memory leaves in the same turn of the
 * event loop; its click is recorded afterwards. No key, and no limit that a visitor could feel.
 */
export class RedirectDoor {
  readonly #options: Required<RedirectDoorOptions>;
  #verifications = 0;

  constructor({ clock = Date.now, ...options }: RedirectDoorOptions) {
    this.#options = { clock, ...options };
  }

  /** Takes requests for links, all methods but `OPTIONS`. @returns whether it took this one */
  take(req: IncomingMessage, res: ServerResponse): boolean {
    const target = redirectTargetOf(req.url!, this.#options.basePath);
    if (target === null || req.method === 'OPTIONS') return false;
    const visit: Visit = { req, res, requestId: requestIdOf(req), startedAt: performance.now(), target };
    try {
      const pending = this.#answer(visit);
      if (pending) pending.catch((error: unknown) => this.#fail(visit, error));
    } catch (error) {
      this.#fail(visit, error);
    }
    return true;
  }

  #answer(visit: Visit): Promise<void> | undefined {
    const { req, target } = visit;
    const isPost = req.method === 'POST';
    if (req.method !== 'GET' && req.method !== 'HEAD' && !(isPost && target.isShort)) {
      return this.#notAllowed(visit, target.isShort ? 'GET, HEAD, POST' : 'GET, HEAD');
    }
    if (target.code === '') return this.#text(visit, 400, 'Missing link code');
    if (target.code === null) return this.#text(visit, 404, 'Link not found');
    const known = this.#options.links.known(target.code);
    return known ? this.#follow(visit, known) : this.#load(visit, target.code);
  }

  async #load(visit: Visit, code: string): Promise<void> {
    const found = await this.#options.links.load(code);
    if (!found) return this.#text(visit, 404, 'Link not found');
    await this.#follow(visit, found);
  }

  #follow(visit: Visit, known: KnownLink): Promise<void> | undefined {
    const { link, location } = known;
    const { req } = visit;
    const isPost = req.method === 'POST';
    if (!link.isActive || location === null) return this.#text(visit, 404, 'Link not found');
    if (isPost && link.passwordHash === null) return this.#notAllowed(visit, 'GET, HEAD');
    if (link.expiresAt !== null && link.expiresAt <= this.#options.clock()) {
      return this.#text(visit, 410, 'Link expired');
    }
    if (known.usedUp) return this.#usedUp(visit);
    const uncounted = uncountedReason(req, this.#isUnlimited(req));
    if (link.passwordHash !== null) {
      return isPost ? this.#unlock(visit, known, uncounted) : this.#ask(visit, known);
    }
    if (link.maxClicks !== null) return this.#spendClick(visit, known, uncounted, link.redirectStatus);
    this.#redirect(visit, known, uncounted, link.redirectStatus);
    return undefined;
  }

  /** Leads on while the link's maximum leaves clicks; those that do not count use none up. */
  async #spendClick(visit: Visit, known: KnownLink, uncounted: UncountedReason | null, status: number): Promise<void> {
    if (known.link.maxClicks !== null) {
      const isLeft =
        uncounted === null ? await this.#options.store.reserveClick(known.link.id) : await this.#hasClicksLeft(known);
      if (!isLeft) {
        known.usedUp = true;
        return this.#usedUp(visit);
      }
    }
    this.#redirect(visit, known, uncounted, status);
  }

  async #hasClicksLeft({ link }: KnownLink): Promise<boolean> {
    if (link.maxClicks === null) return true;
    const current = await this.#options.links.load(link.code);
    return current !== null && clicksLeft(current.link) !== 0;
  }

  /** The page that asks for the password. */
  async #ask(visit: Visit, known: KnownLink): Promise<void> {
    if (!(await this.#hasClicksLeft(known))) {
      known.usedUp = true;
      return this.#usedUp(visit);
    }
    this.#form(visit, 200, null);
  }

  async #unlock(visit: Visit, known: KnownLink, uncounted: UncountedReason | null): Promise<void> {
    const { limiter, trustedProxies } = this.#options;
    const { req } = visit;
    const password = new URLSearchParams((await readBody(req, MAX_FORM_BYTES)).toString('utf8')).get('password') ?? '';
    const who = `${known.link.id} ${clientIpOf(req, trustedProxies)}`;
    const isLimited = !this.#isUnlimited(req);
    // Before it is paid for: a guess that nobody judges costs nothing.
    if (this.#verifications >= MAX_VERIFICATIONS) {
      throw new HttpError(503, 'Too many passwords at once. Try again later.', { headers: { 'Retry-After': '1' } });
    }
    // Paid before the guess is judged, or many at once would all be judged; a right one costs nothing.
    const spent = isLimited ? limiter.take(LINK_PASSWORDS_LIMIT, who) : null;
    if (spent?.allowed === false) {
      const { retryAfterSeconds } = spent;
      return this.#form(visit, 429, { kind: 'too_many', retryAfterSeconds });
    }
    if (!(await this.#verify(password, known.link.passwordHash!))) return this.#form(visit, 403, { kind: 'wrong' });
    if (isLimited) limiter.giveBack(LINK_PASSWORDS_LIMIT, who);
    await this.#spendClick(visit, known, uncounted, 303);
  }

  async #verify(password: string, hash: string): Promise<boolean> {
    this.#verifications++;
    try {
      return await verifyPassword(password, hash);
    } finally {
      this.#verifications--;
    }
  }

  #redirect(visit: Visit, { link, location }: KnownLink, uncounted: UncountedReason | null, status: number): void {
    const { req, res, requestId, target } = visit;
    const { clicks, limiter, projectOf, trustedProxies } = this.#options;
    res.writeHead(status, [
      'Location',
      link.forwardQuery ? addQuery(location!, target.query) : location!,
      'Cache-Control',
      'no-store',
      'X-Request-Id',
      requestId,
      'Content-Length',
      '0',
    ]);
    res.end();
    this.#answered(visit, status);
    if (projectOf(link.project) === null) return;
    const ip = clientIpOf(req, trustedProxies);
    if (!this.#isUnlimited(req) && limiter.take(RECORDED_CLICKS_LIMIT, ip)?.allowed === false) return;
    const { 'user-agent': userAgent, referer: referrer } = req.headers;
    clicks.add({ link, uncounted, ip, userAgent, referrer });
  }

  #form(visit: Visit, status: number, fault: FormFault | null): void {
    const { code, query, isShort } = visit.target;
    // The old address takes no POST, so its form goes to the short one; by its whole path, since the old one may be spelled in many ways.
    const page = passwordForm(isShort ? null : `${this.#options.basePath}/l/${code}${formQuery(query)}`, fault);
    const headers = fault?.kind === 'too_many' ? ['Retry-After', String(fault.retryAfterSeconds)] : [];
    this.#send(visit, status, [...FORM_HEADERS, ...headers], page);
  }

  #usedUp(visit: Visit): undefined {
    this.#text(visit, 410, 'Link used up');
  }

  #notAllowed(visit: Visit, allowed: string): undefined {
    this.#text(visit, 405, 'Method not allowed', ['Allow', `${allowed}, OPTIONS`]);
  }

  #text(visit: Visit, status: number, text: string, headers: readonly string[] = []): undefined {
    this.#send(visit, status, [...TEXT_HEADERS, ...headers], text);
  }

  #send(visit: Visit, status: number, headers: readonly string[], body: string): void {
    const { res, requestId } = visit;
    const length = String(Buffer.byteLength(body));
    res.writeHead(status, [...headers, 'X-Request-Id', requestId, 'Content-Length', length]);
    res.end(body);
    this.#answered(visit, status);
  }

  #fail(visit: Visit, error: unknown): void {
    const { res, requestId } = visit;
    if (error instanceof ClientGoneError || res.headersSent) {
      if (!(error instanceof ClientGoneError)) this.#options.logger.error({ requestId, err: error }, 'answer failed');
      if (!res.writableEnded) res.destroy();
      return;
    }
    const { status, headers, body } = this.#options.answerFor(error, requestId);
    const { 'Content-Type': _, ...others } = headers;
    const text = status === 503 ? 'Try again later' : JSON.parse(body).message;
    this.#text(visit, status, text, Object.entries(others).flat());
  }

  #isUnlimited(req: IncomingMessage): boolean {
    return this.#options.testMode && isTestRequest(req.headers);
  }

  #answered({ req, requestId, startedAt, target }: Visit, status: number): void {
    const { logger, answered } = this.#options;
    answered(req, operationOf(req.method!, target), status, startedAt);
    if (!logger.isLevelEnabled('debug')) return;
    const path = target.isShort ? '/l/{code}' : '/api/redirect';
    logger.debug({ requestId, method: req.method, path, status }, 'request');
  }
}

/** What a request for a link is in openapi.yaml; of methods that no link takes, as if it were to be followed. */
function operationOf(method: string, { isShort }: RedirectTarget): OperationId {
  if (!isShort) return method === 'HEAD' ? 'probeLink' : 'followLink';
  if (method === 'HEAD') return 'probeShortLink';
  return method === 'POST' ? 'unlockShortLink' : 'openShortLink';
}

/** The visitor's parameters without the one that named the link, with the question mark where there are any. */
function formQuery(query: string): string {
  const parameters = new URLSearchParams(query);
  parameters.delete('c');
  return parameters.size === 0 ? '' : `?${parameters}`;
}
