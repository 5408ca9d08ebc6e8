import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECOND_MS } from '@micrologs/domain';
import { CLOSE, Client, type CloseReason, type Frame, type Hub, PING_SECONDS } from '@micrologs/realtime';
import { headerText } from '../key-check.ts';
import { normalisePath, originForm } from '../middleware/path.ts';
import { type Connections, credentialsOf, queryOf } from './connections.ts';
import type { Grants } from './grants.ts';

export interface StreamDoorOptions {
  hub: Hub;
  grants: Pick<Grants, 'stands'>;
  connections: Connections;
  basePath: string;
  /** How often something is sent where there is nothing to tell, so that proxies keep the connection. */
  beatMs?: number;
}

export const STREAM_PATH = '/api/realtime/sse';

/** What a refusal of a client is to a request. */
const STATUSES = new Map<CloseReason, number>([
  [CLOSE.forbiddenOrigin, 403],
  [CLOSE.tooMany, 429],
  [CLOSE.tooManySockets, 429],
  [CLOSE.unavailable, 503],
  [CLOSE.goingAway, 503],
]);
const BEAT = ': \n\n';
/** Browsers come back after so long, in ms. */
const RETRY = 'retry: 1000\n\n';
/** Where a message says which channel it is of, and where that stands then: in its head, before any event. */
const PLACE = /^\{"type":"(?:event|snapshot|subscribed)".{0,40}?"channel":"(\w+)","offset":\d+,"position":"([^"]+)"/;

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

  /** Takes requests for the stream. @returns whether it took this one */
  take(req: IncomingMessage, res: ServerResponse): boolean {
    if (req.method !== 'GET') return false;
    if (normalisePath(originForm(req.url ?? '/'), this.#options.basePath) !== STREAM_PATH) return false;
    this.#open(req, res);
    return true;
  }

  /** To be called when projects or their keys may have changed. */
  checkGrants(): void {
    for (const [res, { grant }] of this.#streams) if (grant && !this.#options.grants.stands(grant)) res.end();
  }

  /** Ends every stream; browsers come back by themselves, with the last id. */
  drain(): void {
    this.#isDraining = true;
    clearInterval(this.#beating);
    for (const res of this.#streams.keys()) res.end();
  }

  #open(req: IncomingMessage, res: ServerResponse): void {
    const { hub, connections } = this.#options;
    const { refusal, authorise, linkUrl, leave } = connections.admit(req);
    const positions = positionsIn(headerText(req, 'last-event-id'));
    const end = (reason: CloseReason) => {
      if (res.headersSent) res.end();
      else refuse(res, reason);
    };
    const client = new Client({
      hub,
      authorise,
      linkUrl,
      wire: {
        buffered: () => res.writableLength,
        send: (frame) => res.write(messageOf(frame, positions)),
        close: end,
      },
    });
    res.on('close', () => {
      this.#streams.delete(res);
      client.end();
      leave();
    });
    res.on('drain', () => client.drained());
    if (refusal || this.#isDraining) return end(refusal ?? CLOSE.goingAway);
    client.greet(credentialsOf(req) ?? {}, () => {
      const { origin } = req.headers;
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        // Asks proxies not to gather it.
        'X-Accel-Buffering': 'no',
        // Who has the token may read what it opens, and a token for one origin has been refused to others.
        ...(origin !== undefined && { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }),
      });
      res.write(RETRY);
      this.#streams.set(res, client);
    });
    if (!this.#streams.has(res)) return;
    for (const channel of new Set(queryOf(req).getAll('channel'))) {
      client.receive(JSON.stringify({ type: 'subscribe', channel, position: positions.get(channel) }));
    }
  }
}

/** A message with an id, by which a client comes back to where all its channels stood. */
function messageOf(frame: Frame, positions: Map<string, string>): string {
  const text = frame.toString();
  const [, channel, position] = PLACE.exec(text.slice(0, 300)) ?? [];
  if (channel === undefined) return `data: ${text}\n\n`;
  positions.set(channel, position!);
  return `id: ${[...positions].map((each) => each.join(':')).join(' ')}\ndata: ${text}\n\n`;
}

/** By channel, out of the last id that a client had. */
function positionsIn(id: string): Map<string, string> {
  const pairs = id.split(' ').map((pair) => pair.split(':'));
  return new Map(pairs.filter((pair): pair is [string, string] => pair.length === 2));
}

function refuse(res: ServerResponse, reason: CloseReason): void {
  const body = JSON.stringify({ success: false, message: reason.reason });
  res.writeHead(STATUSES.get(reason) ?? 401, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  res.end(body);
}
