import { expect, it, vi } from 'vitest';
import { Account, ask, listeningBed, takeUntil, view, WAIT, withRealtime } from './listening.ts';

const bed = listeningBed();

it('tells the latest events first, then each one as it is stored', async () => {
  await view(2);
  await withRealtime({}, async (realtime, states) => {
    const views = realtime.subscribe('pageviews');
    const { value: first } = await views.next();
    expect(first).toMatchObject({ type: 'snapshot', channel: 'pageviews' });
    await vi.waitFor(
      () => expect(states.at(-1)).toEqual({ state: 'open', projectId: bed.project.id, expiresAt: null }),
      WAIT,
    );
    const account = new Account();
    account.take(first!);
    await view(3);
    await takeUntil(5, views, account);
  });
});

it('calls back instead of being iterated, until it is told to stop', async () => {
  await withRealtime({}, async (realtime) => {
    const heard: unknown[] = [];
    const stop = realtime.on('pageviews', {
      filters: { url: ['https://shop.test/2*'] },
      onSnapshot: (events, { position }) => heard.push([events.length, position !== '']),
      onEvents: (events, { offset }) => heard.push(events.map(({ url }) => url).concat(String(offset))),
    });
    await vi.waitFor(() => expect(heard).toEqual([[0, true]]), WAIT);
    await view(3);
    await vi.waitFor(() => expect(heard.slice(1)).toEqual([['https://shop.test/2', '2']]), WAIT);
    stop();
    const views = realtime.subscribe('pageviews');
    await takeUntil(3, views);
    expect(heard).toHaveLength(2);
  });
});

it('an error is told with what it did, and then what was done to its group', async () => {
  await withRealtime({}, async (realtime) => {
    const errors = realtime.subscribe('errors');
    await errors.next();
    await ask('/api/track/error', { message: 'No stock' });
    const { value: occurrence } = await errors.next();
    const [event] = occurrence!.events;
    expect(event).toMatchObject({ kind: 'occurrence', effect: 'created', message: 'No stock', offset: 1 });
    await ask('/api/track/errors-update-status', { ids: [event!.group_id], status: 'resolved' });
    const { value: change } = await errors.next();
    expect(change!.events).toMatchObject([{ kind: 'status_change', from: 'open', to: 'resolved', offset: 2 }]);
  });
});

it('who is there is told whole, as often as it changes', async () => {
  await withRealtime({}, async (realtime) => {
    const live = realtime.subscribe('live');
    const { value: before } = await live.next();
    expect(before).toEqual({ type: 'snapshot', channel: 'live', at: expect.any(String), data: expect.any(Object) });
    expect(before!.data.visitors).toBe(0);
    await view();
    const { value: after } = await live.next();
    expect(after!.data).toMatchObject({ visitors: 1, pages: [{ page: 'shop.test/1', visitors: 1 }] });
  });
});

it('a report is told whole, whenever it has become another one', async () => {
  await withRealtime({}, async (realtime) => {
    const pages = realtime.subscribe('report:pages?range=7d&limit=1');
    const { value: before } = await pages.next();
    expect(before).toMatchObject({ type: 'snapshot', channel: 'report:pages?range=7d&limit=1', data: { count: 0 } });
    await view();
    const { value: after } = await pages.next();
    expect(after!.data.pages).toMatchObject([{ url: 'https://shop.test/1', pageviews: 1 }]);
    await expect(realtime.subscribe('report:pages?range=yesterday').next()).rejects.toMatchObject({
      name: 'ChannelRefusedError',
      code: 'bad_params',
    });
  });
});

it('an alert is told when it fires', async () => {
  const triggers = [{ type: 'error_group.created' }];
  await ask('/api/webhooks/create', { url: 'https://hooks.shop.test/', triggers });
  await withRealtime({}, async (realtime) => {
    const alerts = realtime.subscribe('alerts', { filters: { type: ['error_group.*'] } });
    await alerts.next();
    await ask('/api/track/error', { message: 'No stock' });
    const { value } = await alerts.next();
    expect(value).toMatchObject({ type: 'event', channel: 'alerts' });
    const [alert] = value!.events;
    expect(alert).toEqual({
      offset: 1,
      id: expect.any(String),
      type: 'error_group.created',
      timestamp: expect.any(String),
      data: expect.objectContaining({ summary: expect.stringContaining('No stock') }),
    });
  });
});

it('filters that let nothing through leave the position near the present', async () => {
  const filters = { url: ['https://elsewhere.test/*'] };
  const position = await withRealtime({}, async (realtime) => {
    let place = { offset: 0, position: '' };
    const stop = realtime.on('pageviews', { filters, onPosition: (told) => (place = told) });
    for (let batch = 0; batch < 2; batch++) await view(400);
    await vi.waitFor(() => expect(place.offset).toBeGreaterThan(500), WAIT);
    stop();
    return place.position;
  });
  await withRealtime({}, async (realtime) => {
    await view();
    const { value } = await realtime.subscribe('pageviews', { position }).next();
    expect(value!.type).toBe('event');
    expect(value!.events[0]!.offset).toBeGreaterThan(500);
  });
});
