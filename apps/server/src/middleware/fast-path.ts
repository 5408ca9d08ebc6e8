import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TrustedProxies } from '@micrologs/ingest';
import type { Logger } from 'pino';
import type { OnAnswered } from '../answered.ts';
import { type Endpoint, endpoints, type KeyHolder } from '../endpoint.ts';
import type { AnswerFor } from '../error-answer.ts';
import { ClientGoneError } from '../http-error.ts';
import type { KeyCheck } from '../key-check.ts';
import { type TrackAnswer, type TrackDoor, trackingKey } from '../track-door.ts';
import { clientIpOf } from './client-ip.ts';
import { EXPOSED_HEADERS } from './cors.ts';
import { requestIdOf } from './request-id.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface FastPathOptions {
  door: TrackDoor;
  keys: KeyCheck;
  basePath: string;
  trustedProxies: TrustedProxies;
  allowedOrigins: ReadonlySet<string>;
  logger: Logger;
  answerFor: AnswerFor;
  answered: OnAnswered;
}

type Accept = (req: IncomingMessage, holder: KeyHolder, clientIp: string) => Promise<TrackAnswer>;

const FAILURE_HEADERS = Object.entries({ ...SECURITY_HEADERS, Vary: 'Origin' }).flat();
/** An acknowledgement shows nothing that could be sniffed, framed or kept, and every header is paid for a million times. */
const SUCCESS_HEADERS = ['Vary', 'Origin'];

/**
 * Nearly every request is an event, so those are answered before Koa makes a context and walks its middleware: the path is
 * looked up as it is, and the answer is one `writeHead`. What is written here follows the same order of checks as the
 * other endpoints' middleware, and the same parts decide.
 * @returns a listener that tells whether it took the request
 */
export function fastPath(options: FastPathOptions): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { door, keys, basePath, trustedProxies, allowedOrigins, logger, answerFor, answered } = options;
  const routes = new Map<string, { endpoint: Endpoint; accept: Accept }>();
  const add = (endpoint: Endpoint, accept: Accept) => {
    for (const suffix of ['', '.php']) routes.set(basePath + endpoint.path + suffix, { endpoint, accept });
  };
  add(endpoints.trackPageview, (req, holder, clientIp) => door.pageview(req, holder, clientIp));
  add(endpoints.trackError, (req, holder, clientIp) => door.error(req, holder, clientIp));
  add(endpoints.trackAudit, (req, holder, clientIp) => door.audit(req, holder, clientIp));
  add(endpoints.trackBatch, (req, holder, clientIp) => door.batch(req, holder, clientIp));

  async function answer(req: IncomingMessage, res: ServerResponse, endpoint: Endpoint, accept: Accept, query: string) {
    const startedAt = performance.now();
    const requestId = requestIdOf(req);
    const { origin } = req.headers;
    let mayRead = origin !== undefined && allowedOrigins.has(origin);
    let caller: { holder: KeyHolder; clientIp: string } | undefined;
    let result: TrackAnswer;
    try {
      const clientIp = clientIpOf(req, trustedProxies);
      const { key, inQuery } = trackingKey(req, query);
      const policy = inQuery ? 'public' : (endpoint.key as 'public' | 'either');
      const holder = keys.holder(req, endpoint.operationId, key, policy, clientIp);
      caller = { holder, clientIp };
      // The domain lock accepted the page that asks, so it may read the answer.
      mayRead ||= origin !== undefined && holder.keyType === 'public';
      result = await accept(req, holder, clientIp);
    } catch (error) {
      if (error instanceof ClientGoneError) {
        res.destroy();
        return;
      }
      result = answerFor(error, requestId);
      if (caller) result.headers = { ...door.limitHeaders(req, caller.holder, caller.clientIp), ...result.headers };
    }
    const headers = ['X-Request-Id', requestId, ...(result.status < 300 ? SUCCESS_HEADERS : FAILURE_HEADERS)];
    if (mayRead) headers.push('Access-Control-Allow-Origin', origin!, 'Access-Control-Expose-Headers', EXPOSED_HEADERS);
    for (const name in result.headers) headers.push(name, result.headers[name]!);
    if (result.status !== 204) headers.push('Content-Length', String(Buffer.byteLength(result.body)));
    res.writeHead(result.status, headers);
    res.end(result.body);
    answered(req, endpoint.operationId, result.status, startedAt);
    if (logger.isLevelEnabled('debug')) {
      logger.debug({ requestId, method: req.method, path: endpoint.path, status: result.status }, 'request');
    }
  }

  return (req, res) => {
    if (req.method !== 'POST') return false;
    const target = req.url!;
    const at = target.indexOf('?');
    const route = routes.get(at === -1 ? target : target.slice(0, at));
    if (!route) return false;
    answer(req, res, route.endpoint, route.accept, at === -1 ? '' : target.slice(at + 1)).catch((error: Error) => {
      logger.error({ err: error }, 'answer failed');
      res.destroy();
    });
    return true;
  };
}
