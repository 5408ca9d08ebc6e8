import { afterEnd, CUT, UNAUTHORIZED } from './ends.ts';
import type {
  Channel,
  ChannelError,
  ChannelMessage,
  Filters,
  Notice,
  Place,
  RealtimeState,
  ServerMessage,
} from './messages.ts';

/** An open socket, or one that is being opened. */
export interface Wire {
  send(text: string): void;
  /** What comes afterwards is of no interest any more. */
  close(): void;
  /** Whether nothing is read at present, so that silence says nothing. */
  isPaused?(): boolean;
}

export interface WireEvents {
  opened(): void;
  received(text: string): void;
  /** Once, at the end, also of one that could not be opened. @param code of WebSockets; 1006: without a word */
  ended(code: number, reason: string): void;
}

/** Who is told of a channel. */
export interface Receiver {
  readonly filters?: Filters | undefined;
  /** Where to go on; moved with all that is received. */
  position?: string | undefined;
  receive(message: ChannelMessage<Channel>): void;
  /** Filters left events out up to here. */
  moved(place: Place): void;
  /** The channel is not opened, and the receiver forgotten. */
  refused(error: ChannelError): void;
}

export interface ConnectionOptions {
  /** Opens a socket. */
  dial(events: WireEvents): Wire;
  /** Shown at the beginning; none where the socket brings a key. A function is asked at each connection. */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Is told of what becomes of the connection. */
  onState?: ((state: RealtimeState) => void) | undefined;
  onNotice?: ((notice: Notice) => void) | undefined;
}

/** A connection that comes back. */
export interface Connection {
  /** Connects, unless it does already. */
  start(): void;
  /** The network may have changed: what waits comes back at once, and what is open is asked whether it still is. */
  wake(): void;
  /** Ends the socket until `start` or `wake`. */
  suspend(reason: string): void;
  /** @returns what ends it @throws Error when the channel has a receiver already */
  subscribe(channel: Channel, receiver: Receiver): () => void;
  close(): void;
}

/** From the wish for a token to the welcome. */
const OPEN_MS = 15_000;
/** The longest time in which one that is there answers. */
const ANSWER_MS = 8_000;
const UNAVAILABLE_RETRY_MS = 2_000;
/** How many tokens in a row may be refused: one may have been made just before the key changed. */
const MAX_REFUSALS = 2;

/** What a callback throws must not disturb the connection; it is an error of whoever gave it. */
export const run = (callback: () => void) => {
  try {
    callback();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};

/** Keeps channels told over sockets that end, each channel going on where it was. */
export function createConnection({ dial, token, onState, onNotice }: ConnectionOptions): Connection {
  const receivers = new Map<Channel, Receiver>();
  /** Channels whose end the server has not confirmed, so that messages may come that nobody is meant to get. */
  const leaving = new Set<Channel>();
  let wire: Wire | undefined;
  /** Tells what belongs to the present attempt from what came late. */
  let attempt = 0;
  let isTrying = false;
  let isOpen = false;
  let isClosed = false;
  let failures = 0;
  let refusals = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let watchTimer: ReturnType<typeof setTimeout> | undefined;
  let quietMs = 0;

  const tell = (state: RealtimeState) => run(() => onState?.(state));
  const send = (message: object) => wire?.send(JSON.stringify(message));

  const start = async () => {
    if (isClosed || isTrying) return;
    isTrying = true;
    const own = ++attempt;
    clearTimeout(retryTimer);
    watchTimer = setTimeout(() => end(CUT, 'No answer'), OPEN_MS);
    tell({ state: 'connecting' });
    try {
      // Not in the address, which ends up in logs.
      const shown = typeof token === 'function' ? await token() : token;
      if (own === attempt) open(own, shown);
    } catch (error) {
      if (own === attempt) end(CUT, error instanceof Error ? error.message : String(error));
    }
  };

  const open = (own: number, shown: string | undefined) => {
    wire = dial({
      opened: () => own === attempt && send({ type: 'hello', protocol: 1, token: shown }),
      received: (text) => own === attempt && receive(text),
      ended: (code, reason) => own === attempt && end(code, reason),
    });
  };

  /** Forgets the socket. */
  const drop = () => {
    const ended = wire;
    attempt += 1;
    wire = undefined;
    isTrying = isOpen = false;
    leaving.clear();
    clearTimeout(retryTimer);
    clearTimeout(watchTimer);
    ended?.close();
  };

  const end = (code: number, reason: string) => {
    drop();
    if (code === UNAUTHORIZED) refusals += 1;
    const next = afterEnd(code, failures++, typeof token === 'function' && refusals < MAX_REFUSALS);
    if (next === 'stop') {
      isClosed = true;
      tell({ state: 'closed', code, reason });
      return;
    }
    retryTimer = setTimeout(start, next.retryInMs);
    tell({ state: 'waiting', ...next, code, reason });
  };

  /** A connection that says nothing is asked, and given up when it does not answer. */
  const watchQuiet = (isAsked = false) => {
    clearTimeout(watchTimer);
    watchTimer = setTimeout(
      () => {
        if (wire?.isPaused?.()) watchQuiet();
        else if (isAsked) end(CUT, 'The connection is silent');
        else ask();
      },
      isAsked ? Math.min(quietMs, ANSWER_MS) : quietMs,
    );
  };

  const ask = () => {
    send({ type: 'ping' });
    watchQuiet(true);
  };

  const subscribe = (channel: Channel) => {
    const receiver = receivers.get(channel);
    if (!isOpen || !receiver || leaving.has(channel)) return;
    const { position, filters } = receiver;
    send({ type: 'subscribe', channel, position, filters });
  };

  const receive = (text: string) => {
    let message: ServerMessage;
    try {
      message = JSON.parse(text);
    } catch {
      return end(CUT, 'What answers is no Micrologs server');
    }
    if (isOpen) watchQuiet();
    switch (message.type) {
      case 'welcome':
        isOpen = true;
        refusals = 0;
        quietMs = message.ping_seconds * 1_000;
        watchQuiet();
        tell({ state: 'open', projectId: message.project_id, expiresAt: message.expires_at });
        for (const channel of receivers.keys()) subscribe(channel);
        return;
      case 'ping':
        send({ type: 'pong' });
        return;
      case 'notice': {
        const { type, ...notice } = message;
        run(() => onNotice?.(notice));
        return;
      }
      case 'unsubscribed':
        left(message.channel);
        return;
      case 'error':
        refuse(message);
        return;
      case 'subscribed':
      case 'position':
      case 'snapshot':
      case 'event':
        deliver(message);
    }
  };

  const deliver = (message: Extract<ServerMessage, { type: 'subscribed' | 'position' | 'snapshot' | 'event' }>) => {
    const receiver = receivers.get(message.channel);
    if (!receiver || leaving.has(message.channel)) return;
    failures = 0;
    // A position without what it promises would be a hole: `subscribed` without recovery is followed by a snapshot.
    const isTold = message.type !== 'subscribed' || message.recovered;
    if ('position' in message && isTold) receiver.position = message.position;
    if (message.type === 'position') receiver.moved({ offset: message.offset, position: message.position });
    else if (message.type !== 'subscribed') receiver.receive(message);
  };

  const left = (channel: Channel) => {
    leaving.delete(channel);
    subscribe(channel);
  };

  const refuse = ({ code, message, channel }: Extract<ServerMessage, { type: 'error' }>) => {
    // Subscribed twice, after it was unavailable: that is as good as once.
    if (!channel || code === 'already_subscribed') return;
    if (code === 'not_subscribed') return left(channel);
    if (code === 'unavailable') {
      const present = attempt;
      setTimeout(() => present === attempt && subscribe(channel), UNAVAILABLE_RETRY_MS);
      return;
    }
    const receiver = receivers.get(channel);
    receivers.delete(channel);
    receiver?.refused({ code, message });
  };

  return {
    start,
    wake() {
      if (isOpen) ask();
      else start();
    },
    suspend(reason) {
      if (isClosed) return;
      end(CUT, reason);
      clearTimeout(retryTimer);
    },
    subscribe(channel, receiver) {
      if (receivers.has(channel)) throw new Error(`There is a listener for ${channel} already`);
      receivers.set(channel, receiver);
      subscribe(channel);
      return () => {
        if (receivers.get(channel) !== receiver) return;
        receivers.delete(channel);
        if (!isOpen) return;
        leaving.add(channel);
        send({ type: 'unsubscribe', channel });
      };
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      drop();
      tell({ state: 'closed', code: 1000, reason: '' });
    },
  };
}
