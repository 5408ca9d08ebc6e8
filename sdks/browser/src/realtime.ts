import { afterEnd } from './realtime/ends.ts';
import type { Channel, ChannelError, ChannelEvents, Place, ServerMessage } from './realtime/messages.ts';

export type { Channel, ChannelError, ChannelEvents, Place } from './realtime/messages.ts';

export interface RealtimeOptions {
  /** Where the server is, without `/api`. */
  apiUrl: string;
  /**
   * A token of `POST /api/realtime/token`, or what gets one from your backend; that is asked at each connection, so a token that ends is
   * followed by the next one.
   */
  token: string | (() => string | Promise<string>);
  /** Is told of what becomes of the connection. */
  onState?: (state: RealtimeState) => void;
}

export type RealtimeState =
  | { state: 'connecting' }
  /** @property expiresAt when the token ends, in ISO 8601 */
  | { state: 'open'; projectId: number; expiresAt: string | null }
  | { state: 'waiting'; retryInMs: number; code: number; reason: string }
  /** It does not come back: by `close`, or since the server's code says so. */
  | { state: 'closed'; code: number; reason: string };

export interface Listener<C extends Channel> {
  /** Lets through only events that have one of these values in each of these fields; a value may end with `*`. */
  filters?: Record<string, string[]>;
  /** Of the last event that was seen, to go on from there. */
  position?: string;
  /** The latest events, which replace all that came before: at the beginning, and where not everything that was missed can be told. */
  onSnapshot?(events: ChannelEvents[C][], place: Place): void;
  /** Further events, in order, each once. */
  onEvents?(events: ChannelEvents[C][], place: Place): void;
  /** The server does not open the channel; there is no use in waiting. */
  onError?(error: ChannelError): void;
}

export interface Realtime {
  /** @returns what ends it @throws Error when the channel has a listener already */
  subscribe<C extends Channel>(channel: C, listener: Listener<C>): () => void;
  close(): void;
}

/** What the page does with a message must not disturb the connection; what it throws is an error of the page. */
const run = (callback: () => void) => {
  try {
    callback();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
};

/** A connection that breaks without a word. */
const CUT = 1006;
const UNAVAILABLE_RETRY_MS = 2_000;

/**
 * Listens to what is stored in a project. A connection that ends comes back by itself, and each channel goes on where it was: nothing is
 * missed and nothing told twice, or `onSnapshot` begins anew.
 */
export function connect({ apiUrl, token, onState }: RealtimeOptions): Realtime {
  const address = new URL(`${apiUrl.replace(/\/$/, '')}/api/realtime`, globalThis.location?.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const listeners = new Map<Channel, Listener<Channel>>();
  /** Channels whose end the server has not confirmed, so that messages may come that nobody is meant to get. */
  const leaving = new Set<Channel>();
  let socket: WebSocket | undefined;
  let isOpen = false;
  let isClosed = false;
  let attempts = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let quietTimer: ReturnType<typeof setTimeout> | undefined;
  let quietMs = 0;

  const tell = (state: RealtimeState) => run(() => onState?.(state));
  const send = (message: object) => socket?.send(JSON.stringify(message));

  const open = () => {
    clearTimeout(retryTimer);
    tell({ state: 'connecting' });
    const attempt = new WebSocket(address);
    socket = attempt;
    // Asked while the connection is made. Not in the address, which ends up in logs.
    const shown = Promise.resolve().then(() => (typeof token === 'function' ? token() : token));
    attempt.onopen = () =>
      shown.then(
        (token) => attempt === socket && send({ type: 'hello', protocol: 1, token }),
        () => attempt === socket && end(CUT, 'No token could be had'),
      );
    shown.catch(() => undefined);
    attempt.onmessage = ({ data }) => attempt === socket && receive(data);
    attempt.onclose = ({ code, reason }) => attempt === socket && end(code, reason);
  };

  const end = (code: number, reason: string) => {
    const ended = socket;
    socket = undefined;
    isOpen = false;
    leaving.clear();
    clearTimeout(quietTimer);
    ended?.close();
    const next = afterEnd(code, attempts++, typeof token === 'function');
    if (next === 'stop') {
      isClosed = true;
      tell({ state: 'closed', code, reason });
      return;
    }
    retryTimer = setTimeout(open, next.retryInMs);
    tell({ state: 'waiting', ...next, code, reason });
  };

  /** A connection that says nothing is asked, and given up when it does not answer. */
  const watchQuiet = (isAsked = false) => {
    clearTimeout(quietTimer);
    quietTimer = setTimeout(() => {
      if (isAsked) return end(CUT, 'The connection is silent');
      send({ type: 'ping' });
      watchQuiet(true);
    }, quietMs);
  };

  const subscribe = (channel: Channel) => {
    const listener = listeners.get(channel);
    if (!isOpen || !listener || leaving.has(channel)) return;
    const { position, filters } = listener;
    send({ type: 'subscribe', channel, position, filters });
  };

  const receive = (data: string) => {
    const message = JSON.parse(data) as ServerMessage;
    if (isOpen) watchQuiet();
    switch (message.type) {
      case 'welcome':
        isOpen = true;
        quietMs = message.ping_seconds * 1_000;
        watchQuiet();
        tell({ state: 'open', projectId: message.project_id, expiresAt: message.expires_at });
        for (const channel of listeners.keys()) subscribe(channel);
        return;
      case 'ping':
        send({ type: 'pong' });
        return;
      case 'unsubscribed':
        left(message.channel);
        return;
      case 'error':
        refuse(message);
        return;
      case 'subscribed':
      case 'snapshot':
      case 'event':
      case 'position':
        deliver(message);
    }
  };

  const deliver = (message: Extract<ServerMessage, Place>) => {
    const { type, channel, offset, position } = message;
    const listener = listeners.get(channel);
    if (!listener || leaving.has(channel)) return;
    attempts = 0;
    // A position without what it promises would be a hole: `subscribed` without recovery is followed by a snapshot.
    if (type !== 'subscribed' || message.recovered) listener.position = position;
    if (type === 'snapshot') run(() => listener.onSnapshot?.(message.events, { offset, position }));
    if (type === 'event') run(() => listener.onEvents?.(message.events, { offset, position }));
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
      const present = socket;
      setTimeout(() => present === socket && subscribe(channel), UNAVAILABLE_RETRY_MS);
      return;
    }
    const listener = listeners.get(channel);
    listeners.delete(channel);
    run(() => listener?.onError?.({ code, message }));
  };

  const resume = () => {
    if (!isClosed && !socket) open();
  };
  /** Pages with an open socket are not kept for going back to; one that is left comes back with its positions. */
  const suspend = () => {
    if (socket) end(CUT, 'The page is left');
    clearTimeout(retryTimer);
  };
  const page = typeof document === 'undefined' ? undefined : window;
  page?.addEventListener('online', resume);
  page?.addEventListener('pagehide', suspend);
  page?.addEventListener('pageshow', resume);
  open();

  return {
    subscribe(channel, listener) {
      if (listeners.has(channel)) throw new Error(`There is a listener for ${channel} already`);
      const own = { ...listener } as Listener<Channel>;
      listeners.set(channel, own);
      subscribe(channel);
      return () => {
        if (listeners.get(channel) !== own) return;
        listeners.delete(channel);
        if (!isOpen) return;
        leaving.add(channel);
        send({ type: 'unsubscribe', channel });
      };
    },
    close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(retryTimer);
      clearTimeout(quietTimer);
      const ended = socket;
      socket = undefined;
      ended?.close(1000);
      page?.removeEventListener('online', resume);
      page?.removeEventListener('pagehide', suspend);
      page?.removeEventListener('pageshow', resume);
      tell({ state: 'closed', code: 1000, reason: '' });
    },
  };
}
