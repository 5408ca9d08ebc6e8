import type { IncomingMessage } from 'node:http';
import type { Operation, RequestTimes } from './metrics/request-times.ts';
import type { Tracing } from './tracing/tracing.ts';

/** Hears of a request that was answered before Koa made a context for it; `startedAt` is of `performance.now()`. */
export type OnAnswered = (req: IncomingMessage, operation: Operation, status: number, startedAt: number) => void;

export function onAnswered(times: RequestTimes, tracing: Tracing | null): OnAnswered {
  return (req, operation, status, startedAt) => {
    times.observe(operation, status, startedAt);
    tracing?.answered(req, { operation, status }, startedAt);
  };
}
