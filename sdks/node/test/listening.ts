import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import {
  type ChannelMessage,
  Realtime,
  type RealtimeOptions,
  type RealtimeState,
  type Subscription,
} from '../src/realtime.ts';
import { type RealServer, realServer } from './real-server.ts';

/** For what is waited for. */
export const WAIT = { timeout: 30_000, interval: 20 };

export interface ListeningBed {
  server: RealServer;
  /** A new one for each test. */
  project: { id: number; secretKey: string };
  /** Views stored in it. */
  stored: number;
}

const bed = {} as ListeningBed;

/** The real server, with a project of its own for each test. */
export function listeningBed(): ListeningBed {
  beforeAll(async () => {
    bed.server = await realServer();
  });
  afterAll(() => bed.server?.stop());
  beforeEach(async () => {
    const body = { name: 'Shop', allowed_domains: ['shop.test'] };
    const { id, secret_key } = await ask('/api/projects/create', body, { 'X-Admin-Key': bed.server.adminKey });
    bed.project = { id, secretKey: secret_key };
    bed.stored = 0;
  });
  return bed;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read member by member.
export async function ask(path: string, body: object, headers: Record<string, string> = {}): Promise<any> {
  const answer = await fetch(bed.server.url + path, {
    method: 'POST',
    headers: { 'X-API-Key': bed.project?.secretKey, ...headers },
    body: JSON.stringify(body),
  });
  const { success, message, data } = (await answer.json()) as Record<string, unknown>;
  expect({ success, message }).toMatchObject({ success: true });
  return data;
}

/** Stores views of visitors of their own, so that none repeats another. */
export async function view(count = 1): Promise<void> {
  const events = Array.from({ length: count }, () => {
    bed.stored += 1;
    const { stored } = bed;
    const url = `https://shop.test/${stored}`;
    return { kind: 'pageview', url, visitor_id: `v${stored}`, session_token: `s${stored}` };
  });
  await ask('/api/track/batch', { events });
}

export async function token(settings: object = {}): Promise<string> {
  return (await ask('/api/realtime/token', { channels: ['pageviews'], ...settings })).token;
}

/** A client for the time of some work. @param options over the address of the server and the key of the project */
export async function withRealtime<T>(
  options: Partial<RealtimeOptions>,
  work: (realtime: Realtime, states: RealtimeState[]) => Promise<T>,
): Promise<T> {
  const states: RealtimeState[] = [];
  const realtime = new Realtime({
    host: bed.server.url,
    onState: (state) => states.push(state),
    ...(options.token === undefined && { key: bed.project.secretKey }),
    ...options,
  });
  try {
    return await work(realtime, states);
  } finally {
    realtime.close();
  }
}

/** What a consumer has, by its own account: no event twice, none left out, unless a snapshot replaced them. */
export class Account {
  at: number | null = null;
  snapshots = 0;

  take({ type, events, offset }: ChannelMessage<'pageviews' | 'errors'>): void {
    if (type === 'snapshot') {
      this.snapshots += 1;
      this.at = offset;
      return;
    }
    for (const event of events) {
      expect(event.offset).toBe(this.at! + 1);
      this.at = event.offset;
    }
    expect(offset).toBe(this.at);
  }
}

/** Takes messages until the event with this offset was told. */
export async function takeUntil(
  last: number,
  messages: Subscription<'pageviews'> | Subscription<'errors'>,
  account = new Account(),
): Promise<void> {
  while (account.at !== last) {
    const { value, done } = await messages.next();
    if (done) throw new Error('The messages ended');
    account.take(value);
  }
}
