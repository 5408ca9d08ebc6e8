import { expect } from 'vitest';
import type { Adapter, ClientOptions } from './adapter.ts';
import type { RecordedRequest } from './exchange.ts';
import type { FaultyServer } from './faulty-server.ts';

/** What a scenario plays with: one SDK, whose client it creates, and a server without a script. */
export interface Bed {
  sdk: Adapter;
  server: FaultyServer;
}

/** One promise of the README, by whose number its title begins. */
export interface Scenario {
  title: string;
  /** Only for SDKs that send while the program does something else. */
  needsBackground?: boolean;
  run(bed: Bed): Promise<void>;
}

export const SECRET_KEY = 'a1'.repeat(32);
export const ADMIN_KEY = 'the-admin-key-of-the-scenarios';

/** Sends nothing by itself and repeats quickly, unless a scenario wants it otherwise. */
export async function createClient({ sdk, server }: Bed, options: Partial<ClientOptions> = {}): Promise<void> {
  await sdk.create({
    host: server.url,
    key: SECRET_KEY,
    adminKey: ADMIN_KEY,
    flushAt: 1000,
    flushIntervalMs: 600_000,
    timeoutMs: 30_000,
    retryBaseMs: 20,
    retryMaxMs: 100,
    ...options,
  });
}

/** Captures errors. @returns their messages, in order */
export async function captureErrors({ sdk }: Bed, count: number, prefix = 'event'): Promise<string[]> {
  const messages = Array.from({ length: count }, (_, index) => `${prefix} ${index}`);
  for (const message of messages) await sdk.error(message);
  return messages;
}

export const messagesOf = (events: Record<string, unknown>[]): unknown[] => events.map(({ message }) => message);

/** All of it is stored, once and in order, and nothing was lost. */
export async function expectDelivered({ sdk, server }: Bed, messages: string[]): Promise<void> {
  expect(messagesOf(server.stored)).toEqual(messages);
  expect(await sdk.losses()).toEqual({});
  expect(await sdk.queued()).toBe(0);
}

/** Between requests, ms. */
export function gapsOf(requests: RecordedRequest[]): number[] {
  return requests.slice(1).map(({ arrivedAt }, index) => arrivedAt - requests[index]!.arrivedAt);
}
