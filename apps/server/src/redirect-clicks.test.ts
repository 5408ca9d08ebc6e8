import { pino } from 'pino';
import { expect, it } from 'vitest';
import { RedirectClicks } from './redirect-clicks.ts';

const CLICK = {
  link: { id: 7, project: 3 },
  uncounted: null,
  ip: '192.0.2.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  referrer: undefined,
};

function recorder(append: (project: number, records: string, count: number) => Promise<void>) {
  const log: string[] = [];
  const clicks = new RedirectClicks({
    queue: { append },
    logger: pino({}, { write: (line: string) => log.push(line) }),
    placeOf: (ip) => (ip === '192.0.2.1' ? { country: 'Norway', countryCode: 'NO', region: '', city: 'Oslo' } : null),
    ipHash: (ip) => `hash of ${ip}`,
    clock: () => 1000,
  });
  return { clicks, log };
}

it('hands the clicks of a moment to the queue together, per project, without an address', async () => {
  const appended: [number, unknown[], number][] = [];
  const { clicks } = recorder(async (project, records, count) => {
    appended.push([project, JSON.parse(`[${records}]`), count]);
  });
  clicks.add(CLICK);
  clicks.add({ ...CLICK, ip: '192.0.2.2', uncounted: 'bot', referrer: `https://a.test/"${'\u00e9'.repeat(2000)}` });
  clicks.add({ ...CLICK, link: { id: 8, project: 4 }, userAgent: undefined });
  expect(appended).toEqual([]);
  await clicks.drain();
  const base = { kind: 'click', project: 3, receivedAt: 1000, link: 7 };
  const device = { deviceType: 'desktop', os: 'Linux', browser: 'Firefox', browserVersion: '140.0' };
  const place = { country: 'Norway', countryCode: 'NO', region: '', city: 'Oslo' };
  const cut = `https://a.test/"${'\u00e9'.repeat(1016)}`;
  expect(appended).toEqual([
    [
      3,
      [
        { ...base, referrer: '', device, place, ipHash: 'hash of 192.0.2.1' },
        { ...base, uncounted: 'bot', referrer: cut, device, ipHash: 'hash of 192.0.2.2' },
      ],
      2,
    ],
    [4, [expect.objectContaining({ project: 4, link: 8 })], 1],
  ]);
});

it('L6: counts and logs what the queue refuses, a line a second at most', async () => {
  const { clicks, log } = recorder(async () => {
    throw new Error('the disk is full');
  });
  for (let i = 0; i < 50; i++) {
    clicks.add(CLICK);
    await clicks.drain();
  }
  expect(clicks.lost).toBe(50);
  expect(log).toHaveLength(1);
  expect(JSON.parse(log[0]!)).toMatchObject({ msg: 'clicks were redirected but not recorded', lost: 1 });
});

it('holds so many clicks for a queue that is stuck, and no more', async () => {
  let release = () => {};
  const { clicks } = recorder(
    () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  );
  for (let i = 0; i < 50_100; i++) clicks.add(CLICK);
  expect(clicks.lost).toBe(100);
  const drained = clicks.drain();
  release();
  await drained;
  clicks.add(CLICK);
  expect(clicks.lost).toBe(100);
});
