import { createConnection, type Wire } from './realtime/connection.ts';
import { type Listener, receiverOf } from './realtime/listener.ts';
import type { Channel, Notice, RealtimeState } from './realtime/messages.ts';

export type { Listener } from './realtime/listener.ts';
export type {
  Channel,
  ChannelData,
  ChannelError,
  ChannelEvents,
  EventChannel,
  Filters,
  Live,
  Notice,
  Place,
  RealtimeState,
  ReportChannel,
  ReportData,
} from './realtime/messages.ts';

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
  /** Is told when messages come later than usual for a while. */
  onNotice?: (notice: Notice) => void;
}

export interface Realtime {
  /** @returns what ends it @throws Error when the channel has a listener already */
  subscribe<C extends Channel>(channel: C, listener: Listener<C>): () => void;
  close(): void;
}

/**
 * Listens to what is stored in a project. A connection that ends comes back by itself, and each channel goes on where it was: nothing is
 * missed and nothing told twice, or `onSnapshot` begins anew.
 */
export function connect({ apiUrl, token, onState, onNotice }: RealtimeOptions): Realtime {
  const address = new URL(`${apiUrl.replace(/\/$/, '')}/api/realtime`, globalThis.location?.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const connection = createConnection({
    token,
    onState,
    onNotice,
    dial({ opened, received, ended }): Wire {
      const socket = new WebSocket(address);
      socket.onopen = opened;
      socket.onmessage = ({ data }) => received(data);
      socket.onclose = ({ code, reason }) => ended(code, reason);
      return { send: (text) => socket.send(text), close: () => socket.close() };
    },
  });
  const leave = watchPage(connection);
  connection.start();
  return {
    subscribe: (channel, listener) => connection.subscribe(channel, receiverOf(listener as Listener<Channel>)),
    close() {
      leave();
      connection.close();
    },
  };
}

/** @returns what ends it */
function watchPage({ wake, suspend }: Pick<ReturnType<typeof createConnection>, 'wake' | 'suspend'>): () => void {
  if (typeof document === 'undefined') return () => undefined;
  // A machine that slept, or a tab that was frozen, may have lost its connection without a word.
  const show = () => document.visibilityState === 'visible' && wake();
  // Pages with an open socket are not kept for going back to; one that is left comes back with its positions.
  const hide = () => suspend('The page is left');
  const comeBack = (event: Event) => (event as PageTransitionEvent).persisted && wake();
  const watched: [EventTarget, string, (event: Event) => void][] = [
    [window, 'online', wake],
    [window, 'pageshow', comeBack],
    [window, 'pagehide', hide],
    [document, 'visibilitychange', show],
    [document, 'resume', wake],
  ];
  for (const [target, type, callback] of watched) target.addEventListener(type, callback);
  return () => {
    for (const [target, type, callback] of watched) target.removeEventListener(type, callback);
  };
}
