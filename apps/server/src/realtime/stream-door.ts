import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECOND_MS } from '@micrologs/domain';
import { CLOSE, Client, type CloseReason, type Hub, PING_SECONDS } from '@micrologs/realtime';
import { HttpError } from '../http-error.ts';
import { type Connections, credentialsOf } from './connections.ts';
import type { Grants } from './grants.ts';
import type { StreamQuery } from './stream-query.ts';

export interface StreamDoorOptions {
  hub: Hub;
  grants: Pick<Grants, 'stands'>;
  connections: Pick<Connections, 'admit'>;
  /** How often something is sent where there is nothing to tell, so that proxies keep the connection. */
  beatMs?: number;
}

/** What a refusal of a client is to a request, and after how many seconds it may come again. */
const REFUSALS = new Map<CloseReason, { status: number; retryAfter?: number }>([
  [CLOSE.forbiddenOrigin, { status: 403 }],
  [CLOSE.tooMany, { status: 429, retryAfter: 60 }],
  [CLOSE.tooManySockets, { status: 429, retryAfter: 10 }],
  [CLOSE.unavailable, { status: 503, retryAfter: 5 }],
  [CLOSE.goingAway, { status: 503, retryAfter: 1 }],
]);
const BEAT = ': \n\n';
/** Browsers come back after so long, in ms. */
const RETRY = 'retry: 1000\n\n';
/**
 * Where a message says which channel it is of, and where that stands then: in its head, before any event. Not before a snapshot, which
 * the client would miss if it came back with that place.
 */
const PLACE =
  /^\{"type":"(?:(?:event|snapshot|position)"|subscribed","recovered":true),"channel":"(\w+)","offset":\d+,"position":"([^"]+)"/;
const UNAVAILABLE = '{"type":"error","code":"unavailable"';
/** More than any head takes. */
const HEAD_BYTES = 300;
const END = Buffer.from('\n\n');

/** Takes those who listen by server-sent events: the messages of the socket, in one direction. */
export class StreamDoor {
  readonly #options: StreamDoorOptions;
  readonly #streams = new Map<ServerResponse, Client>();
  readonly #beating: NodeJS.Timeout;
  #isDraining = false;

  constructor(options: StreamDoorOptions) {
    this.#options = options;
    this.#beating = setInterval(
      () => {
        for (const res of this.#streams.keys()) res.write(BEAT);
      },
      options.beatMs ?? PING_SECONDS * SECOND_MS,
    ).unref();
  }

  /** To be called when projects or their keys may have changed. */
  checkGrants(): void {
    for (const [res, { grant }] of this.#streams) if (grant && !this.#options.grants.stands(grant)) this.#end(res);
  }

  /** See `Client.notice`. */
  notice(): void {
    for (const client of this.#streams.values()) client.notice();
  }

  /** Ends every stream; browsers come back by themselves, with the last id. */
  drain(): void {
    this.#isDraining = true;
    clearInterval(this.#beating);
    for (const res of this.#streams.keys()) this.#end(res);
  }

  /**
   * Answers a request with a stream.
   * @throws HttpError 401, 403, 429, 503
   */
  open(req: IncomingMessage, res: ServerResponse, { channels, filters, positions }: StreamQuery): void {
    const { hub, connections } = this.#options;
    const { refusal, authorise, linkUrl, leave } = connections.admit(req);
    let refused = this.#isDraining ? CLOSE.goingAway : refusal;
    const client = new Client({
      hub,
      authorise,
      linkUrl,
      wire: {
        buffered: () => res.writableLength,
        send: (frame) => {
          const head = frame.toString('latin1', 0, HEAD_BYTES);
          res.write(Buffer.concat([Buffer.from(linesBefore(head, positions)), frame, END]));
          // Nobody can subscribe again on a stream; whoever comes back does.
          if (head.startsWith(UNAVAILABLE)) this.#end(res);
        },
        close: (reason) => {
          if (this.#streams.has(res)) this.#end(res);
          else refused = reason;
        },
      },
    });
    if (refused === null) {
      client.greet(credentialsOf(req) ?? {}, () => {
        begin(req, res);
        this.#streams.set(res, client);
      });
    }
    if (refused !== null) {
      client.end();
      leave();
      throw refusalOf(refused);
    }
    res.on('close', () => {
      this.#streams.delete(res);
      client.end();
      leave();
    });
    res.on('drain', () => client.drained());
    for (const channel of channels) {
      // Too many that are wrong end it.
      if (!this.#streams.has(res)) return;
      const [position, fields] = [positions.get(channel), filters.get(channel)];
      client.receive(JSON.stringify({ type: 'subscribe', channel, position, filters: fields }));
    }
  }

  /** Nothing more is told to it, even while what was told is still on its way. */
  #end(res: ServerResponse): void {
    this.#streams.get(res)?.end();
    this.#streams.delete(res);
    res.end();
  }
}

function begin({ headers: { origin } }: IncomingMessage, res: ServerResponse): void {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    // Asks proxies not to gather it.
    'X-Accel-Buffering': 'no',
    // Who has the token may read what it opens, and a token for one origin has been refused to others.
    ...(origin !== undefined && { 'Access-Control-Allow-Origin': origin }),
  });
  res.write(RETRY);
}

/** What stands before a message: an id where it moves its channel, by which a client comes back to where all its channels stood. */
function linesBefore(head: string, positions: Map<string, string>): string {
  const [, channel, position] = PLACE.exec(head) ?? [];
  if (channel === undefined) return 'data: ';
  positions.set(channel, position!);
  return `id: ${[...positions].map((each) => each.join(':')).join(' ')}\ndata: `;
}

function refusalOf(reason: CloseReason): HttpError {
  const { status, retryAfter } = REFUSALS.get(reason) ?? { status: 401 };
  return new HttpError(status, reason.reason, {
    headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  });
}
