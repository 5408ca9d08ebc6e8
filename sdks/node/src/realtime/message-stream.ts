import { ChannelRefusedError } from './errors.ts';
import type { Receiver } from './generated/connection.ts';
import type { Channel, ChannelMessage, Filters } from './generated/messages.ts';

export interface SubscribeOptions {
  /** Lets through only events that have one of these values in each of these fields. */
  filters?: Filters;
  /** Of the last message that was dealt with, to go on from there. */
  position?: string;
  /** Ends the subscription; whoever iterates gets its reason thrown. */
  signal?: AbortSignal;
}

/** What is told of a channel, message by message. */
export interface Subscription<C extends Channel> extends AsyncIterableIterator<ChannelMessage<C>> {
  readonly channel: C;
  /** Of the last message taken, or behind it where filters left events out since; to be kept by whoever comes back. */
  readonly position: string | undefined;
  next(): Promise<IteratorResult<ChannelMessage<C>, undefined>>;
  /** Ends the subscription. */
  return(): Promise<IteratorResult<ChannelMessage<C>, undefined>>;
}

type Message = ChannelMessage<Channel>;
type Result = IteratorResult<Message, undefined>;

export interface MessageStreamOptions extends SubscribeOptions {
  channel: Channel;
  /** Called once, when nothing more comes. */
  onEnd(): void;
  /** Told how many messages wait, whenever that may have changed. */
  onWaiting(count: number): void;
}

const DONE = { done: true, value: undefined } as const;

/** Holds what the connection tells until the consumer takes it. A snapshot takes the place of everything that waits. */
export class MessageStream implements Subscription<Channel> {
  readonly channel: Channel;
  /** For the connection, whose position runs ahead of the consumer's. */
  readonly receiver: Receiver;
  readonly #options: MessageStreamOptions;
  #position: string | undefined;
  #waiting: Message[] = [];
  #takers: { resolve(result: Result): void; reject(reason: unknown): void }[] = [];
  /** Null while it goes on; then what is thrown once, if anything is. */
  #end: { reason: unknown } | null = null;

  constructor(options: MessageStreamOptions) {
    const { channel, filters, position } = options;
    this.#options = options;
    this.channel = channel;
    this.#position = position;
    this.receiver = {
      filters,
      position,
      receive: (message) => this.#push(message),
      moved: (place) => this.#move(place.position),
      refused: (error) => this.finish(new ChannelRefusedError(channel, error)),
    };
  }

  /** From now on the signal ends it. */
  begin(): void {
    this.#options.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  get position(): string | undefined {
    return this.#position;
  }

  next(): Promise<Result> {
    const message = this.#waiting.shift();
    if (message) {
      this.#options.onWaiting(this.#waiting.length);
      return Promise.resolve(this.#taken(message));
    }
    if (this.#end) {
      const { reason } = this.#end;
      this.#end = { reason: undefined };
      return reason === undefined ? Promise.resolve(DONE) : Promise.reject(reason);
    }
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  return(): Promise<Result> {
    this.stop(undefined);
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends it, whatever waits. @param reason thrown to the consumer; undefined: the iteration just ends */
  stop(reason: unknown): void {
    this.#waiting = [];
    this.#options.onWaiting(0);
    this.finish(reason);
  }

  /** Nothing more comes; what waits can still be taken. @param reason thrown after that; undefined: the iteration just ends */
  finish(reason: unknown): void {
    if (this.#end) return;
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#options.onEnd();
    this.#end = { reason };
    for (const { resolve, reject } of this.#takers.splice(0)) this.next().then(resolve, reject);
  }

  readonly #abort = () => this.stop(this.#options.signal?.reason);

  #push(message: Message): void {
    const taker = this.#takers.shift();
    if (taker) return taker.resolve(this.#taken(message));
    if (message.type === 'snapshot') this.#waiting = [];
    this.#waiting.push(message);
    this.#options.onWaiting(this.#waiting.length);
  }

  #move(position: string): void {
    const last = this.#waiting.at(-1);
    if (last && 'position' in last) last.position = position;
    else this.#position = position;
  }

  #taken(message: Message): Result {
    if ('position' in message) this.#position = message.position;
    return { done: false, value: message };
  }
}
