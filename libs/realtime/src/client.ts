import { type Clock, type EpochMs, type ProjectId, SECOND_MS } from '@micrologs/domain';
import { eventFilter, type FilterFields } from './event-filter.ts';
import type { Subscriber } from './feed.ts';
import { type Frame, frameOf } from './frames.ts';
import type { Hub } from './hub.ts';
import { parsePosition } from './position.ts';
import {
  type ChannelName,
  CLOSE,
  type CloseReason,
  type ErrorCode,
  isoOf,
  PROTOCOL_VERSION,
  parseClientMessage,
} from './protocol.ts';
import { doOpen, isReportChannel } from './report-channel.ts';
import { ReportRefusal } from './report-source.ts';

/** What a client showed, and what it may do for it. */
export interface Grant {
  project: ProjectId;
  /** Null: all of them. */
  channels: ReadonlySet<string> | null;
  /** Null: for as long as the key is the project's. */
  expiresAt: EpochMs | null;
  /** Of the project's secret key, from which the grant follows. */
  secretHash: string;
}

export interface Credentials {
  token?: string;
  key?: string;
}

/** The connection below a client. */
export interface Wire {
  /** Bytes that wait for the client to read. */
  buffered(): number;
  send(frame: Frame): void;
  close(reason: CloseReason): void;
}

export interface ClientOptions {
  hub: Hub;
  wire: Wire;
  authorise(credentials: Credentials): Grant | CloseReason;
  /** Where short links stand, as the client reaches them. */
  linkUrl: string;
  clock?: Clock;
  /** How long a client may take to say who it is. */
  helloMs?: number;
}

interface Subscription extends Subscriber {
  isGone: boolean;
  /** Whether the past has been told, so that what comes is the present. */
  isLive: boolean;
  /** Something was left out: a snapshot is owed. */
  isBehind: boolean;
}

/** Above this a client gets no more of the present, and a snapshot when it has read. */
export const SOFT_BYTES = 256 * 1024;
/** Above this it is closed. */
export const HARD_BYTES = 1024 * 1024;

export const PING_SECONDS = 25;
const HELLO_MS = 10 * SECOND_MS;
const MAX_FAULTS = 20;
/** The most reports that a client is told of at once. */
const MAX_REPORTS = 20;
const DELAYED = frameOf({
  type: 'notice',
  code: 'delayed',
  message: 'What other processes store is told a little later; nothing is lost',
});
const ON_TIME = frameOf({ type: 'notice', code: 'on_time' });

/** One client of a socket, from its first message to its end. */
export class Client {
  readonly #options: Required<ClientOptions>;
  readonly #subscriptions = new Map<ChannelName, Subscription>();
  #grant: Grant | null = null;
  #faults = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClientOptions) {
    this.#options = { clock: Date.now, helloMs: HELLO_MS, ...options };
    this.#timer = setTimeout(() => this.#close(CLOSE.unauthorized), this.#options.helloMs).unref();
  }

  /** Null until the client has said who it is. */
  get grant(): Grant | null {
    return this.#grant;
  }

  /**
   * Lets the client in, or closes the connection.
   * @param beforeWelcome called once it is let in
   */
  greet(credentials: Credentials, beforeWelcome: () => void = () => undefined): void {
    const { authorise, clock, hub } = this.#options;
    const answer = authorise(credentials);
    if ('code' in answer) return this.#close(answer);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#grant = answer;
    beforeWelcome();
    const { project, expiresAt } = answer;
    if (expiresAt !== null) {
      this.#timer = setTimeout(() => this.#close(CLOSE.expired), Math.max(0, expiresAt - clock())).unref();
    }
    this.#send(
      frameOf({
        type: 'welcome',
        protocol: PROTOCOL_VERSION,
        project_id: project,
        expires_at: expiresAt === null ? null : isoOf(expiresAt),
        ping_seconds: PING_SECONDS,
      }),
    );
    if (hub.isDelayed) this.notice();
  }

  /** Says whether what other processes store is told later than usual; to be called when that changes. */
  notice(): void {
    if (this.#grant) this.#send(this.#options.hub.isDelayed ? DELAYED : ON_TIME);
  }

  receive(text: string): void {
    const message = parseClientMessage(text);
    if (message === null) return this.#refuse('bad_message', 'This is no message of the protocol');
    if (message.type === 'hello') return this.#hello(message);
    if (message.type === 'ping') return this.#send(frameOf({ type: 'pong' }));
    if (message.type === 'pong') return;
    if (!this.#grant) return this.#close(CLOSE.unauthorized);
    if ('unknown' in message) {
      return this.#refuse('unknown_channel', 'There is no channel of this name', message.unknown);
    }
    if ('unfiltered' in message) return this.#refuse('bad_message', 'These are no filters', message.unfiltered);
    if (message.type === 'unsubscribe') return this.#unsubscribe(message.channel);
    void this.#subscribe(this.#grant, message);
  }

  /** The client has read everything. */
  drained(): void {
    for (const [channel, subscription] of this.#subscriptions) {
      if (!subscription.isBehind) continue;
      subscription.isBehind = false;
      this.#options.hub.refresh(this.#grant!.project, channel, subscription);
    }
  }

  /** The connection has ended. */
  end(): void {
    clearTimeout(this.#timer);
    for (const channel of [...this.#subscriptions.keys()]) this.#drop(channel);
  }

  #hello({ protocol = PROTOCOL_VERSION, token, key }: { protocol?: number; token?: string; key?: string }): void {
    if (protocol !== PROTOCOL_VERSION) return this.#close(CLOSE.unsupportedProtocol);
    if (this.#grant) return;
    this.greet({ ...(token && { token }), ...(key && { key }) });
  }

  async #subscribe(
    { project, channels }: Grant,
    { channel, position, filters }: { channel: ChannelName; position?: string; filters?: FilterFields },
  ): Promise<void> {
    if (channels && !doOpen(channels, channel)) {
      return this.#refuse('forbidden_channel', 'The token is not for this channel', channel);
    }
    if (this.#subscriptions.has(channel)) {
      return this.#refuse('already_subscribed', 'The channel is subscribed to already', channel);
    }
    const subscription: Subscription = {
      filter: filters ? eventFilter(filters) : null,
      isGone: false,
      isLive: false,
      isBehind: false,
      send: (frame, mayWait = subscription.isLive) => this.#tell(subscription, frame, mayWait),
    };
    this.#subscriptions.set(channel, subscription);
    try {
      await this.#join(project, channel, subscription, position);
      subscription.isLive = true;
    } catch (error) {
      if (subscription.isGone) return;
      this.#drop(channel);
      if (error instanceof ReportRefusal) return this.#refuse(error.code, error.message, channel);
      this.#tellError('unavailable', 'The database does not answer; subscribe again later', channel);
    }
  }

  #join(project: ProjectId, channel: ChannelName, subscription: Subscription, position?: string): Promise<void> {
    const { hub, linkUrl } = this.#options;
    if (!isReportChannel(channel)) {
      return hub.subscribe(project, channel, subscription, position === undefined ? null : parsePosition(position));
    }
    const reports = [...this.#subscriptions.keys()].filter(isReportChannel);
    if (reports.length > MAX_REPORTS) {
      throw new ReportRefusal('too_many', `More than ${MAX_REPORTS} reports cannot be told at once`);
    }
    return hub.subscribeToReport(
      project,
      Object.assign(subscription, {
        channel,
        linkUrl,
        end: ({ code, message }: ReportRefusal) => {
          this.#drop(channel);
          this.#tellError(code, message, channel);
        },
      }),
    );
  }

  /** What is in the past is told whole; what is in the present, as far as the client keeps up. */
  #tell(subscription: Subscription, frame: Frame, mayWait: boolean): void {
    const { wire } = this.#options;
    const buffered = wire.buffered();
    if (mayWait && (subscription.isBehind || buffered > SOFT_BYTES)) {
      subscription.isBehind = true;
      return;
    }
    if (buffered + frame.length > HARD_BYTES && buffered > 0 && !mayWait) return this.#close(CLOSE.slow);
    this.#send(frame);
  }

  #unsubscribe(channel: ChannelName): void {
    if (!this.#subscriptions.has(channel)) {
      return this.#refuse('not_subscribed', 'The channel is not subscribed to', channel);
    }
    this.#drop(channel);
    this.#send(frameOf({ type: 'unsubscribed', channel }));
  }

  #drop(channel: ChannelName): void {
    const subscription = this.#subscriptions.get(channel)!;
    subscription.isGone = true;
    this.#subscriptions.delete(channel);
    this.#options.hub.unsubscribe(this.#grant!.project, channel, subscription);
  }

  /** A fault of the client's own; one that makes nothing else is cut off. */
  #refuse(code: ErrorCode, message: string, channel?: string): void {
    this.#faults += 1;
    if (this.#faults > MAX_FAULTS) return this.#close(CLOSE.badMessages);
    this.#tellError(code, message, channel);
  }

  #tellError(code: ErrorCode, message: string, channel?: string): void {
    this.#send(frameOf({ type: 'error', code, message, ...(channel !== undefined && { channel }) }));
  }

  #send(frame: Frame): void {
    this.#options.hub.countMessage();
    this.#options.wire.send(frame);
  }

  #close(reason: CloseReason): void {
    this.end();
    this.#options.wire.close(reason);
  }
}
