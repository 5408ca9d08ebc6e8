import { describe, expect, it, vi } from 'vitest';
import { MicrologsError } from '../src/index.ts';
import { ChannelRefusedError, Realtime, RealtimeClosedError } from '../src/realtime.ts';
import { Account, ask, listeningBed, takeUntil, token, view, WAIT, withRealtime } from './listening.ts';

const bed = listeningBed();

describe('who may listen', () => {
  it('a token that ends is followed by the next one, without a gap', async () => {
    let asked = 0;
    const next = () => token({ expires_in: asked++ === 0 ? 1 : 60 });
    await withRealtime({ token: next }, async (realtime, states) => {
      const views = realtime.subscribe('pageviews');
      const account = new Account();
      account.take((await views.next()).value!);
      await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ code: 4002 })), WAIT);
      await view(3);
      await takeUntil(3, views, account);
      expect({ asked, snapshots: account.snapshots }).toEqual({ asked: 2, snapshots: 1 });
    });
  });

  it('a new secret key ends what the old one opened; a token made with the new one goes on', async () => {
    await withRealtime({ token: () => token() }, (byToken, states) =>
      withRealtime({}, async (byKey) => {
        const views = byToken.subscribe('pageviews');
        const account = new Account();
        account.take((await views.next()).value!);
        const others = byKey.subscribe('pageviews');
        await others.next();
        await view(2);
        await takeUntil(2, views, account);
        const { secret_key } = await ask(
          '/api/projects/regenerate-keys',
          { id: bed.project.id },
          { 'X-Admin-Key': bed.server.adminKey },
        );
        bed.project.secretKey = secret_key;
        await vi.waitFor(() => expect(states).toContainEqual(expect.objectContaining({ code: 4003 })), WAIT);
        await view(2);
        await takeUntil(4, views, account);
        await expect(takeUntil(4, others, Object.assign(new Account(), { at: 0 }))).rejects.toMatchObject({
          code: 4003,
        });
      }),
    );
  });

  it.each([{ key: 'nonsense' }, { token: 'nonsense' }, { token: () => 'nonsense' }])(
    'what is not valid ends it with an error: %o',
    async (credentials) => {
      const realtime = new Realtime({ host: bed.server.url, ...credentials });
      const views = realtime.subscribe('pageviews');
      const error = await views.next().catch((error) => error);
      expect(error).toBeInstanceOf(RealtimeClosedError);
      expect(error).toBeInstanceOf(MicrologsError);
      expect(error).toMatchObject({ code: 4001, message: expect.stringContaining('not valid') });
      expect(await views.next()).toEqual({ done: true, value: undefined });
      // Whoever comes later is told the same.
      await expect(realtime.subscribe('errors').next()).rejects.toBe(error);
    },
  );

  it('a token that cannot be had is asked for again', async () => {
    let asked = 0;
    const next = async () => {
      asked += 1;
      if (asked === 1) throw new Error('The backend is away');
      return token();
    };
    await withRealtime({ token: next }, async (realtime, states) => {
      await realtime.subscribe('pageviews').next();
      expect(states[1]).toMatchObject({ state: 'waiting', reason: 'The backend is away' });
    });
  });

  it('a channel that is not there, or not open, is an error of its subscription alone', async () => {
    await withRealtime({ token: () => token() }, async (realtime) => {
      const views = realtime.subscribe('pageviews');
      await views.next();
      const refused = await realtime
        .subscribe('errors')
        .next()
        .catch((error) => error);
      expect(refused).toBeInstanceOf(ChannelRefusedError);
      expect(refused).toMatchObject({ channel: 'errors', code: 'forbidden_channel' });
      await expect(realtime.subscribe('secrets' as 'errors').next()).rejects.toMatchObject({ code: 'unknown_channel' });
      const filters = { url: 'https://shop.test/' } as unknown as Record<string, string[]>;
      await expect(realtime.subscribe('links', { filters }).next()).rejects.toMatchObject({ code: 'bad_message' });
      await view();
      await takeUntil(1, views, Object.assign(new Account(), { at: 0 }));
    });
  });

  it.each([[{}], [{ key: 'k', token: 't' }]])('neither a key nor a token, or both, is refused: %o', (credentials) => {
    expect(() => new Realtime({ host: bed.server.url, ...credentials })).toThrow('either key or token');
  });

  it.each(['stats', 'ftp://stats.test', 'http://', undefined])('a host that is no address is refused: %s', (host) => {
    expect(() => new Realtime({ host: host as string, key: 'k' })).toThrow('host must be an address');
  });
});
