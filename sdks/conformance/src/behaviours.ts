import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, Exchange, SentEvent } from './exchange.ts';

type Headers = Record<string, string>;

/** As the real server: batches are stored, everything else answers `data`. */
export function accept(data: unknown = {}): Behaviour {
  return (exchange) => {
    if (exchange.request.events.length > 0) acceptBatch(exchange);
    else sendJson(exchange.response, 200, { success: true, message: 'OK', data });
  };
}

/** Accepts a batch but for the events of which `reasonOf` tells a reason. */
export function acceptSome(reasonOf: (event: SentEvent) => string | null): Behaviour {
  return (exchange) => acceptBatch(exchange, reasonOf);
}

/** Any status with a refusal's envelope. */
export function refuse(status: number, headers: Headers = {}, message = `refused with ${status}`): Behaviour {
  return ({ response }) => sendJson(response, status, { success: false, message }, headers);
}

/** Refuses what `isRefused` says, and accepts the rest. */
export function refuseIf(isRefused: (exchange: Exchange) => boolean, refusal: Behaviour): Behaviour {
  const otherwise = accept();
  return (exchange) => (isRefused(exchange) ? refusal(exchange) : otherwise(exchange));
}

/** 400 with a result for each event of a batch. */
export function rejectItems(resultOf: (event: SentEvent, index: number) => object): Behaviour {
  return ({ request, response }) => {
    const results = request.events.map((event, index) => ({
      index,
      event_id: event.event_id,
      ...resultOf(event, index),
    }));
    const data = { queued: false, accepted: 0, rejected: results.length, results };
    sendJson(response, 400, { success: false, message: 'All events were rejected', data });
  };
}

/** 200 with a body that is sent as it is. */
export function answerText(text: string, status = 200, headers: Headers = { 'Content-Type': 'text/html' }): Behaviour {
  return ({ response }) => {
    response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  };
}

export function redirectTo(status: number, url: string): Behaviour {
  return ({ response }) => {
    response.writeHead(status, { Location: url, 'Content-Length': 0 });
    response.end();
  };
}

/** Never answers; the client has to give up by itself. */
export const hang: Behaviour = () => {};

/** Headers come, the body they promise does not. */
export const hangInBody: Behaviour = ({ response }) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  response.write('{"success":true,');
};

/** A body that comes byte by byte, and never to its end. */
export const drip: Behaviour = async ({ response }) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  for (response.write('{"success":true,"message":"'); !response.destroyed; await sleep(20)) response.write('.');
};

export const resetBeforeHeaders: Behaviour = ({ response }) => {
  response.socket?.resetAndDestroy();
};

export const resetAfterHeaders: Behaviour = async ({ response }) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  response.flushHeaders();
  await sleep(20);
  response.socket?.resetAndDestroy();
};

/** What a good answer to the request would be, half of it, and then the end of the connection; events are stored. */
export const cut: Behaviour = ({ request, response, store }) => {
  const data = request.events.length > 0 ? batchData(request.events, store(request.events)) : {};
  const text = JSON.stringify({ success: true, message: 'OK', data });
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length });
  response.write(text.slice(0, text.length / 2), () => response.socket?.destroy());
};

/** Another behaviour, later. */
export function slowly(ms: number, behaviour: Behaviour = accept()): Behaviour {
  return async (exchange) => {
    await sleep(ms);
    await behaviour(exchange);
  };
}

/** Stores the events as if all were well, and then misbehaves. */
export function storeAnd(behaviour: Behaviour): Behaviour {
  return (exchange) => {
    exchange.store(exchange.request.events);
    return behaviour(exchange);
  };
}

function acceptBatch(
  { request, response, store }: Exchange,
  reasonOf: (event: SentEvent) => string | null = () => null,
): void {
  const results = request.events.map((event, index) => {
    const reason = reasonOf(event);
    if (reason !== null) return { index, event_id: null, status: 'rejected', message: reason };
    return { index, event_id: event.event_id, status: store([event])[0] };
  });
  const rejected = results.filter(({ status }) => status === 'rejected').length;
  const data = { queued: true, accepted: results.length - rejected, rejected, results };
  sendJson(response, 202, { success: true, message: 'OK', data });
}

function batchData(events: SentEvent[], statuses: string[]) {
  const results = events.map(({ event_id }, index) => ({ index, event_id, status: statuses[index] }));
  return { queued: true, accepted: events.length, rejected: 0, results };
}

function sendJson(response: ServerResponse, status: number, value: object, headers: Headers = {}): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
