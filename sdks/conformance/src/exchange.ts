import type { ServerResponse } from 'node:http';

/** An event as an SDK sent it. */
export type SentEvent = Record<string, unknown> & { kind: string; event_id: string };

export interface RecordedRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** By lower-case names. */
  headers: Record<string, string | undefined>;
  /** Bytes of the body as sent, and of its text after decompression. */
  sentBytes: number;
  textBytes: number;
  /** The decoded JSON; undefined without a body. */
  body: unknown;
  /** The events of a batch; none for other requests. */
  events: SentEvent[];
  /** Epoch ms of the complete request. */
  arrivedAt: number;
}

/** One request under way, as a behaviour answers it. */
export interface Exchange {
  request: RecordedRequest;
  response: ServerResponse;
  /** Stores events as the real server does. @returns of each event, whether its id was there already */
  store(events: SentEvent[]): ('queued' | 'duplicate')[];
}

/** How one request is treated; it answers, or leaves the client alone with its connection. */
export type Behaviour = (exchange: Exchange) => void | Promise<void>;
