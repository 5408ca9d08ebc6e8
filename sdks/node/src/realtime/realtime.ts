import { RealtimeClosedError } from './errors.ts';
import { type Connection, createConnection, type Receiver } from './generated/connection.ts';
import { type Listener, receiverOf } from './generated/listener.ts';
import type { Channel, Notice, RealtimeState } from './generated/messages.ts';
import { MessageStream, type SubscribeOptions, type Subscription } from './message-stream.ts';
import { openSocket, type PausableWire } from './socket.ts';

export interface RealtimeOptions {
  /** Where the server is, with its base path if it has one. */
  host: string;
  /** The project's secret key. */
  key?: string;
  /**
   * Instead of the key: a token of `POST /api/realtime/token`, or what gets one; that is asked at each connection, so a token that ends is
   * followed by the next one.
   */
  token?: string | (() => string | Promise<string>);
  /** Messages that may wait for the consumer of a subscription before reading is halted; 64 unless given. */
  maxWaiting?: number;
  /** Is told of what becomes of the connection. */
  onState?: (state: RealtimeState) => void;
  /** Is told when messages come later than usual for a while. */
  onNotice?: (notice: Notice) => void;
}

const MAX_WAITING = 64;
/** With which `close` ends the socket; what the server ends with it comes back. */
const CLOSED_HERE = 1000;

/**
 * Listens to what is stored in a project, over one socket that is opened with the first subscription. A connection that ends comes back by
 * itself, and each channel goes on where it was: nothing is missed and nothing told twice, or a snapshot begins anew.
 */
export class Realtime {
  readonly #connection: Connection;
  readonly #maxWaiting: number;
  readonly #streams = new Set<MessageStream>();
  /** Those for whose consumers too much waits. */
  readonly #full = new Set<MessageStream>();
  #wire: PausableWire | undefined;
  /** What subscriptions end with; null while it goes on. */
  #end: { reason: Error | undefined } | null = null;

  /** @throws Error when `host` is missing, or not exactly one of `key` and `token` is given */
  constructor({ host, key, token, maxWaiting = MAX_WAITING, onState, onNotice }: RealtimeOptions) {
    if (Boolean(key) === Boolean(token)) throw new Error('[Micrologs] either key or token is required');
    const address = addressOf(host);
    this.#maxWaiting = maxWaiting;
    this.#connection = createConnection({
      token,
      onNotice,
      dial: (events) => {
        this.#wire = openSocket(address, key, events);
        return this.#wire;
      },
      onState: (state) => {
        this.#follow(state);
        onState?.(state);
      },
    });
  }

  /**
   * Subscribes from now on; iterate what it gives at once, with `for await`. While more than `maxWaiting` messages wait for one of the
   * consumers, nothing is read for any of them; a server for which too much waits then sends a snapshot, or cuts the connection,
   * which comes back.
   * @throws Error when there is a subscription to the channel already
   * @throws while iterating: RealtimeClosedError, ChannelRefusedError
   */
  subscribe<C extends Channel>(channel: C, options: SubscribeOptions = {}): Subscription<C> {
    options.signal?.throwIfAborted();
    const stream = new MessageStream({
      ...options,
      channel,
      onEnd: () => {
        this.#streams.delete(stream);
        leave();
      },
      onWaiting: (count) => this.#watch(stream, count),
    });
    const leave = this.#listen(channel, stream.receiver);
    stream.begin();
    this.#streams.add(stream);
    if (this.#end) stream.finish(this.#end.reason);
    return stream as unknown as Subscription<C>;
  }

  /** Calls back instead. @returns what ends it @throws Error when there is a subscription to the channel already */
  on<C extends Channel>(channel: C, listener: Listener<C>): () => void {
    return this.#listen(channel, receiverOf(listener as Listener<Channel>));
  }

  /** Ends the connection and all iterations. */
  close(): void {
    this.#connection.close();
  }

  #listen(channel: Channel, receiver: Receiver): () => void {
    const leave = this.#connection.subscribe(channel, receiver);
    this.#connection.start();
    return leave;
  }

  #follow(state: RealtimeState): void {
    if (state.state === 'open') this.#halt();
    if (state.state !== 'closed') return;
    this.#end = { reason: state.code === CLOSED_HERE ? undefined : new RealtimeClosedError(state.code, state.reason) };
    for (const stream of this.#streams) stream.finish(this.#end.reason);
  }

  #watch(stream: MessageStream, waiting: number): void {
    if (waiting > this.#maxWaiting) this.#full.add(stream);
    else if (waiting <= this.#maxWaiting / 2) this.#full.delete(stream);
    this.#halt();
  }

  /** Reads, or not, as it should be. */
  #halt(): void {
    const shouldPause = this.#full.size > 0;
    if (this.#wire === undefined || this.#wire.isPaused() === shouldPause) return;
    if (shouldPause) this.#wire.pause();
    else this.#wire.resume();
  }
}

/** @throws Error when the host is none of the web */
function addressOf(host: string): URL {
  if (!/^https?:\/\//i.test(host) || !URL.canParse(host)) {
    throw new Error('[Micrologs] host must be an address such as https://stats.example.com');
  }
  const address = new URL(`${host.replace(/\/$/, '')}/api/realtime`);
  address.protocol = address.protocol.replace('http', 'ws');
  return address;
}
